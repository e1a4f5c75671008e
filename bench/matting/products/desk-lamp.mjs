import { darken } from '../scenes/colours.mjs'
import { ellipse, group, path, stroke } from './shapes.mjs'

/** A jointed lamp on a round foot, its cable trailing away. */
export function drawDeskLamp({ finish, palette, round, random }) {
  const { main, accent, dark, metal } = palette
  const elbow = [random.range(250, 330), random.range(430, 500)]
  return [
    stroke(`M560 905C700 900 760 940 ${random.range(860, 960)} ${random.range(890, 930)}`, dark, 9),
    group(
      finish({ bulge: 10 }),
      path('M300 890Q300 850 440 845Q580 850 580 890V912Q560 935 440 935Q320 935 300 912Z', main),
    ),
    group(finish({ bulge: 4, relief: 8, gloss: 0.6 }), stroke(`M440 860L${elbow}L640 230`, metal, 17)),
    stroke(`M420 800L${elbow[0] + 34} ${elbow[1] + 10}M${elbow[0] + 30} ${elbow[1] - 30}L600 300`, dark, 5),
    group(
      finish({ bulge: 6 }),
      ellipse(...elbow, 27, 27, accent),
      ellipse(640, 232, 24, 24, accent),
      ellipse(440, 848, 26, 20, dark),
    ),
    group(
      'transform="rotate(28 640 232)"',
      ellipse(650, 400, 138, 34, '#fff3cf'),
      group(
        finish({ bulge: 14, gloss: 0.5 }),
        path('M610 190H690L705 265C760 290 790 340 790 400Q650 455 512 400C512 340 540 290 597 265Z', round(main)),
      ),
      stroke('M514 402Q650 456 788 402', darken(main, 0.35), 7),
    ),
  ].join('')
}
