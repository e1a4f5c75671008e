/** @typedef {import('./types.mjs').Backdrop} Backdrop @typedef {import('./types.mjs').Vec3} Vec3 */

/**
 * A seamless sweep: floor, a quarter round of radius `radius` that begins at z = -`depth`, and a wall.
 * @param {{ depth: number, radius: number, material: import('./types.mjs').Material, bump?: import('./types.mjs').Field }} options
 * @returns {Backdrop}
 */
export function sweep({ depth, radius, material, bump }) {
  const wall = -depth - radius
  return {
    material,
    bump,
    intersect(ox, oy, oz, dx, dy, dz) {
      const floor = dy < 0 ? -oy / dy : Infinity
      if (oz + dz * floor >= -depth) return floor
      const upright = dz < 0 ? (wall - oz) / dz : Infinity
      if (oy + dy * upright >= radius && upright < Infinity) return upright
      return intersectRound(oy - radius, oz + depth, dy, dz, radius)
    },
    normal(x, y, z) {
      if (z >= -depth) return [0, 1, 0]
      if (y >= radius) return [0, 0, 1]
      return [0, (radius - y) / radius, (-depth - z) / radius]
    },
  }
}

/** Where a ray from inside leaves a circle; Infinity where it points away from it.
 * @param {number} y @param {number} z @param {number} dy @param {number} dz @param {number} radius */
function intersectRound(y, z, dy, dz, radius) {
  const a = dy * dy + dz * dz
  const b = y * dy + z * dz
  const rest = b * b - a * (y * y + z * z - radius * radius)
  if (rest < 0 || dz >= 0) return Infinity
  const t = (Math.sqrt(rest) - b) / a
  return t > 0 ? t : Infinity
}

/**
 * A table top that ends at z = -`depth`, a wall `gap` behind its edge.
 * @param {{ depth: number, gap: number, top: import('./types.mjs').Material, wall: import('./types.mjs').Material,
 *   bump?: import('./types.mjs').Field }} options
 * @returns {Backdrop}
 */
export function table({ depth, gap, top, wall, bump }) {
  return {
    material: (p, out) => (p.z >= -depth ? top(p, out) : wall(p, out)),
    bump: bump && ((x, y, z) => (z >= -depth ? bump(x, y, z) : 0)),
    intersect(ox, oy, oz, dx, dy, dz) {
      const flat = dy < 0 ? -oy / dy : Infinity
      if (oz + dz * flat >= -depth) return flat
      return dz < 0 ? (-depth - gap - oz) / dz : Infinity
    },
    normal: (x, y, z) => (z >= -depth ? [0, 1, 0] : [0, 0, 1]),
  }
}
