import { sweep } from '../engine/backdrop.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, rotateY, smoothstep } from '../engine/math.mjs'
import { fbm } from '../engine/noise.mjs'
import { box, extrude, length2, rod, smin } from '../engine/sdf.mjs'
import { plain } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
import { wood } from '../materials/wood.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field @typedef {import('../engine/math.mjs').Vec3} Vec3 */

const TURN = 0.5
/** @type {(model: Field) => Field} */
const turned = (model) => (x, y, z) => {
  const p = rotateY([x, y, z], TURN)
  return model(p[0], p[1], p[2])
}
const SEAT = 1.62

/** A round seat, hollowed a little to sit in. @type {Field} */
const seat = (x, y, z) => {
  const r = length2(x, z)
  const dish = 0.045 * smoothstep(0.46, 0.1, r)
  return extrude(r - 0.55, y - SEAT + dish * 0.5, 0.065 - dish * 0.35, 0.035)
}

/** Where a leg is at a height. @param {number} y @returns {number} */
const splay = (y) => 0.52 - 0.2 * (y / SEAT)

/** Four tapered legs, turned slimmer at foot and top. @type {Field} */
const legs = (x, y, z) => {
  const ax = Math.abs(x)
  const az = Math.abs(z)
  const low = rod(ax, y, az, [splay(0.03), 0.03, splay(0.03)], [splay(0.75), 0.75, splay(0.75)], 0.036, 0.062)
  const high = rod(ax, y, az, [splay(0.75), 0.75, splay(0.75)], [splay(1.58), 1.58, splay(1.58)], 0.062, 0.046)
  return Math.max(smin(low, high, 0.02), 0.012 - y)
}

/** Turned rungs: swelling in the middle, two at one height and two higher. @type {Field} */
const rungs = (x, y, z) => {
  const across = bulge(x, y - 0.5, Math.abs(z) - splay(0.5), splay(0.5))
  const along = bulge(z, y - 0.72, Math.abs(x) - splay(0.72), splay(0.72))
  return Math.min(across, along)
}

/** @param {number} s @param {number} a @param {number} b @param {number} reach */
function bulge(s, a, b, reach) {
  const radius = 0.028 + 0.014 * (1 - Math.min(1, (s / reach) ** 2))
  return Math.max(length2(a, b) - radius, Math.abs(s) - reach)
}

/** Ends of the legs show through the seat as wedged pegs. @type {Field} */
const pegs = (x, y, z) => box(Math.abs(x) - 0.315, y - SEAT - 0.035, Math.abs(z) - 0.315, 0.034, 0.034, 0.034, 0.03)

const [light, dark] = [hex('#cfa978'), hex('#8a5c34')]
/** @param {(x: number, y: number, z: number) => Vec3} at */
const oak = (at) => wood(light, dark, 0.42, at)
const upright = oak((x, y, z) => [y * 0.6, x + (x > 0 ? 3 : 0), z + (z > 0 ? 5 : 0)])
const flat = oak((x, y, z) => {
  const p = rotateY([x, y, z], TURN)
  return [p[0] * 0.7, p[1] * 1.5 + 0.2, p[2] + 0.4]
})

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1500,
  exposure: 1.2,
  camera: { eye: [0.5, 2.5, 7], target: [0, 0.82, 0], fov: 21.5, aperture: 0.025, focus: [0, 1.2, 0.4] },
  lights: [
    softbox({ at: [-3.2, 4, 2.6], aim: [0, 1, 0], size: [1.1, 1.3], power: 0.78 }),
    softbox({ at: [3.4, 2.4, 1.6], aim: [0, 1, 0], size: [0.7, 1.5], power: 0.26 }),
  ],
  sky: { top: [0.52, 0.52, 0.52], side: [0.25, 0.25, 0.25] },
  backdrop: sweep({ depth: 1.7, radius: 1.4, material: paper(hex('#f6f6f6'), { strength: 0.55, pool: 1.4 }) }),
  bounds: [
    [-0.82, -0.01, -0.82],
    [0.82, 1.74, 0.82],
  ],
  parts: [
    { sdf: turned(seat), material: flat, bump: (x, y, z) => 0.001 * fbm(x * 20, y * 20, z * 160, 2), slack: 0.95 },
    { sdf: turned(legs), material: upright, slack: 0.9 },
    { sdf: turned(rungs), material: oak((x, y, z) => rotateY([x, y, z], TURN)), slack: 0.9 },
    { sdf: turned(pegs), material: plain(hex('#96683f'), { rough: 0.5 }) },
  ],
}
