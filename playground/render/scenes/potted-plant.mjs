import { sweep } from '../engine/backdrop.mjs'
import { createCurve, revolve } from '../engine/curve.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, mix3, smoothstep } from '../engine/math.mjs'
import { cells, fbm, hash, noise } from '../engine/noise.mjs'
import { length2, smax, smin } from '../engine/sdf.mjs'
import { paint } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field */

const leafDark = hex('#27451f')
const leafLight = hex('#6f8f5c')
const leafEdge = hex('#bdb763')
const clay = hex('#a9623f')
const bloom = hex('#c9a68c')
const loam = hex('#3b2c22')

const wall = createCurve([
  [0, 0.3],
  [0.02, 0.325],
  [0.1, 0.345],
  [0.62, 0.44],
  [0.66, 0.445],
])
/** @type {Field} */
const pot = (x, y, z) => {
  const lower = smax(revolve(wall, x, y, z), Math.abs(y - 0.33) - 0.33, 0.03)
  const rim = smax(length2(x, z) - 0.485, Math.abs(y - 0.655) - 0.085, 0.03)
  return smax(smin(lower, rim, 0.02), -smax(length2(x, z) - Math.min(0.42, wall(y) - 0.035), 0.1 - y, 0.04), 0.02)
}
const saucer = createCurve([
  [0, 0.42],
  [0.06, 0.5],
  [0.1, 0.53],
])
/** @type {Field} */
const dish = (x, y, z) =>
  smax(
    smax(revolve(saucer, x, y, z), Math.abs(y - 0.035) - 0.035, 0.015),
    -smax(length2(x, z) - 0.46, 0.03 - y, 0.02),
    0.012,
  )
/** @type {Field} */
const soil = (x, y, z) =>
  smax(length2(x, z) - 0.4, Math.max(y - 0.655 - 0.035 * fbm(x * 12, 3, z * 12, 3), 0.5 - y), 0.01)

const FOOT = 0.6
/** A sword of a leaf: rises from `foot`, leans by `lean` toward `turn`, `tall` long, `wide` at its widest.
 * @param {number} turn @param {number} foot @param {number} lean @param {number} tall @param {number} wide */
function createLeaf(turn, foot, lean, tall, wide) {
  const c = Math.cos(turn)
  const s = Math.sin(turn)
  const [fx, fz] = [Math.cos(turn * 1.7), Math.sin(turn * 1.7)]
  const width = createCurve([
    [0, 0.5],
    [0.3, 0.85],
    [0.6, 1],
    [0.85, 0.62],
    [0.96, 0.25],
    [1, 0.03],
  ])
  const at = { t: 0, u: 0, v: 0, w: 0 }
  /** Fills `at`: the way up the leaf, the offsets across it and off its face, its half width there. */
  const locate = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) => {
    at.t = Math.min(1, Math.max(0, (y - FOOT) / tall))
    const r = foot + lean * at.t * at.t
    const sway = 0.05 * Math.sin(at.t * 5 + turn)
    const dx = x - c * r - sway * s
    const dz = z - s * r + sway * c
    at.u = dz * fx - dx * fz
    at.v = dx * fx + dz * fz
    at.w = wide * width(at.t)
  }
  /** @type {Field} */
  const sdf = (x, y, z) => {
    locate(x, y, z)
    const fold = 2.2 * at.u * at.u - 0.02 * Math.sin(at.t * 12 + turn * 3) * (at.u / wide)
    return Math.hypot(Math.max(Math.abs(at.u) - at.w, 0), at.v - fold, y - FOOT - at.t * tall) - 0.011
  }
  /** Banded green with a yellow margin. @type {import('../engine/types.mjs').Material} */
  const material = (p, out) => {
    locate(p.x, p.y, p.z)
    const s = at.t * tall
    const wave = fbm(at.u * 9 + turn * 7, s * 16, turn, 3)
    const band = smoothstep(0.4, 0.6, fbm(at.u * 4 + turn * 9, s * 13, turn * 3, 3) + 0.1 * Math.sin(s * 34 + 6 * wave))
    const margin = smoothstep(0.026, 0.019, at.w - Math.abs(at.u) + 0.014 * (noise(s * 14, turn, 1) - 0.5))
    paint(out, mix3(mix3(leafDark, leafLight, band), leafEdge, 0.92 * margin), 0.9 + 0.2 * wave)
    out.rough = 0.56
    out.wrap = 0.25
  }
  return {
    sdf,
    material,
    bump: (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) =>
      0.0025 * fbm(x * 40, y * 6, z * 40, 2),
    slack: 0.7 / Math.hypot(1, (2 * lean + 0.3) / tall),
  }
}

const leaves = Array.from({ length: 10 }, (_, i) => {
  const r = (/** @type {number} */ k) => hash(i, k, 5)
  return createLeaf(
    i * 2.4 + r(1) * 0.5,
    0.04 + 0.2 * Math.sqrt(i / 11),
    0.06 + 0.2 * r(2) + 0.012 * i,
    1.5 - 0.085 * i + 0.12 * r(3),
    0.085 + 0.03 * r(4),
  )
})

/** @type {import('../engine/types.mjs').Material} */
function terracotta(p, out) {
  const age = fbm(p.x * 4, p.y * 4, p.z * 4, 4)
  paint(out, mix3(clay, bloom, smoothstep(0.5, 0.72, age) * 0.55), 0.88 + 0.24 * fbm(p.x * 22, p.y * 22, p.z * 22, 3))
  out.rough = 0.85
  out.f0 = 0.03
}
/** @type {import('../engine/types.mjs').Material} */
function earth(p, out) {
  paint(out, loam, 0.5 + fbm(p.x * 30, p.y * 30, p.z * 30, 3))
  out.rough = 0.95
  out.f0 = 0.02
}
/** @type {Field} */
const clayRelief = (x, y, z) =>
  0.0025 * fbm(x * 30, y * 50, z * 30, 3) + 0.001 * Math.sin(y * 160 + 2 * noise(x * 2, y, z * 2))
/** @type {Field} */
const crumbs = (x, y, z) => 0.03 * Math.min(0.5, cells(x * 22, y * 22, z * 22))

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1500,
  exposure: 1.2,
  camera: { eye: [-0.5, 1.7, 7], target: [0, 1.03, 0], fov: 23, aperture: 0.025, focus: [0, 1, 0.3] },
  lights: [
    softbox({ at: [-3.2, 3.6, 2.6], aim: [0, 1, 0], size: [1, 1.5], power: 0.75, tint: [1, 0.97, 0.92] }),
    softbox({ at: [3.4, 2.6, 1.2], aim: [0, 1, 0], size: [0.6, 1.6], power: 0.28 }),
  ],
  sky: { top: [0.5, 0.5, 0.5], side: [0.24, 0.24, 0.24] },
  backdrop: sweep({ depth: 1.5, radius: 1.3, material: paper(hex('#f4f3f1'), { strength: 0.5, pool: 1.6 }) }),
  bounds: [
    [-0.85, -0.01, -0.85],
    [0.85, 2.3, 0.85],
  ],
  parts: [
    { sdf: pot, material: terracotta, bump: clayRelief, slack: 0.9 },
    { sdf: dish, material: terracotta, bump: clayRelief, slack: 0.9 },
    { sdf: soil, material: earth, bump: crumbs, slack: 0.8 },
    ...leaves,
  ],
}
