/** A roll-top backpack standing up, its front toward +z. */
import { createCurve, createStrip, createSweep, smoothPath } from '../../engine/curve.mjs'
import { smoothstep } from '../../engine/math.mjs'
import { box, extrude, length2, rectangle, smax } from '../../engine/sdf.mjs'
import { noise } from '../../engine/noise.mjs'
import { stitch } from '../../materials/cloth.mjs'
/** @typedef {import('../../engine/types.mjs').Field} Field @typedef {import('../../engine/math.mjs').Vec3} Vec3 */

const wide = createCurve([
  [0, 0.53],
  [0.15, 0.57],
  [0.7, 0.58],
  [1.2, 0.56],
  [1.5, 0.53],
  [1.8, 0.52],
])
const deep = createCurve([
  [0, 0.3],
  [0.2, 0.34],
  [0.7, 0.34],
  [1.2, 0.28],
  [1.45, 0.2],
  [1.62, 0.1],
  [1.8, 0.085],
])

/** The sack, rounder in plan below and pinched flat toward the roll. @type {Field} */
const body = (x, y, z) => {
  const b = deep(y)
  const sag = 0.012 * noise(x * 4, y * 5, z * 4)
  const plan = rectangle(x, z, wide(y), b, Math.min(0.2, b * 0.85)) + sag
  return smax(plan, Math.abs(y - 0.82) - 0.81, 0.06)
}

/** A leather bottom. @type {Field} */
const base = (x, y, z) => smax(smax(body(x, y, z) - 0.014, y - 0.24 - 0.02 * Math.cos(x * 5), 0.012), 0.015 - y, 0.04)

/** The top is rolled forward in turns that show at the ends. @type {Field} */
const roll = (x, y, z) => {
  const b = y - 1.68
  const c = z - 0.03
  const squash = length2(c * 0.92, b * 1.06)
  const turn = Math.atan2(b, c) / (2 * Math.PI)
  const spiral = ((squash / 0.045 - turn) % 1) - 0.5
  const groove = Math.abs(x) > 0.5 ? 0.012 * Math.cos(spiral * 2 * Math.PI) : 0
  const flapEdge = 0.014 * smoothstep(0.02, -0.02, b + 0.05 + 0.01 * Math.sin(x * 7)) * (c > 0 ? 1 : 0)
  const ends = Math.abs(x) - 0.545 + 0.012 * noise(x, y * 14, z * 14) + groove
  return smax(squash - 0.128 - 0.008 * noise(x * 6, y * 2, 1) - flapEdge, ends, 0.02)
}

/** A bellows pocket on the front. @type {Field} */
const pocket = (x, y, z) => {
  const face = rectangle(x, y - 0.61, 0.41, 0.33, 0.09)
  const swell = 0.05 * Math.cos(x * 2.6) * Math.cos((y - 0.55) * 3.2)
  return extrude(face, z - deep(y) + 0.03, 0.13 + swell, 0.05)
}

/** The pocket's zip: tape and teeth along its top. @type {Field} */
const zip = (x, y, z) => {
  const front = deep(y) - 0.03 + 0.13 + 0.05 * Math.cos(x * 2.6) * Math.cos((y - 0.55) * 3.2)
  const teeth = 0.005 * Math.sign(Math.sin(x * 190))
  return Math.min(
    box(x, y - 0.83, z - front, 0.37, 0.022, 0.007, 0.005),
    box(x, y - 0.83, z - front - 0.004, 0.36, 0.008 + teeth, 0.009, 0.003),
  )
}

/** @type {Field} */
const pull = (x, y, z) => box(x - 0.3, y - 0.775, z - 0.475, 0.022, 0.06, 0.008, 0.007)

/** A closing strap from the roll down the front, with a tail. @param {number} x @returns {Field} */
const closing = (x) => {
  const route = /** @type {Vec3[]} */ ([
    [x, 1.52, -0.14],
    [x, 1.72, -0.14],
    [x, 1.845, 0.0],
    [x, 1.8, 0.15],
    [x, 1.64, 0.2],
    [x, 1.42, 0.235],
    [x, 1.18, 0.3],
    [x, 1.0, 0.335],
  ])
  return createStrip(
    createSweep(smoothPath(route, 4), (p) => [0, p[1] > 1.6 ? p[1] - 1.68 : 0.15, p[2] + 0.05]),
    0.045,
    0.012,
    0.009,
  )
}

/** Frames with a tongue, where the closing straps meet their ends. @type {Field} */
const buckles = (x, y, z) => {
  const ax = Math.abs(x) - 0.27
  const b = y - 1.22
  const c = z - 0.305 + (y - 1.22) * 0.25
  const frame = extrude(Math.abs(rectangle(ax, b, 0.06, 0.05, 0.015)) - 0.009, c, 0.01, 0.006)
  const tongue = box(ax, b, c - 0.01, 0.007, 0.05, 0.007, 0.006)
  const slider = Math.hypot(x - 0.3, y - 0.835, (z - 0.475) * 1.4) - 0.022
  return Math.min(frame, tongue, slider)
}

/** Shoulder straps fall at the sides behind, and a loop to carry it. */
const webbing = [
  ...[1, -1].map(
    (s) =>
      /** @type {Vec3[]} */ ([
        [0.3 * s, 1.5, -0.2],
        [0.46 * s, 1.42, -0.36],
        [0.63 * s, 1.1, -0.42],
        [0.69 * s, 0.7, -0.38],
        [0.66 * s, 0.35, -0.3],
        [0.55 * s, 0.16, -0.24],
      ]),
  ),
  /** @type {Vec3[]} */ ([
    [-0.11, 1.5, -0.2],
    [-0.11, 1.74, -0.25],
    [-0.06, 1.88, -0.24],
    [0.06, 1.88, -0.24],
    [0.11, 1.74, -0.25],
    [0.11, 1.5, -0.2],
  ]),
].map((points, i) =>
  createStrip(
    createSweep(smoothPath(points, 5), (p) => (i < 2 ? [p[0], 0, p[2] * 0.6] : [0, 0, 1])),
    i < 2 ? 0.07 : 0.035,
    i < 2 ? 0.022 : 0.014,
    0.013,
  ),
)

/** @type {Field} */
const seam = (x, y, z) => {
  if (z < 0) return 0
  const face = rectangle(x, y - 0.61, 0.41, 0.33, 0.09)
  const round = z > deep(y) + 0.03 ? stitch(face + 0.035, Math.abs(x) > 0.34 ? y : x, 0.03, 0.006) : 0
  const hem = stitch(y - 0.272 - 0.02 * Math.cos(x * 5), x + z, 0.03, 0.006)
  return Math.max(round, hem)
}

export const createBackpack = () => ({
  body,
  base,
  roll,
  pocket,
  zip,
  pull,
  buckles,
  webbing,
  seam,
  straps: [closing(0.27), closing(-0.27)],
})
