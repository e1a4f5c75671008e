/**
 * What each place in view sees of the lights and of the room, at half the photo's size: found with many rays, then smoothed
 * along surfaces. Shading reads it back at full size, so that soft shadows cost no noise.
 */
import { hash } from './noise.mjs'
import { clamp, normalize, tangents } from './math.mjs'
/** @typedef {import('./math.mjs').Vec3} Vec3 */

/** Floats to a place: position (3), normal (3), part + 2 (0 = nothing there), lights (3), ambient (3), footprint. */
export const STRIDE = 14
const LIGHT = 7
const AMBIENT = 10
const FOOTPRINT = 13
const ROOM_RAYS = 28
const LIGHT_RAYS = 9

/** @typedef {{ width: number, height: number, data: Float32Array }} Map */

/**
 * @param {import('./types.mjs').Scene} scene
 * @param {ReturnType<typeof import('./march.mjs').createMarcher>} marcher
 * @param {ReturnType<typeof import('./shade.mjs').createShader>} shader
 */
export function createProbe({ lights }, marcher, shader) {
  const light = /** @type {Vec3} */ ([0, 0, 0])

  /** Share of a light that a place sees. @param {import('./types.mjs').Point} p @param {import('./light.mjs').Light} l
   * @param {number} sx @param {number} sy */
  function seeLight(p, l, sx, sy) {
    let seen = 0
    for (let i = 0; i < LIGHT_RAYS; i++) {
      const a = (((i % 3) + ((sx + i * 0.618) % 1)) / 3) * 2 - 1
      const b = ((((i / 3) | 0) + ((sy + i * 0.755) % 1)) / 3) * 2 - 1
      const to = l.at.map((v, k) => v + l.u[k] * a * l.hu + l.v[k] * b * l.hv)
      const d = normalize([to[0] - p.x, to[1] - p.y, to[2] - p.z])
      if (d[0] * p.nx + d[1] * p.ny + d[2] * p.nz <= -0.3) continue
      const e = 0.006 + p.footprint * 2
      const t = marcher.trace(
        p.x + p.nx * e,
        p.y + p.ny * e,
        p.z + p.nz * e,
        d[0],
        d[1],
        d[2],
        0,
        l.distance + 2,
        0.002,
      )
      if (t === Infinity) seen++
    }
    return seen / LIGHT_RAYS
  }

  /** @param {import('./types.mjs').Point} p @param {number} sx @param {number} sy @param {Vec3} out */
  function seeRoom(p, sx, sy, out) {
    const n = /** @type {Vec3} */ ([p.nx, p.ny, p.nz])
    const [u, v] = tangents(n)
    out.fill(0)
    for (let i = 0; i < ROOM_RAYS; i++) {
      const square = (i + sx) / ROOM_RAYS
      const angle = 2 * Math.PI * ((i * 0.618034 + sy) % 1)
      const a = Math.sqrt(square) * Math.cos(angle)
      const b = Math.sqrt(square) * Math.sin(angle)
      const c = Math.sqrt(1 - square)
      shader.gather(
        p,
        [u[0] * a + v[0] * b + n[0] * c, u[1] * a + v[1] * b + n[1] * c, u[2] * a + v[2] * b + n[2] * c],
        light,
      )
      for (let k = 0; k < 3; k++) out[k] += light[k] / ROOM_RAYS
    }
  }

  /** Writes the record of the place `p` on part `part`. @param {Float32Array} data @param {number} at
   * @param {number} part @param {import('./types.mjs').Point} p @param {number} seed */
  return function record(data, at, part, p, seed) {
    const sx = hash(seed, 11, 3)
    const sy = hash(seed, 5, 71)
    const room = /** @type {Vec3} */ ([0, 0, 0])
    seeRoom(p, sx, sy, room)
    data.set([p.x, p.y, p.z, p.nx, p.ny, p.nz, part + 2], at)
    lights.forEach((l, k) => {
      data[at + LIGHT + k] = seeLight(p, l, sx, sy)
    })
    data.set(room, at + AMBIENT)
    data[at + FOOTPRINT] = p.footprint
  }
}

