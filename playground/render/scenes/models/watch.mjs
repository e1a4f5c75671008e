/** A three-hand wrist watch on a closed strap, leaning back: the dial's middle is the model's origin, facing +z, 12 up. */
import { createCurve, createSweep, smoothPath } from '../../engine/curve.mjs'
import { ink, letter } from '../../engine/lettering.mjs'
import { box, cylinder, extrude, length2, rod, smax, smin } from '../../engine/sdf.mjs'
import { stitch } from '../../materials/cloth.mjs'
/** @typedef {import('../../engine/types.mjs').Field} Field @typedef {import('../../engine/math.mjs').Vec3} Vec3 */

const LEAN = 0.3
const HEIGHT = 0.908
/** @type {(model: Field) => Field} */
const placed = (model) => (x, y, z) => {
  const b = y - HEIGHT
  const c = z - 0.28
  return model(x, b * Math.cos(LEAN) - c * Math.sin(LEAN), c * Math.cos(LEAN) + b * Math.sin(LEAN))
}

const loop = [
  [0.4, -0.1],
  [0.56, -0.17],
  [0.68, -0.42],
  [0.69, -0.75],
  [0.52, -1.06],
  [0.2, -1.22],
  [-0.2, -1.22],
  [-0.52, -1.06],
  [-0.69, -0.75],
  [-0.68, -0.42],
  [-0.56, -0.17],
  [-0.4, -0.1],
]
const path = createSweep(
  smoothPath(
    loop.map(([y, z]) => /** @type {Vec3} */ ([0, y, z])),
    5,
  ),
  (p) => [0, p[1], p[2] + 0.65],
)
const at = { s: 0, u: 0, v: 0, t: 0 }
const girth = createCurve([
  [0, 0.235],
  [0.5, 0.215],
  [1, 0.19],
  [path.total - 1, 0.19],
  [path.total - 0.5, 0.215],
  [path.total, 0.235],
])

/** Padded near the case, thinner behind. @type {Field} */
const strap = (x, y, z) => {
  path.locate(x, y, z, at)
  const pad = 0.02 * Math.max(0, 1 - Math.min(at.s, path.total - at.s) / 0.5) * (1 - (at.u / 0.24) ** 2)
  const a = Math.max(Math.abs(at.u) - girth(at.s) + 0.02, 0)
  const b = Math.max(Math.abs(at.v) - 0.026 - pad + 0.02, 0)
  return (Math.sqrt(a * a + b * b + at.t * at.t) - 0.02) * 0.9
}

/** Stitches along both edges of the strap. @type {Field} */
const seam = (x, y, z) => {
  path.locate(x, y, z, at)
  return stitch(Math.abs(at.u) - girth(at.s) + 0.032, at.s, 0.05, 0.007)
}

/** Four lugs, faceted, that curve down to the strap. @param {number} x @param {number} y @param {number} z */
const lugs = (x, y, z) => {
  const ax = Math.abs(x) - 0.275
  const ay = Math.abs(y)
  const lug = rod(ax, ay, z, [0, 0.3, -0.06], [0, 0.5, -0.13], 0.055, 0.042)
  return smax(lug, Math.abs(ax) - 0.038, 0.012)
}

/** @type {Field} */
const casing = (x, y, z) => {
  const drum = cylinder(x, z + 0.06, y, 0.46, 0.085, 0.02)
  const whole = smin(drum, lugs(x, y, z), 0.03)
  return smax(whole, -cylinder(x, z - 0.06, y, 0.41, 0.09, 0.004), 0.004)
}

/** @type {Field} */
const bezel = (x, y, z) => {
  const r = length2(x, y)
  return smax(
    smax(r - 0.462 + 0.5 * Math.max(0, z - 0.02), 0.405 - r + 0.7 * Math.max(0, z - 0.03) * -1, 0.006),
    Math.abs(z - 0.04) - 0.026,
    0.012,
  )
}

