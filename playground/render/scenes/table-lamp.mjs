import { sweep } from '../engine/backdrop.mjs'
import { createCurve, revolve } from '../engine/curve.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, smoothstep } from '../engine/math.mjs'
import { fbm, noise } from '../engine/noise.mjs'
import { cylinder, length2, rod, smax, torus } from '../engine/sdf.mjs'
import { glaze, metal } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
import { cloth, weave } from '../materials/cloth.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field */

const turned = createCurve([
  [0, 0.26],
  [0.03, 0.3],
  [0.08, 0.33],
  [0.2, 0.4],
  [0.38, 0.43],
  [0.55, 0.38],
  [0.72, 0.24],
  [0.84, 0.14],
  [0.92, 0.105],
])
const BOTTOM = 1.02
const TOP = 1.72

/** @type {Field} */
const base = (x, y, z) => smax(revolve(turned, x, y, z), Math.abs(y - 0.46) - 0.46, 0.04)

/** Foot ring, neck and the rod up to the shade's ring. @type {Field} */
const fittings = (x, y, z) => {
  const neck = Math.min(cylinder(x, y - 0.94, z, 0.07, 0.05, 0.015), cylinder(x, y - 1.01, z, 0.04, 0.1, 0.01))
  const stem = rod(x, y, z, [0, 1.0, 0], [0, TOP, 0], 0.014)
  const knob = Math.hypot(x, y - TOP - 0.035, z) - 0.034
  const spokes = Math.min(
    rod(x, y, z, [-0.4, TOP - 0.02, 0], [0.4, TOP - 0.02, 0], 0.009),
    rod(x, y, z, [0, TOP - 0.02, -0.4], [0, TOP - 0.02, 0.4], 0.009),
  )
  return Math.min(neck, stem, knob, spokes)
}

/** The shade's girth at a height. @param {number} y */
const girth = (y) => 0.62 - ((y - BOTTOM) / (TOP - BOTTOM)) * 0.2

/** @type {Field} */
const shade = (x, y, z) => {
  const skin = Math.abs((length2(x, z) - girth(y)) * 0.96) - 0.008
  const wall = smax(skin, Math.abs(y - (BOTTOM + TOP) / 2) - (TOP - BOTTOM) / 2, 0.006)
  return Math.min(wall, torus(x, y - BOTTOM, z, girth(BOTTOM), 0.013), torus(x, y - TOP, z, girth(TOP), 0.013))
}

/** @type {(x: number, y: number, z: number) => [number, number]} */
const threads = (x, y, z) => [Math.atan2(x, z) * 0.52, y]
const linen = cloth(hex('#e9dcc4'), 62, threads, 0.16)

/** Linen lit from within: brightest about the bulb, the seams darker. @type {import('../engine/types.mjs').Material} */
function lit(p, out) {
  linen(p, out)
  const [u, v] = threads(p.x, p.y, p.z)
  const slub = 0.82 + 0.36 * fbm(u * 9, v * 60, 1, 2) * fbm(u * 60, v * 9, 5, 2) + 0.12 * weave(u, v, 62)
  const rim = smoothstep(0, 0.035, Math.min(p.y - BOTTOM, TOP - p.y) - 0.008)
  const within = length2(p.x, p.z) < girth(p.y) ? 1.5 : 1
  const glow = within * slub * (0.22 + 0.78 * rim) * (0.36 + 0.5 * Math.exp(-(((p.y - 1.3) / 0.26) ** 2)))
  out.er = 1.0 * glow
  out.eg = 0.71 * glow
  out.eb = 0.4 * glow
}

const clay = glaze(hex('#5d7a72'), hex('#2c3a38'), 0.3)
const ribs = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) =>
  0.006 * Math.abs(Math.sin(Math.atan2(z, x) * 20)) * smoothstep(0.06, 0.14, y) * smoothstep(0.86, 0.74, y) +
  0.002 * noise(x * 8, y * 8, z * 8)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1500,
  exposure: 1.1,
  camera: { eye: [-0.4, 1.25, 6.6], target: [0, 0.9, 0], fov: 22.5, aperture: 0.02, focus: [0, 1, 0.4] },
  lights: [
    softbox({ at: [-3, 3.4, 2.4], size: [1, 1.4], power: 0.5 }),
    softbox({ at: [3.2, 2.2, 1.4], size: [0.7, 1.5], power: 0.2 }),
    softbox({ at: [0, 1.25, 0.05], aim: [0, 0, 0.1], size: [0.2, 0.2], power: 0.25, tint: [1, 0.75, 0.45] }),
  ],
  sky: { top: [0.34, 0.34, 0.35], side: [0.17, 0.16, 0.16] },
  backdrop: sweep({ depth: 1.1, radius: 1, material: paper(hex('#b9b2a8'), { strength: 0.12, pool: 1.3 }) }),
  bounds: [
    [-0.66, -0.01, -0.66],
    [0.66, 1.84, 0.66],
  ],
  parts: [
    { sdf: base, material: clay, bump: ribs, slack: 0.9 },
    { sdf: fittings, material: metal(hex('#c9a468'), 0.25) },
    { sdf: shade, material: lit, bump: (x, y, z) => 0.0022 * weave(Math.atan2(x, z) * 0.52, y, 62), slack: 0.95 },
  ],
}
