import { sweep } from '../engine/backdrop.mjs'
import { softbox } from '../engine/light.mjs'
import { hex } from '../engine/math.mjs'
import { metal, paint } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
import { grain, leather } from '../materials/cloth.mjs'
import { createHandbag } from './models/handbag.mjs'

const bag = createHandbag()
const hide = leather(hex('#37584c'), 0.47)
const edge = leather(hex('#20352e'), 0.4)
const thread = hex('#a9b8a0')
const pebble = grain(52, 0.0042)

/** @type {import('../engine/types.mjs').Material} */
function stitched(p, out) {
  hide(p, out)
  const seam = bag.seam(p.x, p.y, p.z)
  if (seam > 0.25) paint(out, thread, 0.7 + 0.3 * seam)
}

/** @type {import('../engine/types.mjs').Field} */
const relief = (x, y, z) => pebble(x, y, z) + 0.006 * bag.seam(x, y, z) - bag.furrow(x, y, z)

const brass = metal(hex('#d0ac6c'), 0.17)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1200,
  exposure: 1.2,
  camera: { eye: [1.5, 1.7, 6.4], target: [0.02, 0.8, 0], fov: 22.5, aperture: 0.024, focus: [0.1, 0.7, 0.35] },
  lights: [
    softbox({ at: [-3, 3.4, 2.6], aim: [0, 0.8, 0], size: [1, 1.4], power: 0.75 }),
    softbox({ at: [3.3, 2, 1.6], aim: [0, 0.8, 0], size: [0.5, 1.6], power: 0.32 }),
    softbox({ at: [0, 4.4, -0.8], aim: [0, 0.8, 0], size: [1.6, 0.8], power: 0.35 }),
  ],
  sky: { top: [0.44, 0.44, 0.44], side: [0.21, 0.21, 0.21] },
  backdrop: sweep({ depth: 1.5, radius: 1.3, material: paper(hex('#d9cfc4'), { strength: 0.3, pool: 1.4 }) }),
  bounds: [
    [-1, -0.01, -0.45],
    [1, 1.75, 0.5],
  ],
  parts: [
    { sdf: bag.body, material: stitched, bump: relief, slack: 0.85 },
    { sdf: bag.flap, material: stitched, bump: relief, slack: 0.8 },
    { sdf: bag.piping, material: edge, slack: 0.85 },
    { sdf: bag.handle, material: edge, bump: grain(40, 0.003) },
    { sdf: bag.tabs, material: stitched, bump: grain(36, 0.004), slack: 0.85 },
    { sdf: bag.rings, material: brass },
    { sdf: bag.lock, material: brass },
    { sdf: bag.feet, material: brass },
  ],
}
