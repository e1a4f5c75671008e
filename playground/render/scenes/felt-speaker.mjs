import { sweep } from '../engine/backdrop.mjs'
import { createStrip, createSweep, smoothPath } from '../engine/curve.mjs'
import { ink, letter } from '../engine/lettering.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, smoothstep } from '../engine/math.mjs'
import { extrude, length2, rectangle, smax } from '../engine/sdf.mjs'
import { metal, plastic, rubber, tint } from '../materials/basic.mjs'
import { gradient } from '../materials/backdrops.mjs'
import { cloth, grain, leather, weave } from '../materials/cloth.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field @typedef {import('../engine/math.mjs').Vec3} Vec3 */

const TURN = 0.35
const C = Math.cos(TURN)
const S = Math.sin(TURN)
/** @type {(model: Field) => Field} */
const turned = (model) => (x, y, z) => model(C * x - S * z, y, S * x + C * z)

/** A soft-cornered block, fuller in the middle. @param {number} x @param {number} y @param {number} z @param {number} inset */
const block = (x, y, z, inset) => {
  const swell = 0.03 * (1 - ((y - 0.55) / 0.55) ** 2)
  return extrude(rectangle(x, z, 0.86 - inset + swell, 0.4 - inset + swell, 0.36), y - 0.55, 0.5 - inset, 0.1)
}

/** @type {Field} */
const grille = (x, y, z) => smax(smax(block(x, y, z, 0), 0.1 - y, 0.015), y - 0.965, 0.015)
/** @type {Field} */
const top = (x, y, z) =>
  smax(block(x, y, z, 0.004), 0.955 - y, 0.01) + 0.012 * smoothstep(0.016, 0, Math.abs(y - 0.968))
/** @type {Field} */
const foot = (x, y, z) => smax(block(x, y + 0.03, z, 0.02), y - 0.09, 0.01)

/** The grille's threads run round and up it. @type {(x: number, y: number, z: number) => [number, number]} */
const threads = (x, y, z) => {
  const a = C * x - S * z
  const b = S * x + C * z
  return Math.abs(a) < 0.5 ? [a, y] : [Math.sign(a) * (0.5 + Math.atan2(Math.abs(a) - 0.5, b + 0.0001) * 0.4), y]
}
const wool = cloth(hex('#8f9a94'), 58, threads, 0.4)

const name = letter('PEBBLE', 0.055, 3)
const minus = (/** @type {number} */ u, /** @type {number} */ v) => Math.max(Math.abs(u) - 0.035, Math.abs(v))
const plus = (/** @type {number} */ u, /** @type {number} */ v) => Math.min(minus(u, v), minus(v, u))
const chalk = hex('#d6d2c6')
const shell = plastic(hex('#3a403f'), 0.42)

/** @type {import('../engine/types.mjs').Material} */
function controls(p, out) {
  shell(p, out)
  const u = C * p.x - S * p.z
  const v = -(S * p.x + C * p.z)
  if (p.ny < 0.8) return
  const ring = Math.abs(length2(u, v) - 0.06)
  const print = Math.min(plus(u - 0.34, v), minus(u + 0.34, v), ring)
  tint(out, chalk, 0.9 * ink(print, 0.012, p.footprint))
}

/** @type {Field} */
const badge = (x, y, z) => {
  const front = 0.425
  const raised = smax(name(x + 0.0, y - 0.24) - 0.0065, Math.abs(z - front) - 0.012, 0.003)
  return raised
}

const strapPath = smoothPath(
  /** @type {Vec3[]} */ ([
    [0.84, 0.8, 0.1],
    [0.96, 0.83, 0.09],
    [1.06, 0.74, 0.05],
    [1.09, 0.56, 0],
    [1.06, 0.36, -0.05],
    [0.98, 0.27, -0.09],
    [0.84, 0.3, -0.1],
  ]),
  6,
)
const strap = createStrip(
  createSweep(strapPath, (p) => [p[0] - 0.85, p[1] - 0.55, 0.01]),
  0.055,
  0.013,
  0.01,
)
/** @type {Field} */
const rivet = (x, y, z) =>
  Math.min(Math.hypot(x - 0.885, y - 0.815, z - 0.1), Math.hypot(x - 0.885, y - 0.285, z + 0.1)) - 0.035
const hide = leather(hex('#9a6a42'), 0.5)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1500,
  height: 1200,
  exposure: 1.2,
  camera: { eye: [0.3, 1.9, 6], target: [0.08, 0.52, 0], fov: 18.5, aperture: 0.028, focus: [0.1, 0.5, 0.45] },
  lights: [
    softbox({ at: [-3, 3.2, 2.2], size: [1, 1.2], power: 0.72 }),
    softbox({ at: [3.2, 2, 1], size: [0.5, 1.5], power: 0.3, tint: [1, 0.93, 0.86] }),
    softbox({ at: [0, 4.4, -0.8], size: [1.6, 0.8], power: 0.35 }),
  ],
  sky: { top: [0.42, 0.43, 0.45], side: [0.2, 0.2, 0.21] },
  backdrop: sweep({ depth: 1.3, radius: 1.3, material: gradient(hex('#e9d6c3'), hex('#a8b7c9'), [0.2, 2.2]) }),
  bounds: [
    [-1.05, -0.01, -0.85],
    [1.2, 1.08, 0.85],
  ],
  parts: [
    { sdf: turned(grille), material: wool, bump: (x, y, z) => 0.005 * weave(...threads(x, y, z), 58) },
    { sdf: turned(top), material: controls },
    { sdf: turned(foot), material: rubber(hex('#2a2d2d')) },
    { sdf: turned(badge), material: metal(hex('#d8d2c4'), 0.25), slack: 0.7 },
    { sdf: turned(strap), material: hide, bump: grain(50, 0.003) },
    { sdf: turned(rivet), material: metal(hex('#c2a878'), 0.22) },
  ],
}
