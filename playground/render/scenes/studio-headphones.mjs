import { sweep } from '../engine/backdrop.mjs'
import { createStrip, createSweep, smoothPath } from '../engine/curve.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, rotateY } from '../engine/math.mjs'
import { extrude, length2, rectangle, rod, smax, smin, torus } from '../engine/sdf.mjs'
import { metal, plastic } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
import { grain, leather, stitch } from '../materials/cloth.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field @typedef {import('../engine/math.mjs').Vec3} Vec3 */

const TURN = -0.62
const TILT = 0.1
/** Model space: ears along x. @type {(x: number, y: number, z: number) => Vec3} */
const local = (x, y, z) => rotateY([x, y, z], TURN)

/** @type {(model: Field) => Field} */
const turned = (model) => (x, y, z) => {
  const p = local(x, y + 0.035, z)
  return model(p[0], p[1], p[2])
}

const arch = /** @type {Vec3[]} */ ([
  [0.7, 0.78, 0],
  [0.735, 1.1, 0],
  [0.62, 1.42, 0],
  [0.35, 1.63, 0],
  [0, 1.7, 0],
  [-0.35, 1.63, 0],
  [-0.62, 1.42, 0],
  [-0.735, 1.1, 0],
  [-0.7, 0.78, 0],
])
const outward = (/** @type {Vec3} */ p) => /** @type {Vec3} */ ([p[0], p[1] - 0.95, 0])
const band = createSweep(smoothPath(arch, 5), outward)
const steel = createStrip(band, 0.05, 0.014, 0.012)
const cushionPath = createSweep(
  smoothPath(
    arch.slice(2, 7).map(([x, y]) => /** @type {Vec3} */ ([x * 0.955, y - 0.03, 0])),
    6,
  ),
  outward,
)
const pad = createStrip(cushionPath, 0.115, 0.05, 0.048)
const cover = createStrip(
  createSweep(
    smoothPath(
      arch.slice(2, 7).map(([x, y]) => /** @type {Vec3} */ ([x * 1.005, y + 0.012, 0])),
      6,
    ),
    outward,
  ),
  0.12,
  0.02,
  0.018,
)

/** Cup space of the ear on the side of x: x outward from the cup's middle. @param {number} x @param {number} y */
function cup(x, y) {
  const side = Math.abs(x) - 0.66
  const h = y - 0.44
  const c = Math.cos(TILT)
  const s = Math.sin(TILT)
  return [c * side + s * h, c * h - s * side]
}

/** The ear's oval: distance across it. @param {number} h @param {number} z */
const oval = (h, z) => rectangle(z, h, 0.315, 0.4, 0.31)

/** @type {Field} */
const shell = (x, y, z) => {
  const [u, h] = cup(x, y)
  const dish = extrude(oval(h, z), u - 0.02, 0.085, 0.06)
  const plate = extrude(oval(h, z) + 0.075, u - 0.1, 0.03, 0.02)
  return smax(smin(dish, plate, 0.02), -(Math.abs(oval(h, z) + 0.03) - 0.006) * 0.9 - Math.max(0, 0.085 - u) * 3, 0.008)
}

/** A machined disc let into each shell. @type {Field} */
const disc = (x, y, z) => {
  const [u, h] = cup(x, y)
  return extrude(length2(h, z) - 0.17, u - 0.125, 0.014, 0.008)
}

/** Ear cushions: fat rings on the inner side. @type {Field} */
const cushion = (x, y, z) => {
  const [u, h] = cup(x, y)
  const ring = length2(Math.max(0, Math.abs(oval(h, z) + 0.095) - 0.03), u + 0.12) - 0.075
  const pinch = 0.006 * Math.sin(Math.atan2(h, z) * 26) * Math.max(0, u + 0.13) * 10
  return smax(ring + pinch, u + 0.055, 0.03)
}

const mesh = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) => {
  const [u, h] = cup(x, y)
  return extrude(oval(h, z) + 0.09, u + 0.09, 0.03, 0.01)
}

/** Forks that hold the cups, and the sliders above them. @type {Field} */
const fork = (x, y, z) => {
  const ax = Math.abs(x)
  const az = Math.abs(z)
  const side = rod(ax, y, az, [0.7, 0.86, 0.13], [0.675, 0.62, 0.345], 0.026)
  const pin = rod(ax, y, az, [0.675, 0.62, 0.35], [0.665, 0.46, 0.335], 0.026)
  const bridge = rod(ax, y, az, [0.7, 0.86, 0.13], [0.705, 0.885, 0], 0.026)
  const slider = rod(ax, y, az, [0.705, 0.885, 0], [0.732, 1.06, 0], 0.04)
  return smin(smin(smin(side, pin, 0.03), bridge, 0.03), slider, 0.05)
}

/** @type {Field} */
const joint = (x, y, z) => {
  const p = Math.abs(x) - 0.665
  return Math.min(torus(p, Math.abs(z) - 0.345, y - 0.45, 0.03, 0.014), 9)
}

const grainy = grain(46, 0.004)
const at = { s: 0, u: 0, v: 0, t: 0 }
/** Grain and a row of stitches down each edge of the headband. @type {Field} */
const bandRelief = (x, y, z) => {
  cushionPath.locate(x, y, z, at)
  return grainy(x, y, z) + 0.006 * stitch(Math.abs(at.u) - 0.095, at.s, 0.035, 0.008)
}

const hide = leather(hex('#7a4a30'), 0.45)
const matte = plastic(hex('#2b2c2f'), 0.42)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1200,
  exposure: 1.15,
  camera: { eye: [0.3, 1.7, 6], target: [0, 0.83, 0], fov: 24, aperture: 0.022, focus: [0.2, 0.8, 0.6] },
  lights: [
    softbox({ at: [-3, 3.2, 2.4], size: [0.9, 1.3], power: 0.7 }),
    softbox({ at: [3.2, 2, 1.6], size: [0.45, 1.5], power: 0.35 }),
    softbox({ at: [0, 4.6, -0.6], size: [1.6, 0.8], power: 0.35 }),
  ],
  sky: { top: [0.42, 0.42, 0.43], side: [0.2, 0.2, 0.2] },
  backdrop: sweep({ depth: 1.5, radius: 1.2, material: paper(hex('#c9c1b6'), { strength: 0.25, pool: 1.2 }) }),
  bounds: [
    [-1, -0.01, -0.95],
    [1, 1.8, 0.95],
  ],
  parts: [
    { sdf: turned(shell), material: matte, slack: 0.85 },
    {
      sdf: turned(disc),
      material: metal(hex('#b9a58d'), 0.28),
      bump: turned((x, y, z) => 0.0015 * Math.sin(length2(y - 0.44, z) * 420)),
    },
    { sdf: turned(cushion), material: hide, bump: grainy, slack: 0.85 },
    { sdf: turned(mesh), material: plastic(hex('#191919'), 0.8) },
    { sdf: turned(fork), material: metal(hex('#c8b79f'), 0.22) },
    { sdf: turned(joint), material: metal(hex('#c8b79f'), 0.2) },
    { sdf: turned(steel), material: metal(hex('#b8b4ad'), 0.25) },
    { sdf: turned(pad), material: hide, bump: turned(bandRelief) },
    { sdf: turned(cover), material: hide, bump: turned(bandRelief) },
  ],
}
