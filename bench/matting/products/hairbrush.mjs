import { darken, lighten } from '../scenes/colours.mjs'
import { drawStrands, ellipse, group, path, repeat } from './shapes.mjs'

/** From its side: a wooden back, rows of thin bristles with air between them. */
export function drawHairbrush({ finish, palette, random }) {
  const { main, second, dark } = palette
  const long = random.range(90, 150)
  const bristles = repeat(150, (i) => {
    const x = 95 + (i * 425) / 149 + random.range(-2, 2)
    const lean = ((x - 307) / 212) * 34 + random.range(-8, 8)
    const out = long * random.range(0.86, 1) * (1 - 0.25 * ((x - 307) / 230) ** 2)
    return {
      root: [x, 520],
      by: [x + lean * 0.3, 520 + out * 0.6],
      tip: [x + lean, 520 + out],
      colour: random.pick([dark, lighten(dark, 0.2), darken(dark, 0.3)]),
      width: 3,
    }
  })
  return [
    drawStrands(bristles),
    group(finish({ bulge: 8 }), path('M80 505Q300 480 535 505L520 545Q300 560 95 545Z', second)),
    group(
      finish({ bulge: 16, relief: 16, gloss: 0.4, grain: 0.08, fineness: '0.01 0.2' }),
      path(
        'M62 500C90 430 440 415 560 465C700 480 850 455 925 470C975 485 975 535 925 545C850 560 700 525 560 520Q300 545 62 500Z',
        main,
      ),
    ),
    ellipse(930, 507, 12, 12, darken(main, 0.6)),
  ].join('')
}
