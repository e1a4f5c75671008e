import { darken, lighten } from '../scenes/colours.mjs'
import { ellipse, group, path, repeat, stroke } from './shapes.mjs'

/** Porcelain, seen a little from above, with or without a foot ring and a rim line. */
export function drawBowl({ finish, linear, round, palette, random }) {
  const { main, accent, pale } = palette
  const clay = random.pick([pale, main])
  const inner = linear(
    [
      [0, darken(clay, 0.35)],
      [0.6, darken(clay, 0.08)],
      [1, lighten(clay, 0.3)],
    ],
    [0, 0, 1, 0.6],
  )
  const dots = random.chance(0.5)
    ? repeat(7, (i) => ellipse(200 + i * 100, 560 + 24 * Math.sin((i / 6) * Math.PI), 17, 20, accent))
    : []
  return [
    group(finish({ bulge: 8 }), path('M370 740H630L615 812Q500 832 385 812Z', darken(clay, 0.2))),
    group(
      finish({ bulge: 34, relief: 26, gloss: 0.4, shine: 30 }),
      path('M90 400C100 600 270 770 400 775H600C730 770 900 600 910 400Z', round(clay)),
    ),
    ...dots,
    group(finish({ bulge: 4, relief: 6, gloss: 0.4 }), ellipse(500, 400, 410, 112, lighten(clay, 0.25))),
    ellipse(500, 408, 388, 98, inner),
    stroke('M128 425C240 520 760 520 872 425', lighten(clay, 0.5), 9, 'stroke-opacity=".6"'),
  ].join('')
}
