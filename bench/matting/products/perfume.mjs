import { darken, lighten } from '../scenes/colours.mjs'
import { box, group, path, stroke } from './shapes.mjs'

/** A thick-walled flacon, its liquid darker than the glass, with a metal cap. */
export function drawPerfume({ finish, linear, round, palette, random }) {
  const { main, metal, pale } = palette
  const level = random.range(420, 520)
  const glass = linear([
    [0, darken(main, 0.2), 0.9],
    [0.1, lighten(main, 0.6), 0.6],
    [0.9, lighten(main, 0.5), 0.62],
    [1, darken(main, 0.3), 0.92],
  ])
  const juice = linear([
    [0, darken(main, 0.35), 0.95],
    [0.35, lighten(main, 0.2), 0.85],
    [1, darken(main, 0.25), 0.95],
  ])
  return [
    path('M300 370Q300 340 335 335H665Q700 340 700 370V880Q700 915 665 918H335Q300 915 300 880Z', glass),
    path(`M330 ${level}H670V850Q665 875 640 878H360Q335 875 330 850Z`, juice),
    stroke('M303 372V878Q305 912 338 915H662Q695 912 697 878V372', darken(main, 0.3), 5, 'stroke-opacity=".75"'),
    group(finish({ bulge: 4, gloss: 0.7 }), box(440, 285, 120, 52, 6, round(metal))),
    group(finish({ bulge: 8, gloss: 0.7 }), box(400, 105, 200, 190, 12, round(metal))),
    group('', box(405, 570, 190, 150, 4, pale), stroke('M440 620H560M460 660H540', darken(pale, 0.55), 9)),
    stroke('M325 400V840', '#ffffff', 13, 'stroke-opacity=".7"'),
  ].join('')
}
