import { sweep } from '../engine/backdrop.mjs'
import { createCurve, createStrip, createSweep, revolve, smoothPath } from '../engine/curve.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, smoothstep } from '../engine/math.mjs'
import { fbm, noise } from '../engine/noise.mjs'
import { length2, smax, smin } from '../engine/sdf.mjs'
import { glaze, paint, tint } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
/** @typedef {import('../engine/types.mjs').Scene} Scene */

const outside = createCurve([
  [0, 0.4],
  [0.03, 0.43],
  [0.1, 0.5],
  [0.3, 0.53],
  [0.9, 0.535],
  [1.15, 0.545],
])
const handle = createStrip(
  createSweep(
    smoothPath(
      [
        [0.46, 0.92, 0],
        [0.66, 0.95, 0],
        [0.86, 0.82, 0],
        [0.88, 0.58, 0],
        [0.76, 0.36, 0],
        [0.46, 0.26, 0],
      ],
      7,
    ),
    () => [0, 0, 1],
  ),
  0.055,
  0.095,
  0.05,
)

/** @type {import('../engine/types.mjs').Field} */
function mug(x, y, z) {
  const wobble = 0.004 * noise(x * 3, y * 5, z * 3)
  const wall = smax(revolve(outside, x, y, z) + wobble, Math.abs(y - 0.575) - 0.575, 0.05)
  const body = smin(wall, handle(x, y, z), 0.07)
  const hollow = smax(length2(x, z) - 0.485, 0.09 - y, 0.12)
  return smax(body, -hollow, 0.03)
}

const glazed = glaze(hex('#d9d4c6'), hex('#4a3a2c'), 0.22)
const blue = hex('#3f5b6e')
const clay = hex('#b08a66')

/** Cream glaze over a dipped blue lower half, raw clay at the foot. @type {import('../engine/types.mjs').Material} */
function dipped(p, out) {
  glazed(p, out)
  const line = 0.46 + 0.02 * fbm(p.x * 2, 1, p.z * 2, 2)
  const inside = length2(p.x, p.z) < 0.5 && p.y > 0.2
  if (!inside) tint(out, blue, 0.9 * (1 - smoothstep(line - 0.012, line + 0.012, p.y)))
  if (p.y > 0.045 + 0.01 * noise(p.x * 4, 0, p.z * 4)) return
  paint(out, clay, 0.85 + 0.3 * fbm(p.x * 20, p.y * 20, p.z * 20, 3))
  out.rough = 0.8
}

/** Throwing rings left by the potter's fingers. @type {import('../engine/types.mjs').Field} */
const rings = (x, y, z) =>
  0.001 * Math.sin(y * 62 + 2 * noise(x * 2, y * 3, z * 2)) + 0.004 * fbm(x * 7, y * 7, z * 7, 2)

/** @type {Scene} */
export default {
  width: 1200,
  height: 1200,
  exposure: 1.25,
  camera: { eye: [0.9, 1.75, 4.6], target: [0.15, 0.5, 0], fov: 25.5, aperture: 0.02, focus: [0.2, 0.7, 0.5] },
  lights: [
    softbox({ at: [-3.2, 3.6, 2.2], size: [1.1, 1.4], power: 0.72, tint: [1, 0.97, 0.93] }),
    softbox({ at: [3.4, 2.4, 1.4], size: [0.8, 1.4], power: 0.2, tint: [0.95, 0.98, 1] }),
  ],
  sky: { top: [0.5, 0.5, 0.5], side: [0.22, 0.21, 0.2] },
  backdrop: sweep({ depth: 1.6, radius: 1.4, material: paper(hex('#f1ece4'), { strength: 0.3 }) }),
  bounds: [
    [-0.65, -0.01, -0.65],
    [1.1, 1.2, 0.65],
  ],
  parts: [{ sdf: mug, material: dipped, bump: rings, slack: 0.9 }],
}
