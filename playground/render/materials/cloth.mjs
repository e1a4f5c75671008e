import { cells, fbm, noise } from '../engine/noise.mjs'
import { paint } from './basic.mjs'
/** @typedef {import('../engine/types.mjs').Material} Material @typedef {import('../engine/math.mjs').Vec3} Vec3 */

/** Plain weave: over and under, `n` threads to a unit, as a height in [0, 1] at (u, v). @type {(u: number, v: number, n: number) => number} */
export function weave(u, v, n) {
  const a = u * n
  const b = v * n
  const over = (Math.floor(a) + Math.floor(b)) & 1
  const x = Math.abs(Math.sin(Math.PI * a))
  const y = Math.abs(Math.sin(Math.PI * b))
  return over ? Math.sqrt(y) * (0.45 + 0.55 * x) : Math.sqrt(x) * (0.45 + 0.55 * y)
}

/** Woven cloth; `at` gives the threads' coordinates from a place.
 * @param {Vec3} colour @param {number} n @param {(x: number, y: number, z: number) => [number, number]} at @param {number} [depth] how dark the gaps are
 * @returns {Material} */
export const cloth =
  (colour, n, at, depth = 0.3) =>
  (p, out) => {
    const [u, v] = at(p.x, p.y, p.z)
    const slub = fbm(u * n * 0.12, v * n * 0.9, 3, 2) + fbm(u * n * 0.9, v * n * 0.12, 7, 2)
    paint(out, colour, 0.82 + 0.2 * slub - depth * (1 - weave(u, v, n)))
    out.rough = 0.9
    out.f0 = 0.02
    out.sheen = 0.06
  }

/** Knit or felt without a visible thread. @param {Vec3} colour @param {number} [sheen] @returns {Material} */
export const felt =
  (colour, sheen = 0.1) =>
  (p, out) => {
    paint(out, colour, 0.8 + 0.4 * fbm(p.x * 40, p.y * 40, p.z * 40, 3))
    out.rough = 0.95
    out.f0 = 0.015
    out.sheen = sheen
  }

/** Height of a leather's grain, about one pebble to 1/n units. @param {number} n @param {number} depth @returns {import('../engine/types.mjs').Field} */
export const grain = (n, depth) => (x, y, z) =>
  depth * Math.min(cells(x * n, y * n, z * n), 0.35) + depth * 0.5 * noise(x * n * 2.3, y * n * 2.3, z * n * 2.3)

/** Leather: a little mottled, with a soft gloss. @param {Vec3} colour @param {number} [rough] @returns {Material} */
export const leather =
  (colour, rough = 0.48) =>
  (p, out) => {
    paint(out, colour, 0.86 + 0.28 * fbm(p.x * 4, p.y * 4, p.z * 4, 4))
    out.rough = rough + 0.12 * (fbm(p.x * 9, p.y * 9, p.z * 9, 2) - 0.5)
    out.f0 = 0.04
  }

/** A seam of stitches along a line: `across` the distance to it, `along` the way on it; a height in [0, 1].
 * @param {number} across @param {number} along @param {number} pitch @param {number} width */
export function stitch(across, along, pitch, width) {
  const s = (((along / pitch) % 1) + 1) % 1
  const a = Math.max(0, Math.abs(s - 0.5) - 0.3) / 0.12
  const b = across / width
  return Math.max(0, 1 - a * a - b * b)
}
