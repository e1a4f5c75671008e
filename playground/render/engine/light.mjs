import { add, clamp, cross, dot, length, normalize, scale, subtract } from './math.mjs'
/** @typedef {import('./math.mjs').Vec3} Vec3 */

/**
 * A rectangular softbox. `at` its middle; `u`, `v` unit axes, `hu`, `hv` half sizes; `power` the irradiance (over pi) that
 * it gives at the aim, tinted; `radiance` what one sees looking into it; `corners` four points that stand for its area.
 * @typedef {{ at: Vec3, u: Vec3, v: Vec3, hu: number, hv: number, power: Vec3, radiance: Vec3, distance: number, corners: Vec3[] }} Light
 */

/** @param {{ at: Vec3, aim?: Vec3, size: [number, number], power: number, tint?: Vec3 }} options @returns {Light} */
export function softbox({ at, aim = [0, 0.6, 0], size: [hu, hv], power, tint = [1, 1, 1] }) {
  const forward = normalize(subtract(aim, at))
  const u = normalize(cross(forward, Math.abs(forward[1]) > 0.95 ? [0, 0, 1] : [0, 1, 0]))
  const v = cross(u, forward)
  const distance = length(subtract(aim, at))
  const solidAngle = (4 * hu * hv) / (distance * distance)
  const corners = [-0.55, 0.55].flatMap((a) =>
    [-0.55, 0.55].map((b) => add(at, add(scale(u, a * hu), scale(v, b * hv)))),
  )
  const strength = scale(tint, power)
  return { at, u, v, hu, hv, power: strength, radiance: scale(strength, Math.PI / solidAngle), distance, corners }
}

/** Unshadowed irradiance of a light, in units of its power, on a surface at a point; `wrap` lets light reach round.
 * @param {Light} light @param {number} x @param {number} y @param {number} z
 * @param {number} nx @param {number} ny @param {number} nz @param {number} wrap */
export function irradiance(light, x, y, z, nx, ny, nz, wrap) {
  let sum = 0
  for (let i = 0; i < 4; i++) {
    const c = light.corners[i]
    const lx = c[0] - x
    const ly = c[1] - y
    const lz = c[2] - z
    const squared = lx * lx + ly * ly + lz * lz
    const cosine = (lx * nx + ly * ny + lz * nz) / Math.sqrt(squared)
    const lit = (cosine + wrap) / (1 + wrap)
    if (lit > 0) sum += lit / squared
  }
  return 0.25 * sum * light.distance * light.distance
}

/** How much of a lobe round direction (dx, dy, dz), `spread` wide (tangent), the light fills: in [0, 1].
 * @param {Light} light @param {number} x @param {number} y @param {number} z
 * @param {number} dx @param {number} dy @param {number} dz @param {number} spread */
export function lobeCover(light, x, y, z, dx, dy, dz, spread) {
  const cx = light.at[0] - x
  const cy = light.at[1] - y
  const cz = light.at[2] - z
  const distance = Math.sqrt(cx * cx + cy * cy + cz * cz)
  const facing = (dx * cx + dy * cy + dz * cz) / distance
  if (facing < 0.05) return 0
  const along = distance / facing
  const qx = dx * along - cx
  const qy = dy * along - cy
  const qz = dz * along - cz
  const u = qx * light.u[0] + qy * light.u[1] + qz * light.u[2]
  const v = qx * light.v[0] + qy * light.v[1] + qz * light.v[2]
  const blur = Math.max(spread * along, 0.03 * light.hu)
  return within(u, light.hu, blur) * within(v, light.hv, blur)
}

/** A unit step from -h to h, blurred. @type {(x: number, h: number, blur: number) => number} */
const within = (x, h, blur) => sigmoid((x + h) / blur) - sigmoid((x - h) / blur)

/** @type {(x: number) => number} */
const sigmoid = (x) => 1 / (1 + Math.exp(-1.7 * clamp(x, -20, 20)))

/** Light of the room from a direction. @param {{ top: Vec3, side: Vec3 }} sky @param {number} dy @param {0 | 1 | 2} i */
export function skyLight(sky, dy, i) {
  const t = clamp(dy * 0.5 + 0.5, 0, 1)
  return sky.side[i] + (sky.top[i] - sky.side[i]) * t * t
}

/** Mean of a vector's components, as brightness. @param {Vec3} v */
export const brightness = (v) => dot(v, [0.2126, 0.7152, 0.0722])
