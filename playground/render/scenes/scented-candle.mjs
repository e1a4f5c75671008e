import { table } from '../engine/backdrop.mjs'
import { ink, letter } from '../engine/lettering.mjs'
import { softbox } from '../engine/light.mjs'
import { hex, smoothstep } from '../engine/math.mjs'
import { fbm, noise } from '../engine/noise.mjs'
import { cylinder, length2, rectangle, rod, smax } from '../engine/sdf.mjs'
import { paint, plain, plastic, tint } from '../materials/basic.mjs'
import { planks, wood } from '../materials/wood.mjs'
/** @typedef {import('../engine/types.mjs').Field} Field */

const kraft = hex('#d9cbb2')
const black = hex('#2b2622')

/** @type {Field} */
const tumbler = (x, y, z) => {
  const outer = cylinder(x, y - 0.56, z, 0.5 + 0.03 * smoothstep(0, 1.1, y), 0.56, 0.09)
  const inner = smax(length2(x, z) - 0.47, 0.1 - y, 0.06)
  return smax(outer, -inner, 0.025)
}

/** Poured wax: a slight dish with a rim that clings to the wall. @type {Field} */
const wax = (x, y, z) => {
  const r = length2(x, z)
  const level = 0.9 + 0.03 * smoothstep(0.36, 0.47, r) - 0.012 * smoothstep(0.2, 0, r) + 0.006 * noise(x * 6, 2, z * 6)
  return smax(r - 0.475, Math.max(y - level, 0.3 - y), 0.01)
}

/** @type {Field} */
const wick = (x, y, z) => rod(x, y, z, [0, 0.85, 0], [0.015, 1.02, 0.01], 0.017, 0.014)

const TURN = 0.1
/** @type {(x: number, y: number, z: number) => [number, number]} */
const onLabel = (x, y, z) => [(Math.atan2(x, z) - TURN) * 0.52, y - 0.56]
const lines = [
  { line: letter('NORTHLIGHT', 0.055, 2.3), at: 0.13, pen: 0.009 },
  { line: letter('CEDAR AND SMOKE', 0.034, 2.4), at: -0.01, pen: 0.006 },
  { line: letter('SOY WAX - 60 HOURS', 0.023, 2.2), at: -0.13, pen: 0.0045 },
  { line: letter('220 G', 0.023, 2.2), at: -0.185, pen: 0.0045 },
]
const coat = plastic(hex('#2b2e31'), 0.6)

/** A matte black tumbler with a paper label. @type {import('../engine/types.mjs').Material} */
function labelled(p, out) {
  coat(p, out)
  out.rough = 0.58
  const [u, v] = onLabel(p.x, p.y, p.z)
  const label = length2(p.x, p.z) > 0.49 ? ink(rectangle(u, v, 0.36, 0.27, 0.012), 0.001, p.footprint) : 0
  if (label === 0) return
  tint(out, kraft, label)
  paint(out, [out.r, out.g, out.b], 0.95 + 0.1 * fbm(u * 60, v * 60, 1, 3))
  out.rough = 0.8
  const frame = Math.abs(rectangle(u, v, 0.33, 0.24, 0.005))
  const print = lines.reduce(
    (most, { line, at, pen }) => Math.max(most, ink(line(u, v - at), pen, p.footprint)),
    ink(frame, 0.004, p.footprint),
  )
  tint(out, black, 0.9 * print)
}

/** @type {Field} */
const relief = (x, y, z) => {
  const [u, v] = onLabel(x, y, z)
  return 0.003 * smoothstep(0.004, -0.004, rectangle(u, v, 0.36, 0.27, 0.012)) + 0.0015 * fbm(x * 60, y * 60, z * 60, 2)
}

const oak = planks(
  wood(hex('#b98d62'), hex('#6a4529'), 0.58, (x, y, z) => [x, y, z]),
  0.62,
)

/** @type {import('../engine/types.mjs').Scene} */
export default {
  width: 1200,
  height: 1200,
  exposure: 1.2,
  camera: { eye: [0.25, 2.3, 4.8], target: [0.02, 0.5, 0], fov: 21.5, aperture: 0.04, focus: [0, 0.6, 0.45] },
  lights: [
    softbox({ at: [-3.4, 2.8, 0.6], size: [0.8, 1.3], power: 0.8, tint: [1, 0.96, 0.9] }),
    softbox({ at: [3, 2.2, 2], size: [0.6, 1.2], power: 0.22 }),
    softbox({ at: [0.6, 3.4, -2], size: [1.2, 0.7], power: 0.3 }),
  ],
  sky: { top: [0.36, 0.36, 0.36], side: [0.17, 0.16, 0.15] },
  backdrop: table({ depth: 2.2, gap: 2.4, top: oak, wall: plain(hex('#8d9488'), { rough: 0.9, f0: 0.02 }) }),
  bounds: [
    [-0.56, -0.01, -0.56],
    [0.56, 1.14, 0.56],
  ],
  parts: [
    { sdf: tumbler, material: labelled, bump: relief },
    { sdf: wax, material: plain(hex('#efe6d2'), { rough: 0.42, wrap: 0.35 }) },
    {
      sdf: wick,
      material: plain(hex('#3a332c'), { rough: 0.95 }),
      bump: (x, y, z) => 0.004 * Math.sin(y * 260 + Math.atan2(x, z) * 2),
    },
  ],
}
