import { darken, fromHsl, lighten } from '../scenes/colours.mjs'
import { ellipse, group, path, repeat, short } from './shapes.mjs'

/** Arching fronds of small leaves over a pot. */
export function drawFern({ finish, round, random, palette }) {
  const leaf = fromHsl(random.range(0.22, 0.4), random.range(0.3, 0.6), random.range(0.28, 0.42))
  const fronds = repeat(random.int(11, 16), (i, all = 13) =>
    growFrond(-78 + (156 * i) / all + random.range(-9, 9), leaf, random),
  )
  return [
    ...fronds.slice(0, 6),
    ellipse(500, 640, 170, 32, '#2c2018'),
    group(
      finish({ bulge: 14, relief: 10, grain: 0.1, gloss: 0.1 }),
      path('M318 620H682L660 690H340Z', round(palette.second)),
      path('M345 690H655L610 930Q500 950 390 930Z', round(palette.second)),
    ),
    ...fronds.slice(6),
  ].join('')
}

function growFrond(lean, leaf, random) {
  const long = random.range(330, 520)
  const bend = Math.sin((lean / 180) * Math.PI)
  const at = (t) => [500 + bend * long * t * (0.5 + 0.75 * t), 635 - long * t * (1.15 - 0.75 * Math.abs(bend) * t)]
  const leaves = repeat(22, (i) => {
    const t = 0.12 + (i / 21) * 0.88
    const [[x, y], [u, v]] = [at(t), at(t - 0.05)]
    const along = Math.atan2(y - v, x - u)
    const size = 78 * Math.sin(Math.PI * Math.min(0.98, 0.2 + 0.78 * t))
    return [-1, 1].map((side) => drawLeaflet([x, y], along + side * 1.15, size, random)).join('')
  })
  const stem = repeat(12, (i) =>
    at(i / 11)
      .map(short)
      .join(' '),
  ).join('L')
  const shade = random.range(-0.3, 0.25)
  const colour = shade > 0 ? lighten(leaf, shade) : darken(leaf, -shade)
  return group(
    '',
    `<path d="M${stem}" fill="none" stroke="${darken(colour, 0.3)}" stroke-width="6"/>`,
    path(leaves.join(''), colour),
  )
}

function drawLeaflet([x, y], way, size, random) {
  const long = size * random.range(0.85, 1.1)
  const point = (reach, side) =>
    `${short(x + long * reach * Math.cos(way + side))} ${short(y + long * reach * Math.sin(way + side))}`
  return `M${short(x)} ${short(y)}Q${point(0.55, 0.32)} ${point(1, 0)}Q${point(0.5, -0.3)} ${short(x)} ${short(y)}Z`
}
