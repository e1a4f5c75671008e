import { darken, lighten } from '../scenes/colours.mjs'
import { box, ellipse, group, path, stroke } from './shapes.mjs'

/** A black body with a leather grip, a lens in rings, and a strap that hangs in a loop. */
export function drawCamera({ finish, radial, palette, random }) {
  const { metal, accent, second } = palette
  const body = random.pick([palette.black, palette.black, second])
  const glass = radial([
    [0, '#6a5a8c'],
    [0.3, '#1b2340'],
    [1, '#05060a'],
  ])
  const rings = [175, 150, 126].map((r, i) => ellipse(520, 560, r, r, i % 2 ? lighten(body, 0.18) : darken(body, 0.25)))
  const strap = random.chance(0.6)
    ? stroke(
        'M135 430C20 620 60 880 240 905C420 930 330 800 520 830C720 850 860 930 930 760C970 640 930 500 868 430',
        darken(body, 0.35),
        24,
      )
    : ''
  return [
    group(finish({ bulge: 6, gloss: 0.15 }), strap),
    group(
      finish({ bulge: 7, gloss: 0.4 }),
      box(195, 300, 95, 60, 12, metal),
      ellipse(770, 335, 62, 26, metal),
      box(715, 318, 110, 45, 8, darken(metal, 0.3)),
    ),
    group(
      finish({ bulge: 14, gloss: 0.3 }),
      path('M395 370L425 262H595L630 370Z', body),
      path('M140 385Q140 350 180 350H820Q860 350 860 385V760Q860 792 820 792H180Q140 792 140 760Z', body),
    ),
    group(
      finish({ bulge: 6, grain: 0.35, fineness: 0.2, relief: 8 }),
      path('M140 430H860V700H140Z', darken(body, 0.3)),
    ),
    group(finish({ bulge: 10, gloss: 0.4 }), ...rings),
    ellipse(520, 560, 98, 98, glass),
    ellipse(488, 522, 26, 19, '#ffffff', 'fill-opacity=".6"'),
    box(455, 292, 105, 48, 6, '#39404e'),
    ellipse(215, 470, 20, 20, accent),
  ].join('')
}
