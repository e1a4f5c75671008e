import { fbm, hash, noise } from '../engine/noise.mjs'
import { mix, smoothstep } from '../engine/math.mjs'
/** @typedef {import('../engine/types.mjs').Material} Material @typedef {import('../engine/types.mjs').Surface} Surface
 * @typedef {import('../engine/math.mjs').Vec3} Vec3 */

/** @param {Surface} out @param {Vec3} colour @param {number} [gain] */
export function paint(out, colour, gain = 1) {
  out.r = colour[0] * gain
  out.g = colour[1] * gain
  out.b = colour[2] * gain
}

/** Blends the colour already there toward another. @param {Surface} out @param {Vec3} colour @param {number} t */
export function tint(out, colour, t) {
  out.r = mix(out.r, colour[0], t)
  out.g = mix(out.g, colour[1], t)
  out.b = mix(out.b, colour[2], t)
}

/** One even finish. @param {Vec3} colour @param {Partial<Surface>} [finish] @returns {Material} */
export const plain =
  (colour, finish = {}) =>
  (p, out) => {
    paint(out, colour, 0.97 + 0.06 * noise(p.x * 5, p.y * 5, p.z * 5))
    Object.assign(out, finish)
  }

/** Moulded plastic: a faint unevenness in gloss. @param {Vec3} colour @param {number} rough @returns {Material} */
export const plastic = (colour, rough) => (p, out) => {
  paint(out, colour)
  out.rough = rough + 0.08 * (noise(p.x * 9, p.y * 9, p.z * 9) - 0.5)
}

/** Rubber: dull, dusty in the hollows. @param {Vec3} colour @returns {Material} */
export const rubber = (colour) => (p, out) => {
  paint(out, colour, 0.94 + 0.12 * fbm(p.x * 8, p.y * 8, p.z * 8, 3))
  out.rough = 0.62
  out.f0 = 0.035
}

/** @param {Vec3} colour @param {number} rough @returns {Material} */
export const metal = (colour, rough) => (p, out) => {
  paint(out, colour)
  out.metal = 1
  out.rough = rough + 0.05 * (fbm(p.x * 12, p.y * 12, p.z * 12, 2) - 0.5)
}

/** Fired glaze over clay, with dark specks of iron. @param {Vec3} colour @param {Vec3} speck @param {number} rough @returns {Material} */
export const glaze = (colour, speck, rough) => (p, out) => {
  const cloud = fbm(p.x * 3, p.y * 3, p.z * 3, 3)
  paint(out, colour, 0.92 + 0.16 * cloud)
  tint(out, speck, 0.75 * specks(p.x, p.y, p.z, 34, 0.42) + 0.45 * specks(p.x, p.y, p.z, 70, 0.5))
  out.rough = rough
  out.f0 = 0.045
}

/** 1 inside small round specks of uneven size, `n` cells to a unit. @type {(x: number, y: number, z: number, n: number, odds: number) => number} */
function specks(x, y, z, n, odds) {
  const i = Math.floor(x * n)
  const j = Math.floor(y * n)
  const k = Math.floor(z * n)
  const chance = hash(i, j, k)
  if (chance > odds) return 0
  const a = x * n - i - 0.3 - 0.4 * hash(i, k, j + 9)
  const b = y * n - j - 0.3 - 0.4 * hash(k, i, j + 5)
  const c = z * n - k - 0.3 - 0.4 * hash(j, i, k + 2)
  const size = 0.08 + 0.22 * (chance / odds) ** 3
  return 1 - smoothstep(size * 0.7, size * 1.2, Math.sqrt(a * a + b * b + c * c))
}
