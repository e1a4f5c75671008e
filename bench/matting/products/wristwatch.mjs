import { darken, lighten } from '../scenes/colours.mjs'
import { box, ellipse, group, line, path, repeat, stroke } from './shapes.mjs'

/** Laid flat: two straps with holes, a steel case, dial and hands. */
export function drawWristwatch({ finish, radial, palette, random }) {
  const { main, second, dark, metal, accent } = palette
  const dial = random.pick([palette.pale, dark, second])
  const ink = random.chance(0.5) ? accent : lighten(dial, 0.6)
  const ticks = repeat(12, (i) => {
    const [x, y] = [Math.sin((i * Math.PI) / 6), Math.cos((i * Math.PI) / 6)]
    return line(500 + 118 * x, 500 + 118 * y, 500 + 138 * x, 500 + 138 * y)
  })
  const strap = finish({ bulge: 10, grain: 0.1, fineness: 0.12, gloss: 0.15 })
  const hour = random.range(0, 360)
  return [
    group(
      strap,
      path('M420 370L432 60Q500 35 568 60L580 370Z', main),
      path('M420 630L440 965Q500 1010 560 965L580 630Z', main),
    ),
    stroke(
      'M437 330L447 80M563 330L553 80M436 670L455 950M564 670L545 950',
      lighten(main, 0.3),
      4,
      'stroke-dasharray="10 8"',
    ),
    ...repeat(4, (i) => ellipse(500, 760 + i * 48, 8, 10, darken(main, 0.6))),
    group(
      finish({ bulge: 5, gloss: 0.7 }),
      `<rect x="424" y="32" width="152" height="66" rx="10" fill="none" stroke="${metal}" stroke-width="14"/>`,
    ),
    group(
      finish({ bulge: 7, gloss: 0.7 }),
      box(655, 472, 42, 56, 8, metal),
      path('M405 345H595L620 400H380ZM405 655H595L620 600H380Z', metal),
      ellipse(500, 500, 176, 176, metal),
    ),
    ellipse(
      500,
      500,
      148,
      148,
      radial([
        [0, lighten(dial, 0.15)],
        [1, darken(dial, 0.15)],
      ]),
    ),
    stroke(ticks.join(''), ink, 7),
    group(`transform="rotate(${hour} 500 500)"`, stroke('M500 515V425', ink, 11)),
    group(`transform="rotate(${hour * 12} 500 500)"`, stroke('M500 520V385', ink, 7)),
    ellipse(500, 500, 10, 10, accent),
  ].join('')
}
