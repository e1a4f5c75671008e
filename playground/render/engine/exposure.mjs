/** Takes a photo row by row: first what places see (half size), then the light through each pixel (full size). */
import { createCamera } from './camera.mjs'
import { createField } from './field.mjs'
import { createMarcher } from './march.mjs'
import { hash } from './noise.mjs'
import { contrast, createShader, tilt } from './shade.mjs'
import { createProbe, readMap, smoothRow, STRIDE } from './visibility.mjs'
/** @typedef {import('./types.mjs').Vec3} Vec3 */

const FIRST = 4
const ALL = 16
const BRIGHTEST = 3.5
const EDGE = 0.004

/**
 * @param {import('./types.mjs').Scene} scene
 * @param {{ width: number, height: number, light: Float32Array, matte: Float32Array, maps: Float32Array[] }} frame
 */
export function createExposure(scene, frame) {
  const { width, height, light, matte, maps } = frame
  const field = createField(scene.parts, scene.bounds)
  const marcher = createMarcher(field)
  const shader = createShader(scene, marcher)
  const probe = createProbe(scene, marcher, shader)
  const camera = createCamera(scene.camera, width, height)
  const ray = { ox: 0, oy: 0, oz: 0, dx: 0, dy: 0, dz: 0 }
  const point = { x: 0, y: 0, z: 0, nx: 0, ny: 1, nz: 0, footprint: 0.001 }
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }

  /** Fills `point` with what the ray meets: part index, -1 backdrop, -2 nothing. */
  function meet() {
    const { ox, oy, oz, dx, dy, dz } = ray
    const wall = scene.backdrop.intersect(ox, oy, oz, dx, dy, dz)
    const t = marcher.trace(ox, oy, oz, dx, dy, dz, 0, Math.min(wall, 60), camera.pixel * 0.12)
    const reach = Math.min(t, wall)
    if (reach === Infinity) return -2
    point.x = ox + dx * reach
    point.y = oy + dy * reach
    point.z = oz + dz * reach
    point.footprint = camera.pixel * reach
    const hit = t < wall
    const e = Math.max(0.0008, point.footprint * 0.5)
    const n = hit ? marcher.normal(point.x, point.y, point.z, e) : scene.backdrop.normal(point.x, point.y, point.z)
    ;[point.nx, point.ny, point.nz] = n
    return hit ? field.nearest(point.x, point.y, point.z) : -1
  }

  /** @param {number} y */
  function probeRow(y) {
    for (let x = 0; x < half.width; x++) {
      camera.aim(ray, x * 2 + 1, y * 2 + 1, 0, 0)
      const part = meet()
      point.footprint *= 2
      if (part > -2) probe(maps[0], (y * half.width + x) * STRIDE, part, point, y * half.width + x)
    }
  }

  /** @param {number} y @param {number} pass */
  const smooth = (y, pass) => smoothRow({ ...half, data: maps[pass % 2] }, maps[(pass + 1) % 2], y, [1, 2, 1][pass])

  const view = /** @type {Vec3} */ ([0, 0, 0])
  const place = new Float64Array(STRIDE)
  const visibility = { lights: [1, 1, 1], ambient: /** @type {Vec3} */ ([0, 0, 0]) }

  /** Light and part at a film position. @param {number} px @param {number} py @param {number} lx @param {number} ly @param {Vec3} out */
  function sample(px, py, lx, ly, out) {
    camera.aim(ray, px, py, lx, ly)
    const part = meet()
    if (part === -2) {
      out.fill(0)
      return part
    }
    const { px: fx, py: fy } = camera.project(point.x, point.y, point.z)
    place.set([point.x, point.y, point.z, point.nx, point.ny, point.nz, part + 2])
    place[13] = point.footprint * 2
    readMap({ ...half, data: maps[1] }, fx / 2, fy / 2, place, visibility)
    const ny = point.ny
    const thing = part < 0 ? scene.backdrop : scene.parts[part]
    if (thing.bump) tilt(point, thing.bump)
    view[0] = ray.dx
    view[1] = ray.dy
    view[2] = ray.dz
    shader.shade(part, point, ny, view, visibility, out)
    return part
  }

  const one = /** @type {Vec3} */ ([0, 0, 0])
  const first = /** @type {Vec3} */ ([0, 0, 0])

  /** @param {number} x @param {number} y */
  function exposePixel(x, y) {
    const at = y * width + x
    const sum = [0, 0, 0]
    const sx = hash(x, y, 1)
    const sy = hash(x, y, 2)
    let covered = 0
    let leading = -3
    let n = 0
    for (let limit = FIRST; n < limit; n++) {
      const [a, b] = gauss((sx + n * 0.7548777) % 1, (sy + n * 0.569841) % 1)
      const turn = 2 * Math.PI * ((sy + n * 0.618034) % 1)
      const radius = Math.sqrt((sx + n * 0.414214) % 1)
      const part = sample(x + 0.5 + a, y + 0.5 + b, radius * Math.cos(turn), radius * Math.sin(turn), one)
      if (part >= 0) covered++
      for (let c = 0; c < 3; c++) sum[c] += Math.min(one[c], BRIGHTEST)
      if (n === 0) {
        first[0] = one[0]
        first[1] = one[1]
        first[2] = one[2]
        leading = part
      } else if (limit === FIRST && (part !== leading || contrast(first, one) > EDGE)) limit = ALL
    }
    matte[at] = covered / n
    for (let c = 0; c < 3; c++) light[at * 3 + c] = sum[c] / n
  }

  /** @param {number} y */
  function exposeRow(y) {
    for (let x = 0; x < width; x++) exposePixel(x, y)
  }

  return { half, probeRow, smooth, exposeRow }
}

/** Two samples of the pixel filter, a narrow Gaussian, in pixels. @type {(a: number, b: number) => [number, number]} */
function gauss(a, b) {
  const radius = 0.42 * Math.sqrt(-2 * Math.log(1 - a * 0.985))
  return [radius * Math.cos(2 * Math.PI * b), radius * Math.sin(2 * Math.PI * b)]
}
