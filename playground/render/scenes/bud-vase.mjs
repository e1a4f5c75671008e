import { sweep } from '../engine/backdrop.mjs'
import { createCurve, createStrip, createSweep, smoothPath } from '../engine/curve.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, mix3, normalize, smoothstep } from '../engine/math.mjs'
import { fbm, hash, noise } from '../engine/noise.mjs'
import { length2, smax } from '../engine/sdf.mjs'
import { paint } from '../materials/basic.mjs'
import { gradient } from '../materials/backdrops.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field @typedef {import('../engine/math.mjs').Vec3} Vec3 */

const leafGreen = hex('#6f8a7c')
const leafPale = hex('#a3b3a0')
const twig = hex('#7a5b46')

const profile = createCurve([
  [0, 0.24],
  [0.03, 0.27],
  [0.15, 0.36],
  [0.38, 0.44],
  [0.6, 0.4],
  [0.8, 0.25],
  [0.93, 0.145],
  [1.06, 0.125],
  [1.16, 0.16],
  [1.2, 0.185],
])

/** @type {Field} */
const vase = (x, y, z) => {
  const ribs = smoothstep(0, 0.1, y) * smoothstep(1.12, 0.98, y)
  const turn = Math.atan2(z, x) * 18 + y * 7 + 2.2 * Math.sin(y * 3)
  const r = profile(y) + 0.016 * ribs * (Math.abs(Math.cos(turn / 2)) - 0.6)
  const rise = (profile(y + 0.01) - profile(y - 0.01)) * 50
  const outer = smax((length2(x, z) - r) / Math.sqrt(1 + rise * rise), Math.abs(y - 0.6) - 0.6, 0.025)
  return smax(outer, -smax(length2(x, z) - profile(y) + 0.035, 0.5 - y, 0.05), 0.015)
}

const stemPath = /** @type {Vec3[]} */ ([
  [0, 0.6, 0],
  [0.05, 1.15, 0.02],
  [0.07, 1.5, 0.03],
  [0.16, 1.85, 0],
  [0.32, 2.15, -0.03],
])
const fine = smoothPath(stemPath, 8)
const stem = createStrip(
  createSweep(fine, () => [0, 0, 1]),
  0.014,
  0.014,
  0.0135,
)

/** A round leaf of eucalyptus: a thin cupped disc at `at`, facing `facing`. @param {Vec3} at @param {Vec3} facing @param {number} size */
const createLeaf = (at, facing, size) => {
  const [a, b, c] = at
  const [i, j, k] = normalize(facing)
  /** @type {Field} */
  const sdf = (x, y, z) => {
    const along = (x - a) * i + (y - b) * j + (z - c) * k
    const flat = Math.sqrt(Math.max(0, (x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2 - along * along))
    const cup = along - 1.4 * flat * flat + 0.01
    return Math.hypot(Math.max(0, flat - size), Math.max(0, Math.abs(cup) - 0.004)) - 0.005
  }
  /** @type {import('../engine/types.mjs').Material} */
  const material = (p, out) => {
    const flat = Math.hypot(p.x - a, p.y - b, p.z - c) / size
    const vein = smoothstep(0.02, 0, Math.abs(p.y - b - 0.3 * (p.x - a)))
    paint(out, mix3(leafGreen, leafPale, 0.35 * flat + 0.4 * vein), 0.85 + 0.3 * noise(p.x * 20, p.y * 20, p.z * 20))
    out.rough = 0.55
    out.wrap = 0.35
  }
  return { sdf, material, slack: 0.8 }
}

const leaves = Array.from({ length: 17 }, (_, n) => {
  const spot = fine[Math.min(fine.length - 1, 10 + Math.floor(n * 1.35))]
  const turn = n * 2.1 + hash(n, 1, 1)
  const size = 0.135 - 0.0045 * n + 0.02 * hash(n, 2, 1)
  const out = 0.02 + size
  const c = Math.cos(turn)
  const s = Math.sin(turn)
  return createLeaf(
    [spot[0] + c * out, spot[1] + 0.03, spot[2] + s * out],
    [-0.55 * c + 0.2, 0.75 - 0.5 * hash(n, 4, 1), -0.55 * s + 0.45],
    size,
  )
})

const white = hex('#efe7dc')
/** Unglazed bisque with a few pores. @type {import('../engine/types.mjs').Material} */
function bisque(p, out) {
  paint(out, white, 0.9 + 0.14 * fbm(p.x * 6, p.y * 6, p.z * 6, 3))
  out.rough = 0.85
  out.f0 = 0.03
}
/** @type {import('../engine/types.mjs').Material} */
function bark(p, out) {
  paint(out, twig, 0.8 + 0.4 * noise(p.x * 30, p.y * 30, p.z * 30))
  out.rough = 0.8
}

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1500,
  exposure: 1.15,
  camera: { eye: [0.3, 1.65, 7], target: [0.06, 1.08, 0], fov: 24, aperture: 0.025, focus: [0, 1, 0.35] },
  lights: [
    softbox({ at: [-3.4, 3, 1.4], aim: [0, 1, 0], size: [0.8, 1.4], power: 0.8, tint: [1, 0.95, 0.88] }),
    softbox({ at: [3, 2.4, 2.4], aim: [0, 1, 0], size: [0.9, 1.4], power: 0.16 }),
  ],
  sky: { top: [0.42, 0.41, 0.42], side: [0.2, 0.19, 0.2] },
  backdrop: sweep({ depth: 1.3, radius: 1.4, material: gradient(hex('#d8b7a0'), hex('#8f6f66'), [0.3, 2.6]) }),
  bounds: [
    [-0.6, -0.01, -0.55],
    [0.75, 2.45, 0.55],
  ],
  parts: [
    { sdf: vase, material: bisque, bump: (x, y, z) => 0.003 * fbm(x * 50, y * 50, z * 50, 3), slack: 0.75 },
    { sdf: stem, material: bark },
    ...leaves,
  ],
}
