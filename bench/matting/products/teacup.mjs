import { darken, lighten } from '../scenes/colours.mjs'
import { ellipse, group, path, stroke } from './shapes.mjs'

const CUP = 'M250 330C250 560 330 720 430 745H570C670 720 750 560 750 330Z'

/** On its saucer, filled; one looks through the handle. */
export function drawTeacup({ finish, round, clip, linear, palette, random }) {
  const { main, accent } = palette
  const tea = random.pick(['#7a3b12', '#a8672a', '#2b1509', '#c9a56a'])
  const glaze = finish({ bulge: 10, relief: 9, gloss: 0.5, shine: 30 })
  const dish = linear([
    [0, darken(main, 0.25)],
    [0.3, lighten(main, 0.3)],
    [1, darken(main, 0.2)],
  ])
  return [
    group(
      glaze,
      path('M70 770Q80 850 350 875H650Q920 850 930 770Z', darken(main, 0.15)),
      ellipse(500, 770, 430, 74, dish),
    ),
    ellipse(500, 768, 300, 46, darken(main, 0.12)),
    ellipse(500, 752, 190, 26, darken(main, 0.4), 'fill-opacity=".6"'),
    group(
      finish({ bulge: 8, relief: 10, gloss: 0.5 }),
      stroke('M735 400C860 350 900 480 830 560C790 605 730 625 690 625', main, 34),
    ),
    group(
      glaze,
      path(CUP, round(main)),
      group(clip(path(CUP, main)), stroke('M230 425Q500 500 770 425', accent, random.range(12, 40))),
    ),
    ellipse(500, 330, 250, 58, lighten(main, 0.2)),
    ellipse(500, 338, 228, 46, tea),
    ellipse(430, 328, 90, 12, lighten(tea, 0.4), 'fill-opacity=".5"'),
  ].join('')
}
