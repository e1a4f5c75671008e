/** @typedef {import('./types.mjs').Part} Part @typedef {import('./types.mjs').Vec3} Vec3 */
const PROBES = 56
const CELLS = 104

/**
 * The product as one distance field. A part is measured only where it can be nearest: its box is found by probing.
 * @param {Part[]} parts @param {[Vec3, Vec3]} bounds
 */
export function createField(parts, bounds) {
  const solids = parts.map(({ sdf, slack = 1 }) => ({ sdf, slack, box: probeBox(sdf, slack, bounds) }))
  const distance = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) => {
    let best = 1e9
    for (let i = 0; i < solids.length; i++) {
      const solid = solids[i]
      if (boxDistance(solid.box, x, y, z) < best) best = Math.min(best, solid.sdf(x, y, z) * solid.slack)
    }
    return best
  }
  const nearest = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) => {
    const all = solids.map((solid) => (boxDistance(solid.box, x, y, z) > 0.1 ? 1e9 : solid.sdf(x, y, z)))
    return all.indexOf(Math.min(...all))
  }
  return { distance, nearest, bounds, reach: createReach(distance, bounds) }
}

/** The box round the cells of a coarse lattice that the surface may cross.
 * @param {import('./types.mjs').Field} sdf @param {number} slack @param {[Vec3, Vec3]} bounds */
function probeBox(sdf, slack, [low, high]) {
  const size = low.map((v, i) => (high[i] - v) / PROBES)
  const near = 1.1 * Math.hypot(size[0], size[1], size[2])
  const box = new Float64Array([1e9, 1e9, 1e9, -1e9, -1e9, -1e9])
  forEachCell(PROBES, low, size, (x, y, z) => {
    if (sdf(x, y, z) * slack > near) return
    ;[x, y, z].forEach((v, i) => {
      box[i] = Math.min(box[i], v - size[i])
      box[i + 3] = Math.max(box[i + 3], v + size[i])
    })
  })
  return box
}

/** @param {number} n @param {number[]} low @param {number[]} size @param {(x: number, y: number, z: number, index: number) => void} visit */
function forEachCell(n, low, size, visit) {
  for (let i = 0; i < n * n * n; i++) {
    const x = i % n
    const y = Math.floor(i / n) % n
    const z = Math.floor(i / (n * n))
    visit(low[0] + (x + 0.5) * size[0], low[1] + (y + 0.5) * size[1], low[2] + (z + 0.5) * size[2], i)
  }
}

/** @param {Float64Array} box @param {number} x @param {number} y @param {number} z */
function boxDistance(box, x, y, z) {
  const dx = Math.max(box[0] - x, x - box[3], 0)
  const dy = Math.max(box[1] - y, y - box[4], 0)
  const dz = Math.max(box[2] - z, z - box[5], 0)
  return Math.sqrt(dx * dx + dy * dy + dz * dz)
}

/** A lookup of how far is surely free round a point inside the bounds: rays cross open space without measuring.
 * @param {import('./types.mjs').Field} distance @param {[Vec3, Vec3]} bounds */
function createReach(distance, [low, high]) {
  const size = low.map((v, i) => (high[i] - v) / CELLS)
  const half = 0.5 * Math.hypot(size[0], size[1], size[2])
  const table = new Float32Array(CELLS ** 3)
  forEachCell(CELLS, low, size, (x, y, z, i) => {
    table[i] = distance(x, y, z) - half
  })
  const [lx, ly, lz] = low
  const [sx, sy, sz] = size.map((v) => 1 / v)
  return (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) => {
    const i = ((x - lx) * sx) | 0
    const j = ((y - ly) * sy) | 0
    const k = ((z - lz) * sz) | 0
    const inside = i >= 0 && j >= 0 && k >= 0 && i < CELLS && j < CELLS && k < CELLS
    return inside ? table[(k * CELLS + j) * CELLS + i] : 0
  }
}
