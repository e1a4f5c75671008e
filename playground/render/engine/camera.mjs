import { cross, dot, normalize, subtract } from './math.mjs'

/**
 * A thin-lens camera. `fov` is the vertical angle of view in degrees, `aperture` the lens radius in scene units.
 * @param {import('./types.mjs').Scene['camera']} camera @param {number} width @param {number} height
 */
export function createCamera({ eye, target, fov, aperture, focus = target }, width, height) {
  const forward = normalize(subtract(target, eye))
  const right = normalize(cross(forward, [0, 1, 0]))
  const up = cross(right, forward)
  const half = Math.tan((fov * Math.PI) / 360)
  const reach = dot(subtract(focus, eye), forward)
  const pixel = (2 * half) / height

  /** Fills `ray` for film position (px, py) in pixels and lens position (lx, ly) in the unit disc.
   * @param {{ ox: number, oy: number, oz: number, dx: number, dy: number, dz: number }} ray
   * @param {number} px @param {number} py @param {number} lx @param {number} ly */
  function aim(ray, px, py, lx, ly) {
    const a = (px - width / 2) * pixel * reach
    const b = (height / 2 - py) * pixel * reach
    const u = lx * aperture
    const v = ly * aperture
    ray.ox = eye[0] + right[0] * u + up[0] * v
    ray.oy = eye[1] + right[1] * u + up[1] * v
    ray.oz = eye[2] + right[2] * u + up[2] * v
    const dx = eye[0] + forward[0] * reach + right[0] * a + up[0] * b - ray.ox
    const dy = eye[1] + forward[1] * reach + right[1] * a + up[1] * b - ray.oy
    const dz = eye[2] + forward[2] * reach + right[2] * a + up[2] * b - ray.oz
    const inverse = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz)
    ray.dx = dx * inverse
    ray.dy = dy * inverse
    ray.dz = dz * inverse
  }

  /** Where the lens centre sees a point: film position in pixels. @param {number} x @param {number} y @param {number} z */
  function project(x, y, z) {
    const px = x - eye[0]
    const py = y - eye[1]
    const pz = z - eye[2]
    const depth = (px * forward[0] + py * forward[1] + pz * forward[2]) * pixel
    const a = px * right[0] + py * right[1] + pz * right[2]
    const b = px * up[0] + py * up[1] + pz * up[2]
    return { px: width / 2 + a / depth, py: height / 2 - b / depth }
  }

  return { aim, project, pixel }
}
