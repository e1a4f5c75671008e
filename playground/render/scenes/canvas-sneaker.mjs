import { sweep } from '../engine/backdrop.mjs'
import { softbox } from '../engine/light.mjs'
import { hex } from '../engine/math.mjs'
import { paint, rubber, metal } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
import { cloth, felt, weave } from '../materials/cloth.mjs'
import { createShoe } from './models/sneaker.mjs'

const stripeRed = hex('#b3401f')
const gum = hex('#8f6a45')
const thread = hex('#e8d9c4')

const shoe = createShoe()
const canvas = cloth(hex('#b0492c'), 92, shoe.threads, 0.3)
const white = rubber(hex('#e9e4d8'))
const lining = felt(hex('#d9d0c0'), 0.03)

/** Outsole rubber with a fine stripe round the foxing. @type {import('../engine/types.mjs').Material} */
function foxing(p, out) {
  white(p, out)
  const stripe = Math.abs(p.y - 0.155)
  if (stripe < 0.011) paint(out, stripeRed)
  if (p.y < 0.034) paint(out, gum)
}

/** Canvas, with stitches of a paler thread. @type {import('../engine/types.mjs').Material} */
function upper(p, out) {
  if (shoe.inside(p.x, p.y, p.z)) return lining(p, out)
  canvas(p, out)
  const seam = shoe.seams(p.x, p.y, p.z)
  if (seam > 0.25) paint(out, thread, 0.75 + 0.25 * seam)
}

/** @type {import('../engine/types.mjs').Field} */
const relief = (x, y, z) => {
  const [u, v] = shoe.threads(x, y, z)
  return 0.0022 * weave(u, v, 92) + 0.006 * shoe.seams(x, y, z)
}

const cotton = felt(hex('#efe9de'), 0.05)
const laceRelief = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ z) =>
  0.003 * weave(x + y, z, 60)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1600,
  height: 1200,
  exposure: 1.2,
  camera: { eye: [1.9, 1.85, 5.4], target: [0.03, 0.42, 0], fov: 19, aperture: 0.022, focus: [0.3, 0.4, 0.3] },
  lights: [
    softbox({ at: [-2.6, 3.6, 2.6], size: [1.2, 1.2], power: 0.75, tint: [1, 0.98, 0.95] }),
    softbox({ at: [3.6, 2, 1.4], size: [0.6, 1.4], power: 0.28 }),
    softbox({ at: [0, 4.2, -1], size: [1.8, 0.8], power: 0.3 }),
  ],
  sky: { top: [0.45, 0.46, 0.48], side: [0.22, 0.22, 0.23] },
  backdrop: sweep({ depth: 1.7, radius: 1.4, material: paper(hex('#bcd6d8'), { strength: 0.3, pool: 1 }) }),
  bounds: [
    [-1.15, -0.01, -0.55],
    [1.15, 1.12, 0.55],
  ],
  parts: [
    { sdf: shoe.sole, material: foxing, bump: shoe.soleRelief },
    { sdf: shoe.toeCap, material: white, slack: 0.5 },
    { sdf: shoe.upper, material: upper, bump: relief, slack: 0.5 },
    { sdf: shoe.tongue, material: canvas, bump: relief, slack: 0.6 },
    { sdf: shoe.insole, material: lining },
    ...shoe.laces.map((sdf) => ({ sdf, material: cotton, bump: laceRelief })),
    { sdf: shoe.eyelets, material: metal(hex('#cfcfcf'), 0.25) },
  ],
}