/** @type {Field} */
const crown = (x, y, z) => {
  const knurl = 0.004 * Math.cos(Math.atan2(z + 0.05, y) * 26)
  const knob = extrude(length2(y, z + 0.05) - 0.062 - knurl, x - 0.535, 0.042, 0.012)
  return Math.min(knob, extrude(length2(y, z + 0.05) - 0.03, x - 0.47, 0.05, 0.004))
}

/** @type {Field} */
const dial = (x, y, z) => cylinder(x, z + 0.01, y, 0.412, 0.012, 0.002)

/** Twelve applied bars, longer at the quarters. @type {Field} */
const indices = (x, y, z) => {
  const turn = Math.atan2(x, y) / (Math.PI / 6)
  const hour = Math.round(turn)
  const angle = ((turn - hour) * Math.PI) / 6
  const r = length2(x, y)
  const quarter = hour % 3 === 0
  const long = quarter ? 0.05 : 0.032
  return box(
    r * Math.sin(angle),
    r * Math.cos(angle) - 0.335 + (quarter ? 0.015 : 0),
    z - 0.01,
    quarter ? 0.014 : 0.01,
    long,
    0.012,
    0.004,
  )
}

/** A leaf-shaped hand that points at `turn` (radians from 12, clockwise). @param {number} turn @param {number} long @param {number} wide @param {number} lift @returns {Field} */
const hand = (turn, long, wide, lift) => (x, y, z) => {
  const u = x * Math.cos(turn) - y * Math.sin(turn)
  const v = x * Math.sin(turn) + y * Math.cos(turn)
  const taper = wide * (1 - 0.55 * Math.max(0, v / long))
  const shape = smax(Math.abs(u) - taper, Math.abs(v - long / 2 + 0.03) - long / 2 - 0.03, 0.008)
  return extrude(shape, z - lift, 0.006, 0.003)
}

const hour = hand(5.28, 0.215, 0.024, 0.026)
const minute = hand(0.92, 0.325, 0.019, 0.04)
/** @type {Field} */
const hands = (x, y, z) => Math.min(hour(x, y, z), minute(x, y, z), cylinder(x, z - 0.035, y, 0.032, 0.022, 0.006))

const sweepHand = hand(3.5, 0.34, 0.005, 0.053)
/** @type {Field} */
const second = (x, y, z) => Math.min(sweepHand(x, y, z), cylinder(x, z - 0.055, y, 0.02, 0.008, 0.004))

const name = letter('MERIDIAN', 0.034, 2.6)
const sort = letter('AUTOMATIC', 0.018, 2.4)

/** Ink on the dial at a place: the minute track and the lettering. @param {number} x @param {number} y @param {number} z @param {number} blur */
function print(x, y, z, blur) {
  const [u, v] = [x, (y - HEIGHT) * Math.cos(LEAN) - (z - 0.28) * Math.sin(LEAN)]
  const r = length2(u, v)
  const turn = (Math.atan2(u, v) / (2 * Math.PI)) * 60
  const minuteMark = Math.abs(turn - Math.round(turn)) * ((2 * Math.PI * r) / 60)
  const track = r > 0.378 && r < 0.4 ? ink(minuteMark, 0.005, blur) : 0
  const words = Math.max(ink(name(u, v - 0.185), 0.0055, blur), ink(sort(u, v + 0.17), 0.0038, blur))
  return Math.max(track, words)
}

/** Straight brush marks on the flanks and lugs. @type {Field} */
const brushing = (x, y, z) => 0.00022 * Math.sin(z * 330 + 3 * Math.sin(y * 9)) + 0.00012 * Math.sin(z * 610 + x * 4)

export const createWatch = () => ({
  strap: placed(strap),
  seam: placed(seam),
  casing: placed(casing),
  bezel: placed(bezel),
  crown: placed(crown),
  dial: placed(dial),
  indices: placed(indices),
  hands: placed(hands),
  second: placed(second),
  brushing: placed(brushing),
  print,
})
