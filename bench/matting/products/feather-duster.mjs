import { darken, lighten } from '../scenes/colours.mjs'
import { drawStrands, ellipse, group, path, repeat } from './shapes.mjs'

/** Plumes around a turned handle: soft all over, hardly any outline. */
export function drawFeatherDuster({ finish, round, palette, random }) {
  const plumes = repeat(34, (i) => growPlume(-105 + (210 * i) / 33 + random.range(-7, 7), palette.main, random))
  return [
    group(
      finish({ bulge: 8, gloss: 0.5 }),
      path('M478 560H522L532 700Q540 820 520 960Q500 980 480 960Q460 820 468 700Z', round(palette.second)),
    ),
    ...plumes,
    group(finish({ bulge: 8 }), ellipse(500, 575, 40, 32, palette.metal)),
  ].join('')
}

function growPlume(lean, colour, random) {
  const way = ((lean - 90) / 180) * Math.PI
  const long = random.range(270, 430)
  const at = (t) => [500 + long * t * Math.cos(way), 565 + long * t * Math.sin(way) + 120 * t * t]
  const barbs = repeat(150, (i) => {
    const t = 0.15 + (i / 149) * 0.85
    const [[x, y], side] = [at(t), i % 2 ? 1 : -1]
    const out = 74 * Math.sin(Math.PI * (0.12 + 0.72 * t)) * random.range(0.6, 1.15)
    const turn = way + side * 0.9 + random.range(-0.25, 0.25)
    const tip = [x + out * Math.cos(turn), y + out * Math.sin(turn) + 10]
    const light = Math.round(random.range(-0.35, 0.3) * 8) / 10
    return {
      root: [x, y],
      by: [(x + tip[0]) / 2, (y + tip[1]) / 2 - 9],
      tip,
      colour: light > 0 ? lighten(colour, light) : darken(colour, -light),
      width: 2.4,
    }
  })
  return drawStrands(barbs)
}
