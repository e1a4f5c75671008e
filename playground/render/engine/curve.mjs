import { clamp, cross, length, normalize, subtract } from './math.mjs'
import { length2 } from './sdf.mjs'
/** @typedef {import('./math.mjs').Vec3} Vec3 */

const TABLE = 512

/** A smooth function through the knots [x, y] (x ascending), held at both ends. Tabulated: called in inner loops.
 * @param {[number, number][]} knots @returns {(x: number) => number} */
export function createCurve(knots) {
  const first = knots[0][0]
  const step = (knots[knots.length - 1][0] - first) / TABLE
  const table = Float64Array.from({ length: TABLE + 2 }, (_, i) =>
    interpolate(knots, first + Math.min(i, TABLE) * step),
  )
  return (x) => {
    const t = clamp((x - first) / step, 0, TABLE)
    const i = t | 0
    return table[i] + (table[i + 1] - table[i]) * (t - i)
  }
}

/** Cubic through the knots with slopes that never overshoot. @type {(knots: [number, number][], x: number) => number} */
function interpolate(knots, x) {
  let i = 0
  while (i < knots.length - 2 && x > knots[i + 1][0]) i++
  const [x0, y0] = knots[i]
  const [x1, y1] = knots[i + 1]
  const h = x1 - x0
  const t = clamp((x - x0) / h, 0, 1)
  const m0 = slope(knots, i) * h
  const m1 = slope(knots, i + 1) * h
  const t2 = t * t
  const t3 = t2 * t
  return (2 * t3 - 3 * t2 + 1) * y0 + (t3 - 2 * t2 + t) * m0 + (3 * t2 - 2 * t3) * y1 + (t3 - t2) * m1
}

/** @type {(knots: [number, number][], i: number) => number} */
function slope(knots, i) {
  const before = i > 0 ? secant(knots, i - 1) : secant(knots, 0)
  const after = i < knots.length - 1 ? secant(knots, i) : before
  return before * after <= 0 ? 0 : (2 * before * after) / (before + after)
}

/** @type {(knots: [number, number][], i: number) => number} */
const secant = (knots, i) => (knots[i + 1][1] - knots[i][1]) / (knots[i + 1][0] - knots[i][0])

/** Distance to a surface of revolution about y with radius `radius(y)`, open above and below: cap it with `smax`.
 * @param {(y: number) => number} radius @param {number} x @param {number} y @param {number} z */
export function revolve(radius, x, y, z) {
  const rise = (radius(y + 0.01) - radius(y - 0.01)) * 50
  return (length2(x, z) - radius(y)) / Math.sqrt(1 + rise * rise)
}

/** Points of a smooth path through the given ones (Catmull-Rom), `steps` to a span.
 * @param {Vec3[]} points @param {number} steps @param {boolean} [closed] @returns {Vec3[]} */
export function smoothPath(points, steps, closed = false) {
  const n = points.length
  const at = (/** @type {number} */ i) => (closed ? points[(i + n) % n] : points[clamp(i, 0, n - 1)])
  const spans = closed ? n : n - 1
  const path = Array.from({ length: spans * steps }, (_, k) => {
    const i = Math.floor(k / steps)
    return catmullRom(at(i - 1), at(i), at(i + 1), at(i + 2), (k % steps) / steps)
  })
  return [...path, closed ? points[0] : points[n - 1]]
}

/** @type {(a: Vec3, b: Vec3, c: Vec3, d: Vec3, t: number) => Vec3} */
function catmullRom(a, b, c, d, t) {
  const axis = (/** @type {0 | 1 | 2} */ i) =>
    b[i] + 0.5 * t * (c[i] - a[i] + t * (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i] + t * (3 * (b[i] - c[i]) + d[i] - a[i])))
  return [axis(0), axis(1), axis(2)]
}

/**
 * A strip swept along a path. `locate` fills `at` with the arc length `s` of the nearest point, the offset `u` along the
 * strip's width and `v` along its thickness; the width lies across the path in the surface that `facing` is normal to.
 * @typedef {{ s: number, u: number, v: number, t: number }} Place
 * @param {Vec3[]} path @param {(p: Vec3) => Vec3} facing
 */
export function createSweep(path, facing) {
  const spans = path.slice(1).map((end, i) => createSpan(path[i], end, facing))
  const starts = spans.reduce((all, span) => [...all, all[all.length - 1] + span.reach], [0])
  const flat = Float64Array.from(spans.flatMap(({ start, dir, reach }) => [...start, ...dir, reach]))
  /** @param {number} x @param {number} y @param {number} z @param {Place} at */
  const locate = (x, y, z, at) => {
    const nearest = nearestSpan(flat, x, y, z)
    place(spans[nearest], x, y, z, at)
    at.s += starts[nearest]
  }
  return { locate, total: starts[spans.length] }
}

/** @param {Vec3} start @param {Vec3} end @param {(p: Vec3) => Vec3} facing */
function createSpan(start, end, facing) {
  const along = subtract(end, start)
  const dir = normalize(along)
  const across = normalize(cross(dir, facing(start)))
  return { start, dir, across, normal: cross(across, dir), reach: length(along) }
}

/** Index of the span nearest to a point; `flat` holds start, direction and reach of each.
 * @param {Float64Array} flat @param {number} x @param {number} y @param {number} z */
function nearestSpan(flat, x, y, z) {
  let best = Infinity
  let nearest = 0
  for (let i = 0; i < flat.length; i += 7) {
    const px = x - flat[i]
    const py = y - flat[i + 1]
    const pz = z - flat[i + 2]
    const t = clamp(px * flat[i + 3] + py * flat[i + 4] + pz * flat[i + 5], 0, flat[i + 6])
    const qx = px - flat[i + 3] * t
    const qy = py - flat[i + 4] * t
    const qz = pz - flat[i + 5] * t
    const d = qx * qx + qy * qy + qz * qz
    if (d < best) {
      best = d
      nearest = i
    }
  }
  return nearest / 7
}

/** @param {ReturnType<typeof createSpan>} span @param {number} x @param {number} y @param {number} z @param {Place} at */
function place({ start, dir, across, normal, reach }, x, y, z, at) {
  const px = x - start[0]
  const py = y - start[1]
  const pz = z - start[2]
  const t = px * dir[0] + py * dir[1] + pz * dir[2]
  at.s = clamp(t, 0, reach)
  at.t = t - at.s
  at.u = px * across[0] + py * across[1] + pz * across[2]
  at.v = px * normal[0] + py * normal[1] + pz * normal[2]
}

/** Distance to a strip of half width `a`, half thickness `b` and edge radius `r` along a sweep.
 * @param {ReturnType<typeof createSweep>} sweep @param {number} a @param {number} b @param {number} r */
export function createStrip(sweep, a, b, r) {
  const at = { s: 0, u: 0, v: 0, t: 0 }
  return (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) => {
    sweep.locate(x, y, z, at)
    const qx = Math.max(Math.abs(at.u) - a + r, 0)
    const qy = Math.max(Math.abs(at.v) - b + r, 0)
    return Math.sqrt(qx * qx + qy * qy + at.t * at.t) - r
  }
}
