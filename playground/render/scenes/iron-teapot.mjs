import { sweep } from '../engine/backdrop.mjs'
import { createCurve, createStrip, createSweep, revolve, smoothPath } from '../engine/curve.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, rotateY, smoothstep } from '../engine/math.mjs'
import { fbm } from '../engine/noise.mjs'
import { cylinder, length2, length3, rod, smax, smin } from '../engine/sdf.mjs'
import { metal, paint } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field @typedef {import('../engine/math.mjs').Vec3} Vec3 */

const lacquer = hex('#2f3a3d')
const rust = hex('#4a3c30')

const TURN = 0.42
/** @type {(model: Field) => Field} */
const turned = (model) => (x, y, z) => {
  const p = rotateY([x, y, z], TURN)
  return model(p[0], p[1], p[2])
}

const belly = createCurve([
  [0, 0.3],
  [0.04, 0.36],
  [0.12, 0.52],
  [0.26, 0.66],
  [0.42, 0.7],
  [0.58, 0.64],
  [0.7, 0.5],
  [0.78, 0.36],
  [0.8, 0.3],
])

/** Rows of small round studs over the belly; each row is set half a stud on. @param {number} x @param {number} y @param {number} z */
function studs(x, y, z) {
  const row = Math.floor(y / 0.062)
  const v = (y / 0.062 - row - 0.5) * 0.062
  const count = 52
  const turn = (Math.atan2(z, x) / (2 * Math.PI)) * count + (row & 1) * 0.5
  const u = (turn - Math.floor(turn) - 0.5) * ((2 * Math.PI * length2(x, z)) / count)
  const band = smoothstep(0.2, 0.24, row * 0.062) * smoothstep(0.66, 0.62, row * 0.062)
  return 0.017 * band * smoothstep(0.027, 0.006, length2(u, v))
}

/** @type {Field} */
const body = (x, y, z) => {
  const pot = smax(revolve(belly, x, y, z) - studs(x, y, z), Math.abs(y - 0.4) - 0.4, 0.03)
  const spout = smin(
    rod(x, y, z, [0.5, 0.38, 0], [0.84, 0.56, 0], 0.17, 0.105),
    rod(x, y, z, [0.84, 0.56, 0], [1.0, 0.78, 0], 0.105, 0.066),
    0.06,
  )
  const whole = smin(pot, spout, 0.09)
  const bore = rod(x, y, z, [0.9, 0.64, 0], [1.04, 0.835, 0], 0.045, 0.05)
  const lip = (x - 1.0) * 0.55 + (y - 0.815) * 0.83
  const lugs = rod(Math.abs(x), y, z, [0.42, 0.68, 0], [0.47, 0.84, 0], 0.055, 0.05)
  const eye = length2(y - 0.835, Math.abs(x) - 0.47) - 0.022
  return smax(smax(smax(smin(whole, smax(lugs, -eye, 0.01), 0.03), -bore, 0.015), x > 0.75 ? lip : -1, 0.015), -y, 0.02)
}

/** @type {Field} */
const lid = (x, y, z) => {
  const dome = smax(length3(x, (y - 0.42) * 1.0, z) - 0.5, 0.79 - y, 0.02)
  const rim = cylinder(x, y - 0.8, z, 0.345, 0.018, 0.012)
  const ring = Math.abs(length2(x, z) - 0.2) - 0.012 + Math.abs(y - 0.885) * 0.3
  const knob = smin(rod(x, y, z, [0, 0.9, 0], [0, 0.98, 0], 0.035, 0.03), length3(x, (y - 1.0) * 1.25, z) - 0.075, 0.03)
  return smin(smin(smin(dome, rim, 0.02), ring, 0.02), knob, 0.03)
}

const loop = /** @type {Vec3[]} */ ([
  [-0.5, 0.835, 0],
  [-0.56, 1.06, 0],
  [-0.44, 1.36, 0],
  [-0.2, 1.52, 0],
  [0, 1.555, 0],
  [0.2, 1.52, 0],
  [0.44, 1.36, 0],
  [0.56, 1.06, 0],
  [0.5, 0.835, 0],
])
const outward = (/** @type {Vec3} */ p) => /** @type {Vec3} */ ([p[0], p[1] - 0.95, 0.0001])
const handle = createStrip(createSweep(smoothPath(loop, 12), outward), 0.036, 0.02, 0.019)
const pins = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) =>
  rod(Math.abs(x), y, z, [0.4, 0.835, 0], [0.53, 0.835, 0], 0.022)

/** Cast iron under a thin lacquer, worn a little brown. @type {import('../engine/types.mjs').Material} */
function iron(p, out) {
  const wear = fbm(p.x * 6, p.y * 6, p.z * 6, 4)
  paint(out, lacquer, 0.7 + 0.5 * wear)
  if (wear > 0.7) paint(out, rust, wear)
  out.rough = 0.36 + 0.25 * fbm(p.x * 14, p.y * 14, p.z * 14, 3)
  out.f0 = 0.055
}

const cast = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) =>
  0.006 * fbm(x * 42, y * 42, z * 42, 3)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1200,
  exposure: 1.3,
  camera: { eye: [0.2, 2, 6], target: [0.08, 0.72, 0], fov: 23, aperture: 0.025, focus: [0.1, 0.6, 0.6] },
  lights: [
    softbox({ at: [-3, 3, 1.6], size: [0.8, 1.3], power: 0.8 }),
    softbox({ at: [3.2, 2, -0.4], size: [0.5, 1.5], power: 0.6, tint: [0.9, 0.96, 1] }),
    softbox({ at: [0, 4.4, -1.2], size: [1.6, 0.8], power: 0.5 }),
  ],
  sky: { top: [0.3, 0.31, 0.33], side: [0.13, 0.13, 0.14] },
  backdrop: sweep({
    depth: 1.5,
    radius: 1.2,
    material: paper(hex('#4d4a49'), { strength: 0.5, pool: 1.3, gloss: 0.34 }),
  }),
  bounds: [
    [-1.12, -0.01, -1.05],
    [1.12, 1.6, 1.05],
  ],
  parts: [
    { sdf: turned(body), material: iron, bump: cast, slack: 0.8 },
    { sdf: turned(lid), material: iron, bump: cast, slack: 0.85 },
    { sdf: turned(handle), material: metal(hex('#3b3733'), 0.38), bump: cast },
    { sdf: turned(pins), material: metal(hex('#6b6259'), 0.3) },
  ],
}
