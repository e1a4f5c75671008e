import { ellipse, group, line, repeat, stroke } from './shapes.mjs'

const REAR = [210, 640]
const FRONT = [800, 640]

/** Wheels with spokes, a tube frame, chain, saddle and bars: mostly air. */
export function drawBicycle({ finish, palette }) {
  const { main, dark, metal } = palette
  const tubes = ['M210 640L440 640', 'M440 640L365 330', 'M440 640L715 395', 'M378 385L700 350', 'M210 640L382 400']
  return [
    drawWheel(REAR, finish, palette),
    drawWheel(FRONT, finish, palette),
    stroke('M445 606L215 622M445 674L215 658', dark, 7),
    group(
      finish({ bulge: 4, relief: 8, gloss: 0.5 }),
      ...tubes.map((d) => stroke(d, main, 19)),
      stroke('M690 300L735 470Q750 560 800 640', main, 15),
    ),
    group(
      finish({ bulge: 4, relief: 7 }),
      stroke('M365 330L352 262', metal, 13),
      stroke('M692 305L682 258L745 248', metal, 12),
    ),
    group(
      finish({ bulge: 6 }),
      stroke('M300 252Q370 232 425 258', dark, 26),
      stroke('M745 248C810 250 815 320 755 325', dark, 16),
    ),
    group(
      finish({ bulge: 5 }),
      ellipse(440, 640, 44, 44, 'none', `stroke="${metal}" stroke-width="14"`),
      stroke('M440 640L490 735', metal, 12),
      stroke('M462 738H520', dark, 16),
    ),
  ].join('')
}

function drawWheel([x, y], finish, { dark, metal }) {
  const spokes = repeat(24, (i) => {
    const [rim, hub] = [(i / 24) * 2 * Math.PI, (i / 24) * 2 * Math.PI + (i % 2 ? 0.5 : -0.5)]
    return line(x + 14 * Math.cos(hub), y + 14 * Math.sin(hub), x + 168 * Math.cos(rim), y + 168 * Math.sin(rim))
  })
  return [
    stroke(spokes.join(''), metal, 3.2),
    group(finish({ bulge: 5 }), ellipse(x, y, 186, 186, 'none', `stroke="${dark}" stroke-width="22"`)),
    ellipse(x, y, 171, 171, 'none', `stroke="${metal}" stroke-width="9"`),
    ellipse(x, y, 17, 17, metal),
  ].join('')
}
