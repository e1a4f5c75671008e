/** A Chelsea boot, toe toward +x, two units long. */
import { createCurve, createStrip, createSweep, smoothPath } from '../../engine/curve.mjs'
import { clamp, smoothstep } from '../../engine/math.mjs'
import { createOutline } from '../../engine/outline.mjs'
import { extrude, length2, smax, smin } from '../../engine/sdf.mjs'
import { noise } from '../../engine/noise.mjs'
import { stitch } from '../../materials/cloth.mjs'
/** @typedef {import('../../engine/types.mjs').Field} Field @typedef {import('../../engine/math.mjs').Vec3} Vec3 */

const plan = createOutline([
  [-0.95, 0],
  [-0.9, 0.16],
  [-0.74, 0.235],
  [-0.4, 0.23],
  [-0.05, 0.215],
  [0.25, 0.265],
  [0.52, 0.3],
  [0.76, 0.255],
  [0.93, 0.145],
  [0.99, 0.01],
  [0.94, -0.12],
  [0.78, -0.225],
  [0.5, -0.275],
  [0.2, -0.245],
  [-0.1, -0.205],
  [-0.4, -0.215],
  [-0.74, -0.22],
  [-0.9, -0.15],
])
const half = createCurve([
  [-1, 0.2],
  [-0.6, 0.23],
  [-0.1, 0.22],
  [0.25, 0.265],
  [0.52, 0.285],
  [0.8, 0.26],
  [1, 0.24],
])
/** Underside of the sole, the instep's height, and the shaft's middle and half axes over its height. */
const under = createCurve([
  [-1, 0.15],
  [-0.45, 0.15],
  [-0.1, 0.09],
  [0.2, 0.015],
  [0.55, 0.005],
  [0.8, 0.02],
  [1, 0.045],
])
const top = createCurve([
  [-1, 0.6],
  [-0.5, 0.85],
  [-0.2, 0.83],
  [0, 0.72],
  [0.2, 0.6],
  [0.45, 0.485],
  [0.7, 0.41],
  [0.88, 0.355],
  [1, 0.29],
])
const middle = createCurve([
  [0.2, -0.52],
  [0.5, -0.5],
  [0.8, -0.53],
  [1.2, -0.57],
  [1.6, -0.58],
])
const reachX = createCurve([
  [0.1, 0.42],
  [0.4, 0.415],
  [0.7, 0.385],
  [0.95, 0.38],
  [1.3, 0.42],
  [1.6, 0.44],
])
const reachZ = createCurve([
  [0.1, 0.22],
  [0.4, 0.235],
  [0.8, 0.215],
  [1.2, 0.255],
  [1.6, 0.27],
])
const THICK = 0.085

/** @param {number} x @param {number} y @param {number} z @param {number} grow */
function foot(x, y, z, grow) {
  const floor = under(x) + THICK - 0.02
  const w = half(x) + grow
  const depth = clamp((-plan(x, z) + grow) / w, -0.6, 1)
  const h = top(x) + grow
  const v = Math.max(0, (y - floor) / (h - floor))
  return (((1 - depth) ** 2.4 + v ** 2.4) ** (1 / 2.4) - 1) * Math.min(w, h - floor)
}

/** @param {number} x @param {number} y @param {number} z @param {number} grow */
function shaft(x, y, z, grow) {
  const a = reachX(y) + grow
  const b = reachZ(y) + grow
  const u = (x - middle(y)) / a
  return (length2(u, z / b) - 1) * b
}

/** The top line dips at the sides. @param {number} x */
const brim = (x) => 1.44 + 0.14 * (x - middle(1.4)) ** 2 * 2 + 0.02 * (x + 0.5)

/** @type {Field} */
const hull = (x, y, z) => smin(foot(x, y, z, 0), smax(shaft(x, y, z, 0), 0.3 - y, 0.1), 0.22)