/** Smooths one row of a map: neighbours count where they lie on the same surface.
 * @param {Map} from @param {Float32Array} to @param {number} y @param {number} stride */
export function smoothRow({ width, height, data }, to, y, stride) {
  for (let x = 0; x < width; x++) {
    const at = (y * width + x) * STRIDE
    for (let k = 0; k < STRIDE; k++) to[at + k] = data[at + k]
    if (data[at + 6] === 0) continue
    const sum = new Float64Array(6)
    let total = 0
    for (let j = -2; j <= 2; j++) {
      for (let i = -2; i <= 2; i++) {
        const nx = x + i * stride
        const ny = y + j * stride
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
        const other = (ny * width + nx) * STRIDE
        const w = kinship(data, at, data, other, 5 * stride) * (i && j ? 0.7 : 1)
        total += w
        for (let k = 0; k < 6; k++) sum[k] += w * data[other + LIGHT + k]
      }
    }
    if (total > 0) for (let k = 0; k < 6; k++) to[at + LIGHT + k] = sum[k] / total
  }
}

/** How far two records lie on one surface, in [0, 1]; `slack` in footprints.
 * @param {ArrayLike<number>} a @param {number} i @param {ArrayLike<number>} b @param {number} j @param {number} slack */
function kinship(a, i, b, j, slack) {
  if (b[j + 6] === 0) return 0
  if ((a[i + 6] === 1) !== (b[j + 6] === 1)) return 0
  const turn = a[i + 3] * b[j + 3] + a[i + 4] * b[j + 4] + a[i + 5] * b[j + 5]
  if (turn <= 0.2) return 0
  const dx = b[j] - a[i]
  const dy = b[j + 1] - a[i + 1]
  const dz = b[j + 2] - a[i + 2]
  const off = (dx * a[i + 3] + dy * a[i + 4] + dz * a[i + 5]) / (a[i + 13] * slack * 0.5)
  const away = (dx * dx + dy * dy + dz * dz) / (a[i + 13] * slack) ** 2
  return turn ** 6 * Math.exp(-off * off - away)
}

/** Reads a map at film position (fx, fy) of the map for a place; fills `out`.
 * @param {Map} map @param {number} fx @param {number} fy @param {Float64Array} place a record without its lights
 * @param {{ lights: number[], ambient: Vec3 }} out */
export function readMap(map, fx, fy, place, out) {
  const sum = new Float64Array(7)
  const x = clamp(fx, 0.5, map.width - 0.5)
  const y = clamp(fy, 0.5, map.height - 0.5)
  blend(map, x, y, place, 1, sum)
  if (sum[6] < 0.02) blend(map, x, y, place, 3, sum)
  const scale = 1 / Math.max(sum[6], 1e-12)
  for (let k = 0; k < 3; k++) {
    out.lights[k] = sum[k] * scale
    out.ambient[k] = sum[k + 3] * scale
  }
}

/** @param {Map} map @param {number} fx @param {number} fy @param {Float64Array} place @param {number} radius @param {Float64Array} sum */
function blend({ width, height, data }, fx, fy, place, radius, sum) {
  const x0 = Math.floor(fx - 0.5)
  const y0 = Math.floor(fy - 0.5)
  for (let y = Math.max(0, y0 - radius + 1); y <= Math.min(height - 1, y0 + radius); y++) {
    for (let x = Math.max(0, x0 - radius + 1); x <= Math.min(width - 1, x0 + radius); x++) {
      const at = (y * width + x) * STRIDE
      const near =
        Math.max(0.02, 1 - Math.abs(fx - 0.5 - x) / radius) * Math.max(0.02, 1 - Math.abs(fy - 0.5 - y) / radius)
      const w = near * (kinship(place, 0, data, at, 4 * radius) + 1e-7)
      sum[6] += w
      for (let k = 0; k < 6; k++) sum[k] += w * data[at + LIGHT + k]
    }
  }
}
