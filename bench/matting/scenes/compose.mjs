import { BEHIND, BELOW, CLUTTERED, CLUTTERED_BELOW } from '../backdrops/index.mjs'
import { PRODUCTS } from '../products/index.mjs'
import { takePhoto } from './camera.mjs'
import { pickPalette, pickPaletteNear } from './colours.mjs'
import { drawFitted } from './draw.mjs'
import { layOverGround, mirrorInGround, shadeGround } from './ground.mjs'
import { blur, createPicture, layOver, takeAlpha } from './layers.mjs'
import { moveOverBorder, placeAround, placeAtBorders, placeLying, placeStanding } from './place.mjs'
import { createRandom } from './random.mjs'
import { castFromLying, castFromStanding } from './shadows.mjs'
import { createSketch } from './sketch.mjs'

/**
 * Draws a scene and takes its photo.
 *
 * @param {import('./plan.mjs').Scene} scene
 * @returns {Promise<{ photo: Buffer, matte: Buffer, colours: Buffer }>} as `takePhoto`
 */
export async function composeScene(scene) {
  const random = createRandom(scene.seed)
  const frame = pickFrame(random, scene.kinds.length)
  const light = {
    azimuth: random.pick([random.range(200, 250), random.range(290, 340)]),
    elevation: random.range(42, 62),
  }
  const lies = PRODUCTS[scene.kinds[0]].lies
  const backdrop = pickBackdrop(scene, lies)(random, frame.width, frame.height, scene.tone)
  const studio = { random, frame, light, backdrop, lies, tone: scene.tone }
  if (scene.isCluttered) await addNeighbours(studio)
  const product = createPicture(frame.width, frame.height, 4)
  for (const [index, room] of placeProducts(studio, scene).entries())
    await putDown(studio, scene.kinds[index], room, product)
  return takePhoto(random, product, backdrop.picture, layOverGround)
}

function pickFrame(random, count) {
  const long = random.int(700, 1100)
  const ratio = random.pick(count > 2 ? [4 / 3, 3 / 2] : [1, 1, 4 / 3, 3 / 4, 3 / 2, 2 / 3, 4 / 5])
  return { width: Math.round(ratio < 1 ? long * ratio : long), height: Math.round(ratio > 1 ? long / ratio : long) }
}

function pickBackdrop({ turn, tone, isCluttered }, lies) {
  const choice = isCluttered ? (lies ? CLUTTERED_BELOW : CLUTTERED) : lies ? BELOW : BEHIND
  const names = Object.keys(choice).filter((name) => tone === undefined || TONED.has(name))
  return choice[names[turn % names.length]]
}

/** Backdrops that can be of one tone with the product. */
const TONED = new Set(['plain', 'sweep', 'gradient', 'spot', 'cloth'])

function placeProducts({ random, frame, lies }, { kinds, isCropped }) {
  const rooms = (lies ? placeLying : placeStanding)(random, frame, kinds.length)
  return isCropped ? rooms.map((room) => moveOverBorder(random, frame, room)) : rooms
}

/** Draws one product into its room, adds it to the others, and lets the backdrop have its shadow and mirror image. */
async function putDown({ random, frame, light, backdrop, lies, tone }, kind, room, product) {
  const palette = tone === undefined ? pickPalette(random) : pickPaletteNear(random, tone)
  const drawn = await drawProduct(kind, createSketch(random, palette, light), room)
  const left = Math.round(room.left + (room.width - drawn.width) / 2)
  const top = Math.round(
    lies ? room.top + (room.height - drawn.height) / 2 : findFoot(frame, backdrop, room, drawn) - drawn.height,
  )
  const alone = createPicture(frame.width, frame.height, 4)
  layOver(alone, drawn, left, top)
  const alpha = takeAlpha(alone)
  const base = top + findLowestRow(takeAlpha(drawn))
  if (!lies && backdrop.gloss > 0) mirrorInGround(backdrop.picture, blur(alone, 4, 1.2), base, backdrop.gloss)
  const shadow = lies
    ? castFromLying(alpha, random, backdrop.shade, light)
    : castFromStanding(alpha, base, random, backdrop.shade, light)
  shadeGround(backdrop.picture, shadow)
  layOver(product, alone, 0, 0)
}

/** Where a product stands: on its room's lower edge, or higher if it is low, but on the floor. */
function findFoot({ height }, { horizon }, room, drawn) {
  if (room.top < 0 || room.top + room.height > height) return room.top + room.height
  const middle = height / 2 + drawn.height / 2 + 0.1 * height
  return Math.min(room.top + room.height, Math.max(horizon + 0.12 * height, middle))
}

function findLowestRow({ width, data }) {
  return Math.ceil((data.findLastIndex((alpha) => alpha > 0.5) + 1) / width)
}

function drawProduct(kind, sketch, { width, height }) {
  const { random } = sketch
  const { draw, lies } = PRODUCTS[kind]
  const shapes = draw(sketch)
  const turn = lies ? random.range(-40, 40) : 0
  const mirror = random.chance(0.5) ? 'translate(1000 0) scale(-1 1)' : ''
  return drawFitted(
    `<defs>${sketch.defs.join('')}</defs><g transform="rotate(${turn} 500 500) ${mirror}">${shapes}</g>`,
    width,
    height,
  )
}

/** Other things, some of them out of focus: part of the backdrop. */
async function addNeighbours(studio) {
  const { random, frame, backdrop, lies } = studio
  const kinds = Object.keys(PRODUCTS).filter((kind) => PRODUCTS[kind].lies === lies)
  const count = random.int(3, 5)
  const rooms = lies ? placeAtBorders(random, frame, count) : placeAround(random, frame, backdrop.horizon, count)
  const things = createPicture(frame.width, frame.height, 4)
  for (const room of rooms) await putDown(studio, random.pick(kinds), room, things)
  layOverGround(backdrop.picture, blur(things, 4, random.pick([0, 1.5, 3, 5])))
}
