import { sweep } from '../engine/backdrop.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, smoothstep } from '../engine/math.mjs'
import { fbm } from '../engine/noise.mjs'
import { paint, rubber, tint } from '../materials/basic.mjs'
import { paper } from '../materials/backdrops.mjs'
import { cloth, felt, grain, leather } from '../materials/cloth.mjs'
import { createBoot } from './models/boot.mjs'

const boot = createBoot()
const hide = leather(hex('#5c3019'), 0.36)
const shade = hex('#2e1a10')
const thread = hex('#b98a5c')
const elastic = hex('#241c18')
const lining = felt(hex('#b99873'), 0.03)
const fine = grain(64, 0.0016)

/** Oiled leather, burnished dark at toe and heel; elastic at the sides; pale lining within. @type {import('../engine/types.mjs').Material} */
function upper(p, out) {
  if (boot.inside(p.x, p.y, p.z)) return lining(p, out)
  if (boot.gusset(p.x, p.y, p.z) > 0) {
    paint(out, elastic, 0.7 + 0.5 * fbm(p.x * 30, p.y * 90, p.z * 30, 2))
    out.rough = 0.9
    out.sheen = 0.05
    return
  }
  hide(p, out)
  tint(out, shade, 0.55 * smoothstep(0.45, 0.95, p.x) + 0.35 * smoothstep(-0.7, -0.95, p.x) * smoothstep(0.8, 0.2, p.y))
  const seam = boot.seam(p.x, p.y, p.z)
  if (seam > 0.3) paint(out, thread, 0.6 + 0.3 * seam)
}

/** @type {import('../engine/types.mjs').Field} */
const relief = (x, y, z) => fine(x, y, z) + boot.creases(x, y, z) + 0.005 * boot.seam(x, y, z)

const stacked = leather(hex('#3c2415'), 0.5)
/** A welt with stitches, over a stacked leather heel. @type {import('../engine/types.mjs').Material} */
function sole(p, out) {
  stacked(p, out)
  paint(out, [out.r, out.g, out.b], 0.85 + 0.2 * Math.sin(p.y * 150) * smoothstep(-0.25, -0.35, p.x))
  if (boot.welt(p.x, p.y, p.z) > 0.3) paint(out, thread)
}

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1200,
  exposure: 1.3,
  camera: { eye: [1.7, 1.5, 5.6], target: [0, 0.76, 0], fov: 28, aperture: 0.024, focus: [0.2, 0.5, 0.3] },
  lights: [
    softbox({ at: [-2.6, 3.6, 2.8], aim: [0, 0.7, 0], size: [0.9, 1.3], power: 0.8 }),
    softbox({ at: [3.4, 2, 1], aim: [0, 0.7, 0], size: [0.4, 1.6], power: 0.4 }),
    softbox({ at: [0, 4.2, -1.2], aim: [0, 0.7, 0], size: [1.8, 0.8], power: 0.4 }),
  ],
  sky: { top: [0.42, 0.43, 0.45], side: [0.2, 0.2, 0.21] },
  backdrop: sweep({ depth: 1.6, radius: 1.3, material: paper(hex('#a9adb2'), { strength: 0.3, pool: 1.2 }) }),
  bounds: [
    [-1.12, -0.01, -0.5],
    [1.1, 1.72, 0.5],
  ],
  parts: [
    { sdf: boot.upper, material: upper, bump: relief, slack: 0.55 },
    { sdf: boot.sole, material: sole, bump: (x, y, z) => 0.006 * boot.welt(x, y, z), slack: 0.9 },
    { sdf: boot.tread, material: rubber(hex('#1b1a19')), slack: 0.9 },
    { sdf: boot.tab, material: cloth(hex('#5b4636'), 70, (x, y) => [x, y], 0.3) },
  ],
}
