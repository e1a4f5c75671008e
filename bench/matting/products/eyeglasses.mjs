import { lighten } from '../scenes/colours.mjs'
import { group, path, stroke } from './shapes.mjs'

/** Nearly clear lenses in a frame, the temples folded open behind. */
export function drawEyeglasses({ finish, palette, random }) {
  const frame = random.pick([palette.dark, palette.main, palette.metal])
  const width = random.range(15, 34)
  const drop = random.range(130, 185)
  const lens = (x) =>
    `M${x - 165} 430C${x - 170} 350 ${x - 90} 330 ${x} 335C${x + 100} 335 ${x + 165} 360 ${x + 160} 430C${x + 160} ${430 + drop} ${x - 150} ${440 + drop} ${x - 165} 430Z`
  const wire = finish({ bulge: 5, relief: 9, gloss: 0.6 })
  return [
    group(wire, stroke('M95 400C60 300 130 180 190 130M905 400C940 300 870 180 810 130', frame, width * 0.7)),
    ...[275, 725].map((x) => path(lens(x), lighten(frame, 0.55), `fill-opacity="${random.range(0.06, 0.2)}"`)),
    stroke('M190 470L250 370M640 470L700 370', '#ffffff', 14, 'stroke-opacity=".35"'),
    group(
      wire,
      ...[275, 725].map((x) => stroke(lens(x), frame, width)),
      stroke('M432 410Q500 350 568 410', frame, width * 0.8),
      stroke('M112 410L88 396M888 410L912 396', frame, width),
    ),
  ].join('')
}
