import { fbm } from '../engine/noise.mjs'
import { mix, mix3, smoothstep } from '../engine/math.mjs'
import { paint } from './basic.mjs'
/** @typedef {import('../engine/types.mjs').Material} Material @typedef {import('../engine/math.mjs').Vec3} Vec3 */

/** Studio paper, with a pool of light on the wall at `pool` (height) and `strength`; `gloss` is
 * the floor's roughness.
 * @param {Vec3} colour @param {{ pool?: number, strength?: number, gloss?: number }} [options] @returns {Material} */
export const paper =
  (colour, { pool = 1.4, strength = 0, gloss = 0.7 } = {}) =>
  (p, out) => {
    paint(out, colour, 0.985 + 0.03 * fbm(p.x * 2, p.y * 2, p.z * 2, 2))
    out.rough = mix(gloss, 0.7, smoothstep(0.02, 0.35, p.y))
    out.f0 = gloss < 0.6 ? 0.045 : 0.02
    const glow = strength * Math.exp(-(p.x * p.x + (p.y - pool) ** 2) / 3) * smoothstep(0.1, 1.2, p.y)
    out.er = colour[0] * glow
    out.eg = colour[1] * glow
    out.eb = colour[2] * glow
  }

/** Paper that goes from one colour on the floor to another on the wall.
 * @param {Vec3} low @param {Vec3} high @param {[number, number]} span heights where the change begins and ends @returns {Material} */
export const gradient =
  (low, high, [from, to]) =>
  (p, out) => {
    paint(out, mix3(low, high, smoothstep(from, to, p.y - 0.25 * p.z)))
    out.rough = 0.7
    out.f0 = 0.02
  }
