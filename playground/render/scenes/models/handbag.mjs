/** A top-handle bag, its front toward +z. */
import { createCurve, createStrip, createSweep, smoothPath } from '../../engine/curve.mjs'
import { createOutline } from '../../engine/outline.mjs'
import { box, cylinder, extrude, length2, smax, smin } from '../../engine/sdf.mjs'
import { stitch } from '../../materials/cloth.mjs'
/** @typedef {import('../../engine/types.mjs').Field} Field @typedef {import('../../engine/math.mjs').Vec3} Vec3 */

const face = createOutline([
  [-0.86, 0.1],
  [-0.8, 0.045],
  [-0.4, 0.035],
  [0, 0.033],
  [0.4, 0.035],
  [0.8, 0.045],
  [0.86, 0.1],
  [0.83, 0.5],
  [0.76, 0.95],
  [0.71, 1.06],
  [0.62, 1.1],
  [0, 1.11],
  [-0.62, 1.1],
  [-0.71, 1.06],
  [-0.76, 0.95],
  [-0.83, 0.5],
])
const flapEdge = createOutline([
  [-0.74, 1.2],
  [-0.765, 0.9],
  [-0.76, 0.66],
  [-0.68, 0.56],
  [-0.3, 0.5],
  [0, 0.485],
  [0.3, 0.5],
  [0.68, 0.56],
  [0.76, 0.66],
  [0.765, 0.9],
  [0.74, 1.2],
])
/** Half depth at a height, and how the leather slackens inward between the seams. */
const half = createCurve([
  [0, 0.3],
  [0.2, 0.3],
  [0.6, 0.25],
  [1, 0.17],
  [1.12, 0.13],
])
const slack = (/** @type {number} */ x, /** @type {number} */ y) =>
  0.018 * Math.cos(x * 1.9) * Math.cos((y - 0.5) * 2.4) + 0.006 * Math.sin(x * 4 + y * 3)

/** @type {Field} */
const body = (x, y, z) => extrude(face(x, y), z, half(y) + slack(x, y), 0.07)

/** The flap lies on the front and folds over the top. @type {Field} */
const flap = (x, y, z) => {
  const over = Math.abs(body(x, y, z) - 0.012) - 0.016
  const front = smax(smax(over, flapEdge(x, y), 0.012), -0.12 - z, 0.012)
  return front
}

/** A rolled edge down both faces. @type {Field} */
const piping = (x, y, z) => {
  const edge = length2(face(x, y) + 0.02, Math.abs(z) - half(y) - slack(x, y) + 0.012) - 0.02
  return smax(edge, y - 1.0, 0.02)
}

const arch = /** @type {Vec3[]} */ ([
  [-0.36, 1.13, 0],
  [-0.365, 1.26, 0],
  [-0.31, 1.44, 0],
  [-0.17, 1.565, 0],
  [0, 1.6, 0],
  [0.17, 1.565, 0],
  [0.31, 1.44, 0],
  [0.365, 1.26, 0],
  [0.36, 1.13, 0],
])
const grip = createStrip(
  createSweep(smoothPath(arch, 5), (p) => [p[0], p[1] - 1.1, 0.0001]),
  0.046,
  0.036,
  0.034,
)
/** @type {Field} */
const handle = (x, y, z) => grip(x, y, z)

/** Leather tabs that hold the handle's rings. @type {Field} */
const tabs = (x, y, z) => {
  const ax = Math.abs(x) - 0.36
  const skin = Math.abs(body(x, y, z) - 0.042) - 0.012
  return smax(smax(skin, Math.abs(ax) - 0.062, 0.012), 0.9 - y - 0.6 * (0.062 - Math.abs(ax)), 0.015)
}

/** @type {Field} */
const rings = (x, y, z) => {
  const ax = Math.abs(x) - 0.36
  const loop = Math.hypot(length2(ax, y - 1.17) - 0.058, z) - 0.014
  const cuff = box(ax, y - 1.255, z, 0.052, 0.018, 0.042, 0.016)
  const rivet = Math.hypot(ax, y - 0.955, (z - half(0.955) - 0.055) * 2) - 0.024
  return Math.min(loop, cuff, rivet)
}

const FRONT = half(0.6) + 0.05
/** A turn-lock on the flap: plate, screws and a bar. @type {Field} */
const lock = (x, y, z) => {
  const b = y - 0.6
  const plate = extrude(
    smax(Math.hypot(x / 1.7, b) - 0.062, Math.abs(b) - 0.055, 0.01),
    z - FRONT + 0.004,
    0.012,
    0.008,
  )
  const post = extrude(length2(x, b) - 0.026, z - FRONT - 0.02, 0.03, 0.006)
  const bar = box(x, b, z - FRONT - 0.055, 0.02, 0.05, 0.014, 0.012)
  return Math.min(plate, smin(post, bar, 0.01))
}

/** @type {Field} */
const feet = (x, y, z) => cylinder(Math.abs(x) - 0.68, y - 0.02, Math.abs(z) - 0.2, 0.04, 0.025, 0.012)

/** Distance along an outline is near enough the sweep of x and y. @type {Field} */
const seam = (x, y, z) => {
  if (z < 0.05) return 0
  const rim = y < 0.95 ? stitch(face(x, y) + 0.075, x + y, 0.035, 0.008) : 0
  const hem = stitch(flapEdge(x, y) + 0.035, Math.abs(x) > 0.7 ? y : x, 0.035, 0.008)
  return onFlap(x, y) ? hem : rim
}

/** @param {number} x @param {number} y */
const onFlap = (x, y) => flapEdge(x, y) < 0

/** A pressed line beside the stitches. @type {Field} */
const furrow = (x, y, z) =>
  z > 0.05 && onFlap(x, y) ? 0.004 * Math.max(0, 1 - Math.abs(flapEdge(x, y) + 0.05) / 0.008) : 0

export const createHandbag = () => ({ body, flap, piping, handle, tabs, rings, lock, feet, seam, furrow })
