import { darken } from '../scenes/colours.mjs'
import { group, path, repeat, stroke } from './shapes.mjs'

/** A wooden chair from the front, turned a little: slats, legs and stretchers with air between them. */
export function drawSlatChair({ finish, palette, random }) {
  const { main } = palette
  const wood = finish({ bulge: 5, relief: 9, gloss: 0.15, grain: 0.1, fineness: '0.02 0.3' })
  const lean = random.range(20, 60)
  const slats = repeat(random.int(4, 6), (i) => `M${365 + i * 52} 150L${365 + lean / 2 + i * 50} 500`)
  return [
    group(
      wood,
      stroke(`M${330 + lean} 560L${350 + lean} 830M${690 + lean} 560L${680 + lean} 835`, darken(main, 0.35), 26),
    ),
    group(wood, stroke(`M${345 + lean} 740H${685 + lean}`, darken(main, 0.4), 16)),
    group(wood, ...slats.map((d) => stroke(d, main, 20))),
    group(wood, stroke(`M310 110L${320 + lean / 2} 540M690 110L${690 + lean / 2} 540`, main, 30)),
    group(wood, path('M285 95Q500 50 715 95L712 160Q500 120 288 160Z', main)),
    group(
      finish({ bulge: 8, grain: 0.1, fineness: '0.01 0.25' }),
      path(`M270 590L${330 + lean} 510H${700 + lean / 2}L745 590Q745 625 720 628H290Q268 622 270 590Z`, main),
    ),
    group(wood, stroke('M305 620L280 940M712 620L735 940', main, 32), stroke('M293 800H724', main, 18)),
  ].join('')
}
