/**
 * The photos of the data set, as rows: what is drawn is told by the row alone.
 *
 * @typedef {'tuning' | 'held-out'} Half
 *
 * @typedef {object} Scene
 * @property {string} name of the photo, unique within its half
 * @property {string} group
 * @property {Half} half
 * @property {string} seed of every random number in it
 * @property {readonly string[]} kinds the products
 * @property {number} turn which of the backdrops it takes: the turn-th, counted round
 * @property {string} [tone] the one tone, `#rrggbb`, of product and backdrop
 * @property {boolean} isCropped by one or two borders of the photo
 * @property {boolean} isCluttered patterned surroundings with other things in them
 */

/** @type {readonly Half[]} */
export const HALVES = ['tuning', 'held-out']

/** Groups: their products in turn and what is special. There are as many photos of a group as lists of products. */
const RECIPES = {
  studio: {
    kinds: [
      'running-shoe',
      'wine-glass',
      'desk-lamp',
      'ring',
      'wristwatch',
      'backpack',
      'scissors',
      'teacup',
      'spray-bottle',
      'book',
      'bowl',
      'camera',
      't-shirt',
      'toy-truck',
      'perfume',
      'slat-chair',
      'fern',
      'plush-bear',
      'cable',
      'hairbrush',
    ].map((kind) => [kind]),
  },
  'low-contrast': {
    kinds: [
      'bowl',
      'running-shoe',
      'spray-bottle',
      't-shirt',
      'camera',
      'backpack',
      'teacup',
      'toy-truck',
      'book',
      'desk-lamp',
    ].map((kind) => [kind]),
    tones: [
      '#e8e8e5',
      '#141415',
      '#e6e3de',
      '#b9a48a',
      '#ebebeb',
      '#1e1e21',
      '#dcdfe2',
      '#7f8f9f',
      '#0e0e10',
      '#a65a4c',
    ],
  },
  fine: {
    kinds: [
      'bicycle',
      'plush-bear',
      'wig',
      'fern',
      'wire-basket',
      'cable',
      'racket',
      'eyeglasses',
      'slat-chair',
      'feather-duster',
    ].map((kind) => [kind]),
  },
  cropped: {
    kinds: ['running-shoe', 'backpack', 'bicycle', 't-shirt', 'spray-bottle', 'camera'].map((kind) => [kind]),
    isCropped: true,
  },
  multiple: {
    kinds: [
      ['teacup', 'bowl'],
      ['perfume', 'spray-bottle', 'perfume'],
      ['scissors', 'wristwatch', 'eyeglasses', 'cable'],
      ['toy-truck', 'plush-bear'],
      ['running-shoe', 'running-shoe'],
      ['book', 'camera', 'fern', 'teacup', 'toy-truck'],
    ],
  },
  clutter: {
    kinds: ['backpack', 'camera', 'desk-lamp', 'running-shoe', 'wristwatch', 'toy-truck', 'teacup', 'plush-bear'].map(
      (kind) => [kind],
    ),
    isCluttered: true,
  },
}

export const GROUPS = Object.keys(RECIPES)

/** @param {Half} half @returns {Scene[]} */
export function listScenes(half) {
  return Object.entries(RECIPES).flatMap(([group, recipe]) =>
    recipe.kinds.map((_, index) => planScene(group, recipe, half, index)),
  )
}

/** The held-out half pairs products with other tones and backdrops than the tuning half does. */
function planScene(group, { kinds, tones, isCropped = false, isCluttered = false }, half, index) {
  const shift = HALVES.indexOf(half)
  const name = `${group}-${String(index + 1).padStart(2, '0')}-${kinds[index][0]}`
  return {
    name,
    group,
    half,
    seed: `${half}/${name}`,
    kinds: kinds[index],
    turn: index + 2 * shift + Math.floor(index / 6),
    tone: tones?.[(index + 3 * shift) % tones.length],
    isCropped,
    isCluttered,
  }
}
