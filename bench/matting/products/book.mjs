import { darken } from '../scenes/colours.mjs'
import { ellipse, group, line, path, repeat, stroke } from './shapes.mjs'

/** Standing, turned so that its pages show. */
export function drawBook({ finish, linear, palette, random }) {
  const { main, second, accent, pale } = palette
  const thick = random.range(50, 120)
  const pages = repeat(9, (i) => line(640 + (i * thick) / 9, 150 - i * 2, 640 + (i * thick) / 9, 880 - i * 5))
  const cover = linear([
    [0, darken(main, 0.25)],
    [0.07, main],
    [1, darken(main, 0.1)],
  ])
  const moon = random.range(80, 140)
  return [
    group(finish({ bulge: 3, relief: 3, gloss: 0.1 }), path(`M640 130L${640 + thick} 118V850L640 905Z`, pale)),
    stroke(pages.join(''), darken(pale, 0.18), 2.5),
    group(
      finish({ bulge: 5, relief: 7, gloss: 0.25, grain: 0.06, fineness: 0.35 }),
      path(`M${640 + thick} 112l14 3V845l-14 8Z`, darken(main, 0.3)),
      path('M260 165L650 118V915L260 885Z', cover),
    ),
    ellipse(450, 360, moon, moon * 1.08, accent),
    path('M262 640Q380 520 470 600T648 560V912L262 882Z', second),
    stroke(`M320 250L${random.range(480, 590)} 235M320 282L${random.range(420, 520)} 270`, pale, 15),
  ].join('')
}
