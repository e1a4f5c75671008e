import { brightness, irradiance, lobeCover, skyLight } from './light.mjs'
import { clamp, normalize, smoothstep } from './math.mjs'
/** @typedef {import('./types.mjs').Point} Point @typedef {import('./types.mjs').Surface} Surface
 * @typedef {import('./types.mjs').Vec3} Vec3 @typedef {import('./types.mjs').Part} Part */
const CAST_BELOW = 0.55

/** @returns {Surface} */
const createSurface = () => ({
  r: 0,
  g: 0,
  b: 0,
  rough: 0.5,
  f0: 0.04,
  metal: 0,
  sheen: 0,
  wrap: 0,
  er: 0,
  eg: 0,
  eb: 0,
})

/** @param {Surface} s */
function resetSurface(s) {
  s.rough = 0.5
  s.f0 = 0.04
  s.metal = s.sheen = s.wrap = s.er = s.eg = s.eb = 0
}

/**
 * Light leaving places of a scene.
 * @param {import('./types.mjs').Scene} scene @param {ReturnType<typeof import('./march.mjs').createMarcher>} marcher
 */
export function createShader({ parts, lights, sky, backdrop }, marcher) {
  const far = createSurface()
  const near = createSurface()
  const there = { x: 0, y: 0, z: 0, nx: 0, ny: 1, nz: 0, footprint: 0.01 }
  const seen = /** @type {Vec3} */ ([0, 0, 0])
  const open = { lights: [1, 1, 1], ambient: /** @type {Vec3} */ ([0, 0, 0]) }

  /** Light from the room and its open surroundings that falls on an upright or tilted surface, roughly. */
  const ambient = (/** @type {number} */ ny, /** @type {0 | 1 | 2} */ i) => skyLight(sky, ny, i) * 0.8

  /** How open the product leaves a place, in [0, 1]. @param {Point} p */
  function openness(p) {
    let shut = 0
    for (const h of [0.04, 0.14, 0.4]) {
      const d = marcher.distance(p.x + p.nx * h, p.y + p.ny * h, p.z + p.nz * h)
      shut += Math.max(0, h - Math.max(d, 0)) / h
    }
    return clamp(1 - shut * 0.36, 0.06, 1)
  }

  /** Diffuse light of the place `p`, found without casting. @param {Point} p @param {Surface} s @param {Vec3} out */
  function glance(p, s, out) {
    const free = openness(p)
    const albedo = [s.r, s.g, s.b]
    const lit = lights.map((light) => irradiance(light, p.x, p.y, p.z, p.nx, p.ny, p.nz, s.wrap))
    const own = [s.er, s.eg, s.eb]
    for (let i = 0; i < 3; i++) {
      const direct = lights.reduce((sum, light, k) => sum + light.power[i] * lit[k], 0)
      out[i] =
        albedo[i] * (direct * free * free + ambient(p.ny, /** @type {0|1|2} */ (i)) * free) * (1 - 0.5 * s.metal) +
        own[i]
    }
  }

  /** Fills `there` with the place that a ray meets; the index of the part, -1 for the backdrop, -2 for nothing.
   * @param {Point} p @param {Vec3} d @param {number} precision */
  function meet(p, d, precision) {
    const lift = 0.012
    const ox = p.x + p.nx * lift
    const oy = p.y + p.ny * lift
    const oz = p.z + p.nz * lift
    const wall = backdrop.intersect(ox, oy, oz, d[0], d[1], d[2])
    const t = marcher.trace(ox, oy, oz, d[0], d[1], d[2], 0, Math.min(wall, 20), precision)
    const reach = Math.min(t, wall)
    if (reach === Infinity) return -2
    there.x = ox + d[0] * reach
    there.y = oy + d[1] * reach
    there.z = oz + d[2] * reach
    const hit = t < wall
    const n = hit ? marcher.normal(there.x, there.y, there.z, 0.004) : backdrop.normal(there.x, there.y, there.z)
    ;[there.nx, there.ny, there.nz] = n
    return hit ? marcher.nearest(there.x, there.y, there.z) : -1
  }

  /** Light that arrives at `p` along direction `d` from anything but the softboxes; true where the product is in the way.
   * @param {Point} p @param {Vec3} d @param {Vec3} out */
  function gather(p, d, out) {
    const index = meet(p, d, 0.003)
    if (index === -2) {
      for (let i = 0; i < 3; i++) out[i] = skyLight(sky, d[1], /** @type {0|1|2} */ (i))
      return false
    }
    const thing = index < 0 ? backdrop : parts[index]
    resetSurface(far)
    thing.material(there, far)
    glance(there, far, out)
    return index >= 0
  }

  /** Mirror and gloss of a place. @param {Point} p @param {Surface} s @param {Vec3} view @param {Vec3} out
   * @param {{ lights: number[], ambient: Vec3 }} visibility */
  function addSpecular(p, s, view, out, visibility) {
    const cosine = -(view[0] * p.nx + view[1] * p.ny + view[2] * p.nz)
    const d = normalize([view[0] + 2 * cosine * p.nx, view[1] + 2 * cosine * p.ny, view[2] + 2 * cosine * p.nz])
    const grazing = (1 - clamp(cosine, 0, 1)) ** 5 * (1 - s.rough) ** 1.5
    const cast = s.rough < CAST_BELOW && (s.metal > 0 || s.f0 > 0.01)
    const hidden = cast && gather(p, d, seen)
    const spread = Math.max(0.02, s.rough * s.rough * 1.1)
    for (let i = 0; i < 3; i++) {
      const base = s.f0 + ([s.r, s.g, s.b][i] - s.f0) * s.metal
      const fresnel = base + (1 - base) * grazing
      let light = cast ? seen[i] : visibility.ambient[i]
      for (let k = 0; k < lights.length; k++) {
        const cover = lobeCover(lights[k], p.x, p.y, p.z, d[0], d[1], d[2], spread)
        const free = cast ? (hidden ? 0 : Math.min(1, visibility.lights[k] * 2)) : visibility.lights[k]
        light += lights[k].radiance[i] * cover * free
      }
      out[i] += fresnel * light
    }
  }

  /** Light leaving a place toward the eye, given what it sees of lights and room. `p`'s normal may be bumped; `ny` is the
   * geometric normal's height. @param {number} part @param {Point} p @param {number} ny @param {Vec3} view
   * @param {{ lights: number[], ambient: Vec3 }} visibility @param {Vec3} out */
  function shade(part, p, ny, view, visibility, out) {
    const thing = part < 0 ? backdrop : parts[part]
    resetSurface(near)
    thing.material(p, near)
    const s = near
    const lit = lights.map((l, k) => irradiance(l, p.x, p.y, p.z, p.nx, p.ny, p.nz, s.wrap) * visibility.lights[k])
    const rim = s.sheen * (1 - clamp(-(view[0] * p.nx + view[1] * p.ny + view[2] * p.nz), 0, 1)) ** 3
    for (let i = 0; i < 3; i++) {
      const axis = /** @type {0 | 1 | 2} */ (i)
      const direct = lights.reduce((sum, light, k) => sum + light.power[i] * lit[k], 0)
      const room = visibility.ambient[i] * (skyLight(sky, p.ny, axis) / skyLight(sky, ny, axis))
      const albedo = [s.r, s.g, s.b][i]
      out[i] = (albedo * (1 - s.metal) + rim) * (direct + room) + [s.er, s.eg, s.eb][i]
    }
    addSpecular(p, s, view, out, visibility)
  }

  return { shade, gather, open }
}

/** Tilts the normal of `p` by a relief: heights are read a little to each side.
 * @param {Point} p @param {import('./types.mjs').Field} bump */
export function tilt(p, bump) {
  const e = Math.max(0.0006, p.footprint * 0.6)
  const h = bump(p.x, p.y, p.z)
  const gx = (bump(p.x + e, p.y, p.z) - h) / e
  const gy = (bump(p.x, p.y + e, p.z) - h) / e
  const gz = (bump(p.x, p.y, p.z + e) - h) / e
  const along = gx * p.nx + gy * p.ny + gz * p.nz
  const n = normalize([p.nx - gx + along * p.nx, p.ny - gy + along * p.ny, p.nz - gz + along * p.nz])
  ;[p.nx, p.ny, p.nz] = n
}

/** Perceived contrast of two colours. @param {Vec3} a @param {Vec3} b */
export function contrast(a, b) {
  const x = brightness(a)
  const y = brightness(b)
  return smoothstep(0, 1, Math.abs(x - y) / (x + y + 0.05))
}
