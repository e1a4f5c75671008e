/** Signed distances of primitives about the origin, in numbers only: the marcher calls them millions of times. */
import { clamp } from './math.mjs'

/** Union with a fillet of radius about `k`. @type {(a: number, b: number, k: number) => number} */
export function smin(a, b, k) {
  const h = Math.max(k - Math.abs(a - b), 0) / k
  return Math.min(a, b) - h * h * k * 0.25
}

/** Intersection with a rounded edge. @type {(a: number, b: number, k: number) => number} */
export const smax = (a, b, k) => -smin(-a, -b, k)

/** @type {(x: number, y: number) => number} */
export const length2 = (x, y) => Math.sqrt(x * x + y * y)

/** @type {(x: number, y: number, z: number) => number} */
export const length3 = (x, y, z) => Math.sqrt(x * x + y * y + z * z)

/** Rectangle with half sizes `a`, `b` and corner radius `r`.
 * @type {(x: number, y: number, a: number, b: number, r: number) => number} */
export function rectangle(x, y, a, b, r) {
  const qx = Math.abs(x) - a + r
  const qy = Math.abs(y) - b + r
  return length2(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - r
}

/** Box with half sizes `a`, `b`, `c` and edge radius `r`.
 * @type {(x: number, y: number, z: number, a: number, b: number, c: number, r: number) => number} */
export function box(x, y, z, a, b, c, r) {
  const qx = Math.abs(x) - a + r
  const qy = Math.abs(y) - b + r
  const qz = Math.abs(z) - c + r
  const inside = Math.min(Math.max(qx, qy, qz), 0)
  return length3(Math.max(qx, 0), Math.max(qy, 0), Math.max(qz, 0)) + inside - r
}

/** What a flat shape at 2D distance `d` becomes when it is given half thickness `h` along `y` and edge radius `r`.
 * @type {(d: number, y: number, h: number, r: number) => number} */
export function extrude(d, y, h, r) {
  const qx = d + r
  const qy = Math.abs(y) - h + r
  return Math.min(Math.max(qx, qy), 0) + length2(Math.max(qx, 0), Math.max(qy, 0)) - r
}

/** Upright cylinder of half height `h`. @type {(x: number, y: number, z: number, radius: number, h: number, r: number) => number} */
export const cylinder = (x, y, z, radius, h, r) => extrude(length2(x, z) - radius, y, h, r)

/** Ring about the y axis. @type {(x: number, y: number, z: number, radius: number, thickness: number) => number} */
export const torus = (x, y, z, radius, thickness) => length2(length2(x, z) - radius, y) - thickness

/** Rod between two points whose radius goes from `ra` to `rb`.
 * @param {number} x @param {number} y @param {number} z
 * @param {import('./math.mjs').Vec3} a @param {import('./math.mjs').Vec3} b @param {number} ra @param {number} [rb] */
export function rod(x, y, z, a, b, ra, rb = ra) {
  const ux = b[0] - a[0]
  const uy = b[1] - a[1]
  const uz = b[2] - a[2]
  const px = x - a[0]
  const py = y - a[1]
  const pz = z - a[2]
  const t = clamp((px * ux + py * uy + pz * uz) / (ux * ux + uy * uy + uz * uz), 0, 1)
  return length3(px - ux * t, py - uy * t, pz - uz * t) - (ra + (rb - ra) * t)
}
