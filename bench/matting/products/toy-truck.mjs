import { darken } from '../scenes/colours.mjs'
import { box, ellipse, group, path, repeat } from './shapes.mjs'

/** Painted wood: a cab with a window one looks through, a bed, four round wheels. */
export function drawToyTruck({ finish, palette, random }) {
  const { main, second, accent, dark, metal } = palette
  const paint = finish({ bulge: 12, relief: 12, gloss: 0.5, shine: 25 })
  const load = repeat(random.int(2, 5), (i) => ellipse(200 + i * 95, 440, 56, 56, [accent, metal, second][i % 3]))
  const wheels = [235, 480, 790].map(
    (x) =>
      group(finish({ bulge: 9 }), ellipse(x, 760, 92, 92, dark), ellipse(x, 760, 48, 48, accent)) +
      ellipse(x, 760, 13, 13, darken(metal, 0.3)),
  )
  return [
    group(paint, ...load),
    group(paint, box(90, 650, 830, 62, 14, darken(second, 0.2))),
    group(paint, path('M105 470H590V665H105Z', second)),
    group(
      paint,
      path(
        'M615 665V370Q615 330 655 330H760Q790 330 805 362L850 480H905Q935 485 935 520V665ZM665 385V480H795L765 385Z',
        main,
        'fill-rule="evenodd"',
      ),
    ),
    group(finish({ bulge: 5 }), ellipse(918, 560, 17, 26, '#ffeaa8'), box(915, 628, 40, 38, 8, metal)),
    ...wheels,
  ].join('')
}
