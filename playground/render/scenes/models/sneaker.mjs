/** A low canvas sneaker, toe toward +x, two units long. */
import { createCurve, createStrip, createSweep, smoothPath } from '../../engine/curve.mjs'
import { clamp, smoothstep } from '../../engine/math.mjs'
import { createOutline } from '../../engine/outline.mjs'
import { extrude, smax, smin } from '../../engine/sdf.mjs'
import { stitch } from '../../materials/cloth.mjs'
/** @typedef {import('../../engine/types.mjs').Field} Field @typedef {import('../../engine/math.mjs').Vec3} Vec3 */

const plan = createOutline([
  [-1, 0],
  [-0.95, 0.17],
  [-0.78, 0.265],
  [-0.45, 0.275],
  [-0.1, 0.265],
  [0.25, 0.315],
  [0.55, 0.365],
  [0.78, 0.325],
  [0.94, 0.2],
  [1.0, 0.02],
  [0.95, -0.16],
  [0.8, -0.285],
  [0.5, -0.34],
  [0.2, -0.3],
  [-0.1, -0.25],
  [-0.45, -0.255],
  [-0.78, -0.255],
  [-0.95, -0.165],
])
/** Half width of the plan, its middle line and the height of the last over it, heel to toe. */
const half = createCurve([
  [-1, 0.21],
  [-0.8, 0.25],
  [-0.4, 0.265],
  [0, 0.265],
  [0.3, 0.31],
  [0.55, 0.345],
  [0.8, 0.32],
  [1, 0.3],
])
const top = createCurve([
  [-1, 1.32],
  [-0.5, 1.3],
  [-0.32, 1.21],
  [-0.16, 1.06],
  [0, 0.9],
  [0.2, 0.735],
  [0.42, 0.575],
  [0.62, 0.47],
  [0.8, 0.41],
  [0.92, 0.36],
  [1, 0.32],
])
const topLine = createCurve([
  [-1.02, 0.86],
  [-0.92, 0.84],
  [-0.72, 0.7],
  [-0.5, 0.645],
  [-0.32, 0.68],
  [-0.16, 0.8],
  [-0.06, 0.9],
  [0.1, 1.2],
])
/** Half width of the opening over the instep. */
const throat = createCurve([
  [-0.2, 0.16],
  [0, 0.105],
  [0.2, 0.085],
  [0.4, 0.075],
  [0.46, 0.05],
  [0.5, 0],
])
const FLOOR = 0.14
const LEAN = 0.12

/** The last, grown by `grow`; the heel leans in as it rises. @param {number} x @param {number} y @param {number} z @param {number} grow */
function last(x, y, z, grow) {
  const lean = LEAN * smoothstep(0.15, 1, y) * smoothstep(-0.4, -1, x)
  const w = half(x) + grow
  const depth = clamp((-plan(x - lean, z) + grow) / w, -0.6, 1)
  const h = top(x) + grow
  const v = Math.max(0, (y - FLOOR) / (h - FLOOR))
  const a = 1 - depth
  const p = 2.5
  return ((a ** p + v ** p) ** (1 / p) - 1) * Math.min(w, h - FLOOR)
}

/** @type {Field} */
const sole = (x, y, z) => {
  const rocker = 0.018 * smoothstep(0.55, 1, x) ** 2
  return smin(
    extrude(plan(x, z) - 0.028, y - 0.1 - rocker, 0.1, 0.025),
    extrude(plan(x, z) - 0.036, y - 0.055 - rocker, 0.016, 0.012),
    0.01,
  )
}

/** Fine ribs round the toe's bumper. @type {Field} */
const soleRelief = (x, y, z) => {
  const front = smoothstep(0.55, 0.6, x)
  const rib = Math.sin(Math.atan2(z, x - 0.4) * 90)
  return (
    0.0022 * front * rib * smoothstep(0.055, 0.065, y) * smoothstep(0.135, 0.125, y) +
    0.002 * smoothstep(0.02, 0, Math.abs(y - 0.155) - 0.011)
  )
}

/** Where the toe cap's edge runs: positive before it. @param {number} x @param {number} z */
const beforeCap = (x, z) => x - 0.66 + 0.75 * z * z

/** @type {Field} */
const toeCap = (x, y, z) => {
  const skin = smax(last(x, y, z, 0.016), -last(x, y, z, -0.02), 0.01)
  return Math.max(smax(skin, -beforeCap(x, z), 0.014), 0.1 - y)
}

/** Distance to the throat's edge, positive outside, in the plan. @param {number} x @param {number} z */
const beyondThroat = (x, z) => Math.abs(z) - throat(x)

/** A facing for the eyelets is laid over the canvas beside the throat. @type {Field} */
const onFacing = (x, y, z) => {
  const beyond = Math.max(beyondThroat(x, z) - 0.115, Math.abs(x - 0.12) - 0.37, 0.74 * top(x) - y)
  return smoothstep(0.014, -0.014, beyond)
}

/** @type {Field} */
const upper = (x, y, z) => {
  const layer = 0.012 * onFacing(x, y, z) + 0.01 * smoothstep(0.006, -0.006, x + 0.9 + 0.1 * y)
  const hull = smax(last(x, y, z, layer), -last(x, y, z, -0.045), 0.01)
  const opened = smax(hull, y - topLine(x), 0.025)
  const slit = -smax(smax(beyondThroat(x, z), 0.35 - y, 0.02), -0.28 - x, 0.02)
  return smax(smax(opened, slit, 0.018), 0.1 - y, 0.01)
}

