import { normalize } from './math.mjs'
/** @typedef {ReturnType<typeof import('./field.mjs').createField>} ProductField */
const STEPS = 600

/**
 * Marches rays through the product's field.
 * @param {ProductField} field
 */
export function createMarcher({ distance, nearest, reach, bounds: [low, high] }) {
  const span = { near: 0, far: 0 }

  /** Distance along the ray to the product, Infinity where it is missed; `precision` is the hit tolerance per unit.
   * @param {number} ox @param {number} oy @param {number} oz @param {number} dx @param {number} dy @param {number} dz
   * @param {number} start @param {number} limit @param {number} precision */
  function trace(ox, oy, oz, dx, dy, dz, start, limit, precision) {
    span.near = start
    span.far = limit
    clip(span, ox, dx, low[0], high[0])
    clip(span, oy, dy, low[1], high[1])
    clip(span, oz, dz, low[2], high[2])
    let t = span.near
    for (let i = 0; i < STEPS && t < span.far; i++) {
      const x = ox + dx * t
      const y = oy + dy * t
      const z = oz + dz * t
      const free = reach(x, y, z)
      if (free > 0.02) {
        t += free
        continue
      }
      const d = distance(x, y, z)
      if (d < precision * (1 + t)) return t
      t += d
    }
    return Infinity
  }

  /** @param {number} x @param {number} y @param {number} z @param {number} e */
  function normal(x, y, z, e) {
    const a = distance(x + e, y - e, z - e)
    const b = distance(x - e, y - e, z + e)
    const c = distance(x - e, y + e, z - e)
    const d = distance(x + e, y + e, z + e)
    return normalize([a - b - c + d, c + d - a - b, b + d - a - c])
  }

  return { trace, normal, nearest, distance }
}

/** Narrows a stretch of the ray to where one coordinate lies within [low, high].
 * @param {{ near: number, far: number }} span @param {number} o @param {number} d @param {number} low @param {number} high */
function clip(span, o, d, low, high) {
  const inverse = 1 / (Math.abs(d) < 1e-9 ? 1e-9 : d)
  const a = (low - o) * inverse
  const b = (high - o) * inverse
  span.near = Math.max(span.near, Math.min(a, b))
  span.far = Math.min(span.far, Math.max(a, b))
}
