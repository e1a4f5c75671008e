import { darken, lighten } from '../scenes/colours.mjs'
import { box, ellipse, group, path, stroke } from './shapes.mjs'

const BODY = 'M345 930Q320 925 320 890V560C320 470 400 450 425 380H560C590 450 680 470 680 560V890Q680 925 655 930Z'

/** A trigger head on a labelled bottle. */
export function drawSprayBottle({ finish, round, palette, random }) {
  const { main, second, accent, pale, dark } = palette
  const head = finish({ bulge: 9, gloss: 0.4 })
  return [
    group(head, path('M330 230C300 260 285 330 262 372Q285 385 300 368C330 320 345 290 372 275Z', accent)),
    group(
      head,
      path('M395 320L405 240H330L270 215V165H345Q560 130 640 215Q655 260 600 262L585 320Z', second),
      box(238, 160, 44, 58, 8, dark),
    ),
    group(head, box(415, 310, 158, 80, 12, darken(second, 0.12))),
    group(finish({ bulge: 26, relief: 20, gloss: 0.35 }), path(BODY, round(main))),
    box(352, 590, 296, 240, 14, pale),
    ellipse(500, 665, 52, 52, accent),
    stroke(`M400 750H${random.range(520, 600)}M400 785H${random.range(480, 600)}`, darken(pale, 0.5), 11),
    stroke('M365 560C360 680 360 800 366 890', lighten(main, 0.6), 12, 'stroke-opacity=".55"'),
  ].join('')
}