/** @type {Field} */
const tongue = (x, y, z) => {
  const flare = 0.06 * smoothstep(0, -0.3, x)
  const skin = Math.abs(last(x + flare, y, z, -0.058)) - 0.02
  const wide = Math.abs(z) - 0.17
  const tip = Math.max(-0.24 - x, y - 1.05 + 3.2 * z * z)
  return smax(smax(skin, wide, 0.03), smax(tip, Math.max(x - 0.52, 0.4 - y), 0.02), 0.03)
}

/** @type {Field} */
const insole = (x, y, z) => extrude(plan(x, z) + 0.04, y - 0.16, 0.03, 0.01)

/** Height of the upper over a place of the plan. @param {number} x @param {number} z @param {number} grow */
function rise(x, z, grow) {
  let low = FLOOR
  let high = 1.6
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2
    if (last(x, middle, z, grow) < 0) low = middle
    else high = middle
  }
  return low
}

const ROWS = [-0.1, 0.01, 0.12, 0.23, 0.34, 0.43]
/** An eyelet's place, on the side of `side`. @param {number} x @param {number} side @returns {Vec3} */
const eyelet = (x, side) => {
  const z = side * (throat(x) + 0.05)
  return [x, rise(x, z, 0.016), z]
}

/** A lace over the throat from one eyelet to another, arched. @param {Vec3} a @param {Vec3} b */
function lace(a, b) {
  const middle = /** @type {Vec3} */ ([(a[0] + b[0]) / 2, Math.max(a[1], b[1]) + 0.035, (a[2] + b[2]) / 2])
  const dip = (/** @type {Vec3} */ p, /** @type {number} */ s) => /** @type {Vec3} */ ([p[0], p[1] + s, p[2]])
  const path = smoothPath([dip(a, -0.025), dip(a, 0.016), middle, dip(b, 0.016), dip(b, -0.025)], 4)
  return createStrip(
    createSweep(path, () => [0.45, 1, 0]),
    0.036,
    0.011,
    0.01,
  )
}

const [upX, upY] = [-0.13, 0.985]
/** The bow: two loops and two loose ends from the knot. */
const bow = [1, -1]
  .flatMap((s) => [
    [
      [upX, upY, 0],
      [upX + 0.03, upY + 0.09, 0.12 * s],
      [upX + 0.1, upY + 0.05, 0.27 * s],
      [upX + 0.16, upY - 0.1, 0.31 * s],
      [upX + 0.14, upY - 0.08, 0.2 * s],
      [upX + 0.03, upY + 0.02, 0.06 * s],
      [upX, upY, 0],
    ],
    [
      [upX, upY, 0],
      [upX + 0.06, upY + 0.03, 0.1 * s],
      [upX + 0.2, upY - 0.12, 0.22 * s],
      [upX + 0.3, upY - 0.3, 0.3 * s],
      [upX + 0.34, upY - 0.42, 0.335 * s],
    ],
  ])
  .map((points) =>
    createStrip(
      createSweep(smoothPath(/** @type {Vec3[]} */ (points), 4), () => [0.6, 0.8, 0.1]),
      0.03,
      0.012,
      0.011,
    ),
  )

const bars = [
  lace(eyelet(ROWS[5], 1), eyelet(ROWS[5], -1)),
  ...ROWS.slice(0, 5).flatMap((x, i) => [
    lace(eyelet(ROWS[i + 1], 1), eyelet(x, -1)),
    lace(eyelet(ROWS[i + 1], -1), eyelet(x, 1)),
  ]),
]

/** @type {Field} */
const knot = (x, y, z) => Math.hypot((x - upX) * 1.1, y - upY + 0.005, z * 0.8) - 0.045

const rings = ROWS.flatMap((x) => [eyelet(x, 1), eyelet(x, -1)])
/** @type {Field} */
const eyelets = (x, y, z) =>
  rings.reduce((best, [a, b, c]) => {
    const dx = x - a
    const dy = y - b
    const dz = z - c
    const along = dx * 0.45 + dy * 0.8 + dz * 0.4 * Math.sign(c)
    const flat = Math.sqrt(Math.max(0, dx * dx + dy * dy + dz * dz - along * along))
    return Math.min(best, Math.hypot(flat - 0.03, along) - 0.0095)
  }, 9)

/** Rows of stitches: along the facing, the top line, the heel strip and the cap. @type {Field} */
const seams = (x, y, z) => {
  const facing = stitch(Math.abs(beyondThroat(x, z) - 0.1) + (x < -0.06 || x > 0.48 ? 1 : 0), x, 0.026, 0.005)
  const collar =
    x < 0 ? stitch(y - topLine(x) + 0.035, x, 0.026, 0.006) + stitch(y - topLine(x) + 0.055, x, 0.026, 0.006) : 0
  const heel = stitch(x + 0.875 + 0.1 * y, y, 0.026, 0.005)
  const cap = stitch(beforeCap(x, z) + 0.02, z, 0.026, 0.005)
  const side = stitch(x - 0.05 - 0.5 * (y - 0.2), y, 0.026, 0.005) * (Math.abs(z) > 0.2 && x > 0 ? 1 : 0)
  return Math.max(facing, collar, heel, cap, side)
}

/** Threads of the canvas: along the shoe and round it. @type {(x: number, y: number, z: number) => [number, number]} */
const threads = (x, y, z) => [x, y * 0.8 + Math.abs(z) * -0.75]

/** @type {(x: number, y: number, z: number) => boolean} */
const inside = (x, y, z) => x < 0.2 && last(x, y, z, -0.03) < 0

export const createShoe = () => ({
  sole,
  soleRelief,
  toeCap,
  upper,
  tongue,
  insole,
  laces: [knot, ...bars, ...bow],
  eyelets,
  seams,
  threads,
  inside,
})