/** @type {Field} */
const upper = (x, y, z) => {
  const panel = gusset(x, y, z) > 0 ? 0.012 : 0
  const skin = smax(hull(x, y, z) + panel, y - brim(x), 0.02)
  const bore = smax(shaft(x, y, z, -0.035), 0.45 - y, 0.1)
  return smax(smax(skin, -bore, 0.014), under(x) + THICK - 0.03 - y, 0.01)
}

/** Above 0 within the elastic at either side, which narrows downward. @type {Field} */
const gusset = (x, y, z) => {
  if (Math.abs(z) < 0.08) return -1
  const w = 0.06 + 0.16 * smoothstep(0.62, 1.35, y)
  return Math.min(
    w - Math.abs(x - middle(y) - 0.02),
    y - 0.62 - 1.4 * Math.max(0, Math.abs(x - middle(y) - 0.02) - 0.02) ** 1.5,
  )
}

/** Leather midsole with the welt that stands out round the upper. @type {Field} */
const sole = (x, y, z) => {
  const edge = plan(x, z) - 0.04
  const board = extrude(edge, y - under(x) - THICK / 2 - 0.012, THICK / 2 - 0.012, 0.012)
  const heel = smax(
    smax(edge + 0.012 + 0.06 * (0.15 - y), x + 0.36 + 0.15 * (0.15 - y) - 0.1 * z * z, 0.02),
    Math.max(y - 0.17, 0.04 - y),
    0.006,
  )
  return Math.min(board, heel)
}

/** Rubber under heel and ball. @type {Field} */
const tread = (x, y, z) => {
  const edge = plan(x, z) - 0.036
  const front = extrude(edge, y - under(x) - 0.014, 0.014, 0.006)
  const heel = smax(smax(edge + 0.018, x + 0.375 - 0.1 * z * z, 0.02), Math.max(y - 0.042, -y), 0.004)
  return Math.min(front, heel)
}

const loop = /** @type {Vec3[]} */ ([
  [-0.985, 1.22, 0],
  [-1.0, 1.42, 0],
  [-1.03, 1.58, 0],
  [-0.99, 1.655, 0],
  [-0.94, 1.58, 0],
  [-0.945, 1.36, 0],
])
const tab = createStrip(
  createSweep(smoothPath(loop, 6), () => [1, 0.1, 0]),
  0.05,
  0.009,
  0.008,
)

/** Stitches beside the elastic, along the brim and down the back. @type {Field} */
const seam = (x, y, z) => {
  const beside =
    Math.abs(z) > 0.08 && y > 0.6
      ? Math.max(stitch(gusset(x, y, z) + 0.02, y, 0.026, 0.005), stitch(gusset(x, y, z) + 0.04, y, 0.026, 0.005))
      : 0
  const hem = gusset(x, y, z) < 0 ? stitch(y - brim(x) + 0.035, x + z, 0.026, 0.005) : 0
  return Math.max(beside, hem)
}

/** The welt's stitches, seen from above. @type {Field} */
const welt = (x, y, z) =>
  y > under(x) + THICK - 0.012 && x > -0.5 ? stitch(plan(x, z) - 0.022, x + 0.6 * z, 0.034, 0.006) : 0

/** Folds where the foot bends, and ribs of the elastic. @type {Field} */
const creases = (x, y, z) => {
  if (gusset(x, y, z) > 0) return 0.005 * Math.abs(Math.sin((x - middle(y)) * 150))
  const bend = Math.exp(-(((x - 0.22) / 0.16) ** 2)) * smoothstep(0.25, 0.5, y)
  const ankle = Math.exp(-(((y - 0.72) / 0.14) ** 2))
  return (
    0.008 * bend * Math.sin(x * 46 + 5 * noise(x * 3, y * 4, z * 4)) +
    0.012 * ankle * noise(x * 4, y * 16 + x * 5, z * 4)
  )
}

/** @type {(x: number, y: number, z: number) => boolean} */
const inside = (x, y, z) => y > 0.5 && shaft(x, y, z, -0.02) < 0

export const createBoot = () => ({ upper, sole, tread, tab, gusset, seam, welt, creases, inside })
