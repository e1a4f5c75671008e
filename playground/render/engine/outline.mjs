import { clamp } from './math.mjs'
import { smoothPath } from './curve.mjs'

const GRID = 224

/** Signed distance to a smooth closed outline through points of the plane, tabulated; `sharp` keeps the corners.
 * @param {[number, number][]} points @param {boolean} [sharp] @returns {(x: number, y: number) => number} */
export function createOutline(points, sharp = false) {
  const line = sharp
    ? points
    : smoothPath(
        points.map(([x, y]) => [x, y, 0]),
        10,
        true,
      ).slice(0, -1)
  const polygon = line.map(([x, y]) => /** @type {[number, number]} */ ([x, y]))
  const [x0, x1] = extent(polygon.map(([x]) => x))
  const [y0, y1] = extent(polygon.map(([, y]) => y))
  const dx = (x1 - x0) / GRID
  const dy = (y1 - y0) / GRID
  const row = GRID + 1
  const table = Float32Array.from({ length: row * row }, (_, i) =>
    polygonDistance(polygon, x0 + (i % row) * dx, y0 + Math.floor(i / row) * dy),
  )
  return (x, y) => {
    const cx = clamp(x, x0, x1)
    const cy = clamp(y, y0, y1)
    const u = (cx - x0) / dx
    const v = (cy - y0) / dy
    const i = Math.min(u | 0, GRID - 1)
    const j = Math.min(v | 0, GRID - 1)
    const at = j * row + i
    const a = table[at] + (table[at + 1] - table[at]) * (u - i)
    const b = table[at + row] + (table[at + row + 1] - table[at + row]) * (u - i)
    return a + (b - a) * (v - j) + Math.hypot(x - cx, y - cy)
  }
}

/** Least and greatest value with a margin. @param {number[]} values @returns {[number, number]} */
function extent(values) {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const margin = 0.12 * (high - low)
  return [low - margin, high + margin]
}

/** @param {[number, number][]} polygon @param {number} x @param {number} y */
function polygonDistance(polygon, x, y) {
  let best = Infinity
  let inside = false
  polygon.forEach(([ax, ay], i) => {
    const [bx, by] = polygon[(i + 1) % polygon.length]
    best = Math.min(best, segmentDistance(x, y, ax, ay, bx, by))
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
  })
  return inside ? -best : best
}

/** @param {number} x @param {number} y @param {number} ax @param {number} ay @param {number} bx @param {number} by */
export function segmentDistance(x, y, ax, ay, bx, by) {
  const ux = bx - ax
  const uy = by - ay
  const t = clamp(((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy || 1), 0, 1)
  return Math.hypot(x - ax - ux * t, y - ay - uy * t)
}
