import { darken } from '../scenes/colours.mjs'
import { ellipse, group, line, repeat, stroke } from './shapes.mjs'

/** Wires woven into a bowl: front and back of it, and what is behind. */
export function drawWireBasket({ finish, palette, random }) {
  const { metal, dark } = palette
  const wire = random.pick([metal, dark, palette.main])
  const count = random.int(12, 18)
  const ribs = (depth) =>
    repeat(count + 1, (i) => {
      const along = Math.cos((i / count) * Math.PI)
      const across = Math.sin((i / count) * Math.PI)
      return line(500 + 380 * along, 350 + depth * 70 * across, 500 + 230 * along, 760 + depth * 40 * across)
    }).join('')
  const hoops = repeat(4, (i) =>
    ellipse(500, 440 + i * 90, 355 - i * 34, 62 - i * 6, 'none', `stroke="${wire}" stroke-width="7"`),
  )
  return [
    stroke(ribs(-1), darken(wire, 0.3), 7),
    group(finish({ bulge: 3, relief: 6, gloss: 0.5 }), ...hoops, stroke(ribs(1), wire, 9)),
    group(
      finish({ bulge: 4, relief: 8, gloss: 0.6 }),
      ellipse(500, 350, 380, 70, 'none', `stroke="${wire}" stroke-width="17"`),
      ellipse(500, 760, 230, 40, 'none', `stroke="${wire}" stroke-width="14"`),
    ),
    group(finish({ bulge: 4 }), stroke('M120 350C40 300 40 420 135 400M880 350C960 300 960 420 865 400', wire, 14)),
  ].join('')
}
