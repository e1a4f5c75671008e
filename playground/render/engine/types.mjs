/**
 * @typedef {import('./math.mjs').Vec3} Vec3
 *
 * A place on something: position, unit normal, and the width that a pixel has there.
 * @typedef {{ x: number, y: number, z: number, nx: number, ny: number, nz: number, footprint: number }} Point
 *
 * How a place answers light: linear albedo, roughness in [0, 1], reflectance at normal incidence, metalness, cloth sheen,
 * how far light wraps round (thin or waxy matter) and light of its own.
 * @typedef {{ r: number, g: number, b: number, rough: number, f0: number, metal: number, sheen: number, wrap: number,
 *   er: number, eg: number, eb: number }} Surface
 *
 * @typedef {(p: Point, out: Surface) => void} Material
 * @typedef {(x: number, y: number, z: number) => number} Field
 *
 * One solid of the product: its distance, its material, its relief (height in scene units), and the share of the distance
 * that is safe to march where the distance is overestimated (1 by default).
 * @typedef {{ sdf: Field, material: Material, bump?: Field, slack?: number }} Part
 *
 * @typedef {{ intersect: (ox: number, oy: number, oz: number, dx: number, dy: number, dz: number) => number,
 *   normal: (x: number, y: number, z: number) => Vec3, material: Material, bump?: Field }} Backdrop
 *
 * @typedef {import('./light.mjs').Light} Light
 *
 * `bounds` (least and greatest corner) must hold every part. Units: about one product to two units; the floor is y = 0.
 * @typedef {{ width: number, height: number, camera: { eye: Vec3, target: Vec3, fov: number, aperture: number, focus?: Vec3 },
 *   exposure?: number, lights: Light[], sky: { top: Vec3, side: Vec3 }, backdrop: Backdrop, bounds: [Vec3, Vec3], parts: Part[] }} Scene
 */
export {}
