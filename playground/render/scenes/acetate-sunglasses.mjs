import { sweep } from '../engine/backdrop.mjs'
import { createStrip, createSweep, smoothPath } from '../engine/curve.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, mix, mix3, rotateY, smoothstep } from '../engine/math.mjs'
import { fbm } from '../engine/noise.mjs'
import { createOutline } from '../engine/outline.mjs'
import { extrude, length2, smax, smin } from '../engine/sdf.mjs'
import { metal, paint } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field @typedef {import('../engine/math.mjs').Vec3} Vec3 */

const paleSmoke = hex('#4a3d34')
const deepSmoke = hex('#0d0c0d')

const TURN = -0.5
const LEAN = -0.13
/** Model space: front faces +z, leaned back a little, resting on rims and temple tips. @type {(x: number, y: number, z: number) => Vec3} */
const local = (x, y, z) => {
  const [a, b, c] = rotateY([x, y, z], TURN)
  return [a, b * Math.cos(LEAN) + c * Math.sin(LEAN) - 0.297, c * Math.cos(LEAN) - b * Math.sin(LEAN) - 0.45]
}
/** @type {(model: Field) => Field} */
const placed = (model) => (x, y, z) => {
  const p = local(x, y, z)
  return model(p[0], p[1], p[2])
}

const rim = createOutline([
  [0.13, 0.06],
  [0.16, 0.22],
  [0.36, 0.315],
  [0.65, 0.33],
  [0.88, 0.3],
  [0.96, 0.2],
  [0.93, 0.0],
  [0.84, -0.2],
  [0.62, -0.33],
  [0.38, -0.32],
  [0.2, -0.18],
])
const lensEdge = createOutline([
  [0.21, 0.06],
  [0.235, 0.175],
  [0.39, 0.245],
  [0.64, 0.258],
  [0.82, 0.235],
  [0.875, 0.15],
  [0.85, -0.0],
  [0.77, -0.165],
  [0.6, -0.262],
  [0.4, -0.25],
  [0.27, -0.135],
])

/** The front bows back toward the temples. @param {number} x */
const bow = (x) => -0.13 * x * x

/** @type {Field} */
const front = (x, y, z) => {
  const ax = Math.abs(x)
  const bridge = smax(Math.hypot(ax / 1.15, (y - 0.03) * 1.0) - 0.2, 0.085 - y, 0.03)
  const plate = smin(rim(ax, y), smax(bridge, y - 0.22, 0.04), 0.05)
  const cut = smax(plate, -lensEdge(ax, y), 0.012)
  return extrude(cut, z - bow(ax), 0.055, 0.028)
}

/** @type {Field} */
const lens = (x, y, z) => {
  const ax = Math.abs(x)
  const dome = 0.05 - 0.12 * ((ax - 0.54) ** 2 + y * y)
  return extrude(lensEdge(ax, y) - 0.01, z - bow(ax) - dome + 0.04, 0.012, 0.004)
}

/** Nose pads grow out of the bridge. @type {Field} */
const pads = (x, y, z) => Math.hypot((Math.abs(x) - 0.17) * 1.4, (y + 0.05) * 0.7, z + 0.06) - 0.07

const reach = /** @type {Vec3[]} */ ([
  [0.93, 0.2, -0.1],
  [0.955, 0.205, -0.3],
  [0.95, 0.2, -0.8],
  [0.93, 0.17, -1.25],
  [0.91, 0.06, -1.52],
  [0.885, -0.14, -1.72],
])
const arm = createStrip(
  createSweep(smoothPath(reach, 5), () => [1, 0, 0]),
  0.068,
  0.028,
  0.024,
)
/** @type {Field} */
const temples = (x, y, z) => arm(Math.abs(x), y, z)

/** Two small rivets at each hinge. @type {Field} */
const rivets = (x, y, z) => {
  const ax = Math.abs(x)
  const flat = Math.min(length2(ax - 0.885, y - 0.255), length2(ax - 0.905, y - 0.205)) - 0.014
  return extrude(flat, z - bow(ax) - 0.05, 0.01, 0.004)
}

const [honey, bark] = [hex('#97541f'), hex('#1d0f0a')]
/** Tortoiseshell acetate. @type {import('../engine/types.mjs').Material} */
function tortoise(p, out) {
  const [x, y, z] = local(p.x, p.y, p.z)
  const cloud = fbm(x * 3.2 + 4, y * 4.5, z * 3.2, 4) + 0.15 * fbm(x * 14, y * 14, z * 14, 2)
  paint(out, mix3(honey, bark, smoothstep(0.46, 0.62, cloud)))
  out.rough = 0.12
  out.f0 = 0.05
  out.wrap = 0.15
}

/** Smoked lenses, darker at the top. @type {import('../engine/types.mjs').Material} */
function smoke(p, out) {
  const y = local(p.x, p.y, p.z)[1]
  paint(out, mix3(paleSmoke, deepSmoke, smoothstep(-0.3, 0.2, y)), mix(0.8, 0.5, smoothstep(-0.3, 0.3, y)))
  out.rough = 0.04
  out.f0 = 0.07
}

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1500,
  height: 1200,
  exposure: 1.2,
  camera: { eye: [-0.2, 1.75, 5.6], target: [-0.06, 0.22, -0.1], fov: 22.5, aperture: 0.024, focus: [0.1, 0.4, 0.5] },
  lights: [
    softbox({ at: [-2.8, 4.2, 2.0], size: [0.5, 0.5], power: 0.85, tint: [1, 0.97, 0.9] }),
    softbox({ at: [3.2, 2.2, 2.4], size: [0.9, 1.4], power: 0.2 }),
    softbox({ at: [0, 3.6, -2.2], size: [2, 0.6], power: 0.22 }),
  ],
  sky: { top: [0.46, 0.46, 0.46], side: [0.22, 0.22, 0.21] },
  backdrop: sweep({ depth: 1.9, radius: 1.3, material: paper(hex('#efd27a'), { strength: 0.25, pool: 1 }) }),
  bounds: [
    [-1.55, -0.02, -1.6],
    [1.55, 0.95, 1.2],
  ],
  parts: [
    { sdf: placed(front), material: tortoise, slack: 0.9 },
    { sdf: placed(lens), material: smoke, slack: 0.9 },
    { sdf: placed(pads), material: tortoise, slack: 0.7 },
    { sdf: placed(temples), material: tortoise },
    { sdf: placed(rivets), material: metal(hex('#d9c9a0'), 0.2) },
  ],
}
