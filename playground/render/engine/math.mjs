/** @typedef {[number, number, number]} Vec3 */

/** @type {(x: number, low: number, high: number) => number} */
export const clamp = (x, low, high) => (x < low ? low : x > high ? high : x)

/** @type {(a: number, b: number, t: number) => number} */
export const mix = (a, b, t) => a + (b - a) * t

/** Hermite step from 0 at `low` to 1 at `high`. @type {(low: number, high: number, x: number) => number} */
export function smoothstep(low, high, x) {
  const t = clamp((x - low) / (high - low), 0, 1)
  return t * t * (3 - 2 * t)
}

/** @type {(a: Vec3, b: Vec3) => Vec3} */
export const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]

/** @type {(a: Vec3, b: Vec3) => Vec3} */
export const subtract = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]

/** @type {(a: Vec3, s: number) => Vec3} */
export const scale = (a, s) => [a[0] * s, a[1] * s, a[2] * s]

/** @type {(a: Vec3, b: Vec3) => number} */
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** @type {(a: Vec3, b: Vec3) => Vec3} */
export const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]

/** @type {(a: Vec3) => number} */
export const length = (a) => Math.sqrt(dot(a, a))

/** @type {(a: Vec3) => Vec3} */
export const normalize = (a) => scale(a, 1 / (length(a) || 1))

/** @type {(a: Vec3, b: Vec3, t: number) => Vec3} */
export const mix3 = (a, b, t) => [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)]

/** Two unit vectors that make a right-handed frame with the unit vector `n`. @type {(n: Vec3) => [Vec3, Vec3]} */
export function tangents(n) {
  const up = /** @type {Vec3} */ (Math.abs(n[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0])
  const u = normalize(cross(up, n))
  return [u, cross(n, u)]
}

/** Linear-light colour of an sRGB hex code. @type {(code: string) => Vec3} */
export function hex(code) {
  const value = parseInt(code.slice(1), 16)
  return [decodeSrgb((value >> 16) / 255), decodeSrgb(((value >> 8) & 255) / 255), decodeSrgb((value & 255) / 255)]
}

/** @type {(v: number) => number} */
function decodeSrgb(v) {
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
}

/** Turns a point about the y axis. @type {(p: Vec3, angle: number) => Vec3} */
export function rotateY([x, y, z], angle) {
  const c = Math.cos(angle)
  const s = Math.sin(angle)
  return [c * x + s * z, y, c * z - s * x]
}
