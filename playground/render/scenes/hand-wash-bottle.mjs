import { sweep } from '../engine/backdrop.mjs'
import { createCurve, createStrip, createSweep, revolve, smoothPath } from '../engine/curve.mjs'
import { ink, letter } from '../engine/lettering.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, smoothstep } from '../engine/math.mjs'
import { cylinder, rectangle, rod, smax, smin } from '../engine/sdf.mjs'
import { plastic, tint } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field */

const side = createCurve([
  [0, 0.4],
  [1.1, 0.4],
  [1.2, 0.395],
  [1.3, 0.36],
  [1.38, 0.28],
  [1.42, 0.2],
  [1.5, 0.165],
])
const TURN = 0.22

/** @type {Field} */
const body = (x, y, z) => smax(revolve(side, x, y, z), Math.abs(y - 0.72) - 0.72, 0.07)

/** A ribbed screw collar. @type {Field} */
const collar = (x, y, z) => {
  const ribs = 0.006 * Math.cos(Math.atan2(z, x) * 44) * smoothstep(0.13, 0.09, Math.abs(y - 1.53))
  return smin(cylinder(x, y - 1.53, z, 0.185 + ribs, 0.1, 0.015), cylinder(x, y - 1.645, z, 0.115, 0.04, 0.02), 0.03)
}

const spout = createStrip(
  createSweep(
    smoothPath(
      [
        [0, 1.93, 0],
        [0.22, 1.94, 0],
        [0.4, 1.925, 0],
        [0.47, 1.86, 0],
      ],
      6,
    ),
    () => [0, 1, 0],
  ),
  0.062,
  0.045,
  0.042,
)

/** @type {Field} */
const pump = (x, y, z) => {
  const stem = rod(x, y, z, [0, 1.6, 0], [0, 1.9, 0], 0.045)
  const head = cylinder(x, y - 1.93, z, 0.125, 0.055, 0.03)
  const c = Math.cos(0.5)
  const s = Math.sin(0.5)
  return Math.min(stem, smin(head, spout(c * x - s * z, y, s * x + c * z), 0.05))
}

const title = letter('FIELD', 0.105, 2.6)
const second = letter('HAND WASH', 0.036, 2.6)
const third = letter('FIG - VETIVER - SEA SALT', 0.022, 2)
const foot = letter('500 ML', 0.026, 2)
const black = hex('#23262a')
const cream = hex('#efe9dc')
const coat = plastic(hex('#6d7f6c'), 0.34)

/** The label's place: along the girth and up, about its middle. @type {(x: number, y: number, z: number) => [number, number]} */
const onLabel = (x, y, z) => [(Math.atan2(x, z) - TURN) * 0.4, y - 0.64]

/** @type {import('../engine/types.mjs').Material} */
function labelled(p, out) {
  coat(p, out)
  const [u, v] = onLabel(p.x, p.y, p.z)
  const label = ink(rectangle(u, v, 0.36, 0.4, 0.03) + 0.001, 0.002, p.footprint)
  if (label === 0) return
  tint(out, cream, label)
  out.rough = 0.6
  const print = Math.max(
    ink(title(u, v - 0.2), 0.014, p.footprint),
    ink(second(u, v - 0.07), 0.006, p.footprint),
    ink(third(u, v + 0.2), 0.0042, p.footprint),
    ink(foot(u, v + 0.29), 0.0048, p.footprint),
    ink(Math.max(Math.abs(v - 0.0), Math.abs(u) - 0.3), 0.005, p.footprint),
    ink(Math.abs(Math.hypot(u, v + 0.09) - 0.055), 0.006, p.footprint),
    ink(Math.abs(Math.hypot(u + 0.03, v + 0.09) - 0.055), 0.006, p.footprint),
  )
  tint(out, black, print * 0.92)
}

/** The label's thickness. @type {Field} */
const relief = (x, y, z) => {
  const [u, v] = onLabel(x, y, z)
  return 0.003 * smoothstep(0.004, -0.004, rectangle(u, v, 0.36, 0.4, 0.03))
}

const dark = plastic(hex('#17181a'), 0.3)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1500,
  exposure: 1.15,
  camera: { eye: [0.5, 1.5, 6.4], target: [0.03, 0.98, 0], fov: 24.5, aperture: 0.022, focus: [0.1, 1, 0.4] },
  lights: [
    softbox({ at: [-3, 2.6, 2], size: [0.7, 1.7], power: 0.7, tint: [1, 0.98, 0.95] }),
    softbox({ at: [3, 2, 1.2], size: [0.5, 1.7], power: 0.32 }),
    softbox({ at: [0, 4.5, -0.4], size: [1.5, 0.9], power: 0.3 }),
  ],
  sky: { top: [0.42, 0.42, 0.43], side: [0.2, 0.19, 0.19] },
  backdrop: sweep({ depth: 1.6, radius: 1.2, material: paper(hex('#ecc4b8'), { strength: 0.3, pool: 1.5 }) }),
  bounds: [
    [-0.5, -0.01, -0.5],
    [0.62, 2.06, 0.6],
  ],
  parts: [
    { sdf: body, material: labelled, bump: relief, slack: 0.95 },
    { sdf: collar, material: dark, slack: 0.8 },
    { sdf: pump, material: dark },
  ],
}
