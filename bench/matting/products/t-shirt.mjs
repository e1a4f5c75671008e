import { darken } from '../scenes/colours.mjs'
import { ellipse, group, path, repeat, stroke } from './shapes.mjs'

const CLOTH =
  'M370 130C420 180 580 180 630 130L760 175L915 400L790 470L735 390C730 560 735 720 750 890Q500 925 250 890C265 720 270 560 265 390L210 470L85 400L240 175Z'

/** Laid flat, with folds and a print. */
export function drawTShirt({ finish, clip, palette, random }) {
  const { main, accent, second } = palette
  const folds = repeat(9, () => {
    const [x, y] = [random.range(280, 720), random.range(350, 820)]
    return stroke(
      `M${x} ${y}q${random.range(-60, 60)} ${random.range(20, 90)} ${random.range(-90, 90)} ${random.range(60, 170)}`,
      darken(main, random.range(0.1, 0.3)),
      random.range(5, 16),
      'stroke-opacity=".45"',
    )
  })
  return [
    path('M372 132C420 108 580 108 628 132C580 190 420 190 372 132Z', darken(main, 0.45)),
    group(
      finish({ bulge: 14, relief: 12, gloss: 0.03, grain: 0.1, fineness: '0.02 0.03' }),
      path(CLOTH, main),
      group(clip(path(CLOTH, main)), ...folds),
    ),
    stroke('M368 132C420 192 580 192 632 132', darken(main, 0.15), 15),
    stroke('M252 872Q500 905 748 872M108 388L205 445M892 388L795 445', darken(main, 0.25), 4, 'stroke-dasharray="9 6"'),
    ellipse(500, 430, 105, 105, accent),
    path('M405 430Q500 330 595 430Q500 500 405 430Z', second),
  ].join('')
}
