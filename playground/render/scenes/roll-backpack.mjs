import { sweep } from '../engine/backdrop.mjs'
import { softbox } from '../engine/light.mjs'
import { hex } from '../engine/math.mjs'
import { fbm } from '../engine/noise.mjs'
import { metal, paint, rubber } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
import { cloth, grain, leather, weave } from '../materials/cloth.mjs'
import { createBackpack } from './models/backpack.mjs'

const pack = createBackpack()
const THREADS = 78
/** @type {(x: number, y: number, z: number) => [number, number]} */
const threads = (x, y, z) => [x * 0.9 + z * 0.8, y]
const canvas = cloth(hex('#4b5a70'), THREADS, threads, 0.24)
const thread = hex('#9aa3ae')

/** Waxed canvas: paler where it is rubbed, stitched in grey. @type {import('../engine/types.mjs').Material} */
function waxed(p, out) {
  canvas(p, out)
  paint(out, [out.r, out.g, out.b], 0.72 + 0.56 * fbm(p.x * 3.4, p.y * 3.4, p.z * 3.4, 4))
  const seam = pack.seam(p.x, p.y, p.z)
  if (seam > 0.3) paint(out, thread, 0.7 + 0.3 * seam)
  out.rough = 0.7
}

/** Weave over creases where the cloth slumps. @type {import('../engine/types.mjs').Field} */
const relief = (x, y, z) =>
  0.0024 * weave(...threads(x, y, z), THREADS) + 0.035 * fbm(x * 3 + y, y * 4.5, z * 3, 3) + 0.005 * pack.seam(x, y, z)

const hide = leather(hex('#8a5431'), 0.46)
const pebble = grain(44, 0.003)
const brass = metal(hex('#c7a263'), 0.24)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1500,
  exposure: 1.2,
  camera: { eye: [1.6, 1.6, 6.4], target: [0.03, 0.93, 0], fov: 23, aperture: 0.024, focus: [0.1, 0.9, 0.4] },
  lights: [
    softbox({ at: [-2.8, 3.4, 3], aim: [0, 0.9, 0], size: [1, 1.4], power: 0.78 }),
    softbox({ at: [3.4, 2, 1.4], aim: [0, 0.9, 0], size: [0.5, 1.6], power: 0.3 }),
    softbox({ at: [0, 4.6, -1], aim: [0, 0.9, 0], size: [1.6, 0.8], power: 0.3 }),
  ],
  sky: { top: [0.44, 0.44, 0.44], side: [0.21, 0.21, 0.21] },
  backdrop: sweep({ depth: 1.5, radius: 1.3, material: paper(hex('#c6ccbe'), { strength: 0.3, pool: 1.5 }) }),
  bounds: [
    [-0.85, -0.01, -0.62],
    [0.85, 1.98, 0.62],
  ],
  parts: [
    { sdf: pack.body, material: waxed, bump: relief, slack: 0.85 },
    { sdf: pack.pocket, material: waxed, bump: relief, slack: 0.8 },
    { sdf: pack.roll, material: waxed, bump: relief, slack: 0.8 },
    { sdf: pack.base, material: hide, bump: pebble, slack: 0.85 },
    { sdf: pack.zip, material: rubber(hex('#23262b')), slack: 0.8 },
    { sdf: pack.pull, material: hide, bump: pebble },
    ...pack.straps.map((sdf) => ({ sdf, material: hide, bump: pebble, slack: 0.9 })),
    { sdf: pack.buckles, material: brass },
    ...pack.webbing.map((sdf) => ({ sdf, material: waxed })),
  ],
}
