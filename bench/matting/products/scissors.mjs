import { darken, lighten } from '../scenes/colours.mjs'
import { ellipse, group, path } from './shapes.mjs'

/** Open blades, two handles one looks through. */
export function drawScissors({ finish, linear, palette, random }) {
  const { main, metal } = palette
  const steel = linear([
    [0, lighten(metal, 0.5)],
    [0.5, metal],
    [0.52, darken(metal, 0.25)],
    [1, lighten(metal, 0.2)],
  ])
  const spread = random.range(7, 24)
  const handle = finish({ bulge: 12, relief: 16, gloss: 0.5 })
  const half = (side) =>
    group(
      `transform="translate(500 520) rotate(${-side * spread}) scale(${side} 1)"`,
      group(
        finish({ bulge: 4, relief: 6, gloss: 0.5 }),
        path('M-26 40C-34 -120 -20 -330 6 -460Q22 -300 30 40Z', steel),
      ),
      group(
        handle,
        path(
          'M-30 10H32L40 110C120 130 150 210 130 300C115 380 40 400 -5 350C-45 300 -45 190 -14 120ZM52 170C15 180 8 280 25 310C45 340 80 330 90 285C100 230 90 175 52 170Z',
          main,
          'fill-rule="evenodd"',
        ),
      ),
    )
  return [
    half(-1),
    half(1),
    group(finish({ bulge: 4 }), ellipse(500, 525, 21, 21, metal)),
    ellipse(500, 525, 8, 3, darken(metal, 0.5)),
  ].join('')
}
