import { sweep } from '../engine/backdrop.mjs'
import { softbox } from '../engine/light.mjs'
import { hex } from '../engine/math.mjs'
import { fbm } from '../engine/noise.mjs'
import { metal, paint, plain } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
import { grain, leather } from '../materials/cloth.mjs'
import { createWatch } from './models/watch.mjs'

const watch = createWatch()
const hide = leather(hex('#6f4227'), 0.46)
const thread = hex('#d8c3a0')
const pebble = grain(42, 0.003)

/** Strap leather with pale stitches near its edges. @type {import('../engine/types.mjs').Material} */
function strap(p, out) {
  hide(p, out)
  const seam = watch.seam(p.x, p.y, p.z)
  if (seam > 0.25) paint(out, thread, 0.7 + 0.3 * seam)
}

const black = hex('#15181c')
const white = hex('#e9e4d6')
/** A grained black dial with printed minutes and a name. @type {import('../engine/types.mjs').Material} */
function dial(p, out) {
  const print = watch.print(p.x, p.y, p.z, p.footprint)
  paint(out, black, 0.9 + 0.3 * fbm(p.x * 60, p.y * 60, p.z * 60, 2))
  out.rough = 0.5
  if (print > 0) paint(out, white, print)
}

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1200,
  exposure: 1.35,
  camera: { eye: [1.15, 1.75, 5], target: [0, 0.7, -0.12], fov: 22, aperture: 0.024, focus: [0.05, 0.85, 0.35] },
  lights: [
    softbox({ at: [-2.8, 3.4, 2.6], aim: [0, 0.8, 0], size: [0.9, 1.1], power: 0.7 }),
    softbox({ at: [3, 1.8, 0.8], aim: [0, 0.8, 0], size: [0.4, 1.4], power: 0.45, tint: [1, 0.94, 0.86] }),
    softbox({ at: [0, 4.2, -1], aim: [0, 0.8, 0], size: [1.6, 0.8], power: 0.5 }),
  ],
  sky: { top: [0.34, 0.35, 0.37], side: [0.16, 0.16, 0.17] },
  backdrop: sweep({
    depth: 1.6,
    radius: 1.2,
    material: paper(hex('#33383f'), { strength: 0.5, pool: 1.2, gloss: 0.3 }),
  }),
  bounds: [
    [-0.72, -0.01, -1.35],
    [0.72, 1.62, 0.75],
  ],
  parts: [
    { sdf: watch.strap, material: strap, bump: (x, y, z) => pebble(x, y, z) + 0.005 * watch.seam(x, y, z) },
    { sdf: watch.casing, material: metal(hex('#c6c3bd'), 0.3), bump: watch.brushing },
    { sdf: watch.bezel, material: metal(hex('#d2cfc9'), 0.16) },
    { sdf: watch.crown, material: metal(hex('#cbc8c2'), 0.24), slack: 0.8 },
    { sdf: watch.dial, material: dial },
    { sdf: watch.indices, material: plain(hex('#efe9d6'), { rough: 0.4 }) },
    { sdf: watch.hands, material: metal(hex('#dcdad4'), 0.2) },
    { sdf: watch.second, material: plain(hex('#d9662b'), { rough: 0.35 }) },
  ],
}
