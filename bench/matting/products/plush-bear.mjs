import { darken, lighten } from '../scenes/colours.mjs'
import { drawStrands, ellipse, group, repeat, stroke } from './shapes.mjs'

/** Limbs from back to front: centre, radii, and which of its furs it wears. */
const LIMBS = [
  [330, 195, 82, 82, 0],
  [670, 195, 82, 82, 0],
  [330, 200, 46, 46, 1],
  [670, 200, 46, 46, 1],
  [250, 590, 95, 165, 0],
  [750, 590, 95, 165, 0],
  [500, 640, 225, 250, 0],
  [500, 670, 130, 160, 1],
  [300, 850, 120, 100, 0],
  [700, 850, 120, 100, 0],
  [500, 320, 215, 190, 0],
  [500, 385, 98, 78, 1],
]

/** Sits and looks at you; every outline is fur. */
export function drawPlushBear({ random, palette, radial }) {
  const furs = [palette.main, lighten(palette.main, 0.45)]
  const length = random.range(16, 30)
  const limbs = LIMBS.map(([x, y, rx, ry, which]) => {
    const shade = radial([
      [0, lighten(furs[which], 0.08)],
      [1, darken(furs[which], 0.28)],
    ])
    const hairs = which === 0 ? Math.round((rx + ry) * 2.2) : Math.round((rx + ry) * 1.4)
    return (
      ellipse(x, y, rx, ry, shade) +
      drawStrands(repeat(hairs, () => growHair([x, y, rx, ry], furs[which], length, random)))
    )
  })
  const face = [
    ellipse(425, 290, 21, 23, '#14100e'),
    ellipse(575, 290, 21, 23, '#14100e'),
    ellipse(432, 282, 6, 6, '#ffffff'),
    ellipse(582, 282, 6, 6, '#ffffff'),
    ellipse(500, 355, 36, 25, darken(palette.dark, 0.4)),
    stroke('M500 378V405M500 405Q475 432 450 418M500 405Q525 432 550 418', darken(palette.dark, 0.4), 7),
  ]
  return [...limbs, group('', ...face)].join('')
}

/** Fur points outwards and down, darker below. */
function growHair([x, y, rx, ry], fur, length, random) {
  const turn = random.range(0, 2 * Math.PI)
  const reach = Math.sqrt(random.range(0.1, 1.04))
  const root = [x + rx * reach * Math.cos(turn), y + ry * reach * Math.sin(turn)]
  const way = turn + random.range(-0.5, 0.5)
  const out = length * random.range(0.5, 1.3) * (0.4 + 0.6 * reach)
  const tip = [root[0] + out * Math.cos(way), root[1] + out * Math.sin(way) + out * 0.3]
  const by = [(root[0] + tip[0]) / 2 + random.range(-4, 4), (root[1] + tip[1]) / 2 - out * 0.15]
  const light = 0.22 - 0.3 * reach - 0.2 * Math.sin(turn) + random.range(-0.15, 0.15)
  const colour = light > 0 ? lighten(fur, Math.round(light * 8) / 10) : darken(fur, Math.round(-light * 8) / 10)
  return { root, by, tip, colour, width: random.pick([2, 3]) }
}
