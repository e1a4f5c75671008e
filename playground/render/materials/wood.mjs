import { fbm, noise } from '../engine/noise.mjs'
import { mix3, smoothstep } from '../engine/math.mjs'
import { paint } from './basic.mjs'
/** @typedef {import('../engine/types.mjs').Material} Material @typedef {import('../engine/math.mjs').Vec3} Vec3 */

/** Wood whose grain runs along the first of the coordinates that `at` gives. @param {Vec3} light @param {Vec3} dark
 * @param {number} rough @param {(x: number, y: number, z: number) => Vec3} at @returns {Material} */
export const wood = (light, dark, rough, at) => (p, out) => {
  const [u, v, w] = at(p.x, p.y, p.z)
  const drift = fbm(u * 0.7, v * 2.2, w * 2.2, 3)
  const rings = 0.5 + 0.5 * Math.sin(34 * (Math.hypot(v, w + 0.6) + 0.35 * drift))
  const fibre = fbm(u * 5, v * 70, w * 70, 3)
  const pores = smoothstep(0.62, 0.75, noise(u * 9, v * 130, w * 130)) * 0.25
  paint(out, mix3(light, dark, Math.min(1, 0.42 * rings * rings + 0.5 * fibre * drift + pores)), 0.95 + 0.1 * drift)
  out.rough = rough + 0.1 * fibre
  out.f0 = 0.035
}

/** A board's top of planks along x, `width` wide, each of its own cut. @param {Material} material @param {number} width @returns {Material} */
export const planks = (material, width) => (p, out) => {
  const row = Math.floor(p.z / width)
  const inside = p.z - (row + 0.5) * width
  material({ ...p, x: p.x + row * 7.31, y: row * 0.37, z: inside + row * 1.7 }, out)
  const seam = smoothstep(0.5 * width - 0.012, 0.5 * width - 0.003, Math.abs(inside))
  const tone = (0.9 + 0.2 * noise(row * 3.7, 1, 1)) * (1 - 0.65 * seam)
  paint(out, [out.r, out.g, out.b], tone)
}
