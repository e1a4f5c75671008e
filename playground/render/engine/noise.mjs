/** Seeded, stateless noise: the same point gives the same value in every run and thread. */

/** Hash of three integers, uniform in [0, 1). @type {(x: number, y: number, z: number) => number} */
export function hash(x, y, z) {
  let h = Math.imul(x, 0x8da6b343) ^ Math.imul(y, 0xd8163841) ^ Math.imul(z, 0xcb1ab31f)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296
}

/** Value noise in [0, 1], one lattice cell per unit. @type {(x: number, y: number, z: number) => number} */
export function noise(x, y, z) {
  const i = Math.floor(x)
  const j = Math.floor(y)
  const k = Math.floor(z)
  const u = fade(x - i)
  const v = fade(y - j)
  const low = plane(i, j, k, u, v)
  return low + (plane(i, j, k + 1, u, v) - low) * fade(z - k)
}

/** @type {(t: number) => number} */
const fade = (t) => t * t * (3 - 2 * t)

/** @type {(i: number, j: number, k: number, u: number, v: number) => number} */
function plane(i, j, k, u, v) {
  const a = hash(i, j, k)
  const b = hash(i, j + 1, k)
  const ab = a + (hash(i + 1, j, k) - a) * u
  return ab + (b + (hash(i + 1, j + 1, k) - b) * u - ab) * v
}

/** Sum of `octaves` of noise, each twice as fine and half as strong; in [0, 1].
 * @type {(x: number, y: number, z: number, octaves: number) => number} */
export function fbm(x, y, z, octaves) {
  let sum = 0
  let weight = 0.5
  for (let i = 0; i < octaves; i++) {
    sum += weight * noise(x, y, z)
    x = x * 2.03 + 17.1
    y = y * 2.03 + 3.7
    z = z * 2.03 + 9.2
    weight *= 0.5
  }
  return sum / (1 - 2 * weight)
}

/** Cellular noise: distance to the second nearest seed less that to the nearest; 0 on the creases between cells.
 * @type {(x: number, y: number, z: number) => number} */
export function cells(x, y, z) {
  const i = Math.floor(x)
  const j = Math.floor(y)
  const k = Math.floor(z)
  let near = 9
  let next = 9
  for (let c = 0; c < 27; c++) {
    const a = i - 1 + (c % 3)
    const b = j - 1 + (((c / 3) | 0) % 3)
    const e = k - 1 + ((c / 9) | 0)
    const h = hash(a, b, e)
    const dx = a + h - x
    const dy = b + ((h * 57.31) % 1) - y
    const dz = e + ((h * 911.7) % 1) - z
    const d = dx * dx + dy * dy + dz * dz
    if (d < near) {
      next = near
      near = d
    } else if (d < next) next = d
  }
  return Math.sqrt(next) - Math.sqrt(near)
}
