import { darken } from '../scenes/colours.mjs'
import { box, group, path, stroke } from './shapes.mjs'

const BODY =
  'M270 860C240 700 245 420 290 270C320 170 420 130 500 130C580 130 680 170 710 270C755 420 760 700 730 860Q700 915 500 918Q300 915 270 860Z'

/** From the front: a loop to hang it by, straps that dangle at both sides. */
export function drawBackpack({ finish, palette, random }) {
  const { main, second, dark, metal } = palette
  const cloth = finish({ bulge: 30, relief: 26, gloss: 0.06, grain: 0.08, fineness: 0.3 })
  const swing = random.range(-30, 30)
  return [
    group(finish({ bulge: 5 }), stroke('M440 150C430 40 570 40 560 150', dark, 22)),
    group(
      finish({ bulge: 8 }),
      stroke(`M285 300C190 380 ${165 + swing} 600 235 780`, darken(main, 0.3), 34),
      stroke(`M715 300C810 380 ${835 + swing} 600 765 780`, darken(main, 0.3), 34),
    ),
    stroke(
      `M250 770C220 850 ${190 + swing} 890 ${205 + swing} 960M750 770C790 850 ${820 + swing} 900 ${790 + swing} 970`,
      dark,
      13,
    ),
    group(cloth, path(BODY, main)),
    stroke('M330 300C400 215 600 215 670 300', darken(main, 0.55), 9),
    stroke('M322 330C400 245 600 245 678 330', darken(main, 0.35), 4, 'stroke-dasharray="9 7"'),
    group(cloth, path('M335 560Q500 525 665 560L680 800Q680 850 620 855H380Q320 850 320 800Z', second)),
    stroke('M350 600Q500 568 650 600', dark, 8),
    group(finish({ bulge: 4, gloss: 0.6 }), box(636, 592, 16, 60, 6, metal), box(655, 290, 15, 52, 6, metal)),
    box(440, 400, 120, 70, 8, darken(second, 0.3)),
  ].join('')
}
