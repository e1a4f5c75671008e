import { lighten } from '../scenes/colours.mjs'
import { box, group, path, repeat, stroke } from './shapes.mjs'

/** A coiled cable with a mains plug at one end and a small one at the other. */
export function drawCable({ finish, palette, random }) {
  const { dark, main, metal, pale } = palette
  const coat = random.pick([dark, pale, main])
  const turns = random.range(2.2, 3.6)
  const points = repeat(90, (i) => {
    const angle = (i / 89) * turns * 2 * Math.PI
    const reach = 235 + 36 * Math.sin(i / 7) - i * 0.7
    return `${Math.round(480 + reach * 1.1 * Math.cos(angle))} ${Math.round(520 + reach * Math.sin(angle))}`
  })
  const last = points.at(-1)
  return [
    group(
      finish({ bulge: 4, relief: 7, gloss: 0.35 }),
      stroke(
        `M905 240C860 330 790 420 ${points[0]}L${points.join('L')}Q300 800 ${random.range(120, 220)} 880`,
        coat,
        random.range(15, 22),
      ),
      stroke(`M${last}L${last}`, coat, 15),
    ),
    group(
      'transform="rotate(25 905 200)"',
      group(finish({ bulge: 4, gloss: 0.7 }), box(868, 60, 16, 75, 6, metal), box(926, 60, 16, 75, 6, metal)),
      group(finish({ bulge: 10 }), path('M845 125H965V200Q955 255 920 262H890Q855 255 845 200Z', lighten(coat, 0.06))),
    ),
    group(finish({ bulge: 5 }), box(98, 850, 92, 56, 10, coat), box(52, 860, 50, 36, 4, metal)),
  ].join('')
}
