import { createPicture } from '../scenes/layers.mjs'

/**
 * Where and how a product stands before a backdrop.
 *
 * @typedef {object} Backdrop
 * @property {import('../scenes/layers.mjs').Plane} picture RGB, three values a pixel
 * @property {number} horizon row where the floor ends; 0 where one looks down on it or sees no end
 * @property {number} gloss share of light the floor mirrors
 * @property {number} shade strength of shadows
 *
 * @typedef {(random: import('../scenes/random.mjs').Random, width: number, height: number, tone?: string) => Backdrop} DrawBackdrop
 */

/** Fills a picture with the colour, 0 to 1, that `paint` gives for each pixel. */
export function paintPicture(width, height, paint) {
  const picture = createPicture(width, height, 3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) picture.data.set(paint(x, y), at)
  }
  return picture
}

/** @param {readonly number[]} a @param {readonly number[]} b @param {number} share of `b` */
export const blend = (a, b, share) => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
]

/** @param {readonly number[]} colour @param {number} factor */
export const dim = (colour, factor) => [colour[0] * factor, colour[1] * factor, colour[2] * factor]

/** 0 below `low`, 1 above `high`, smooth between. */
export function step(low, high, value) {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)))
  return t * t * (3 - 2 * t)
}
