import { ellipse, group, line, path, repeat, stroke } from './shapes.mjs'

/** Strings in an oval head, an open throat, a wrapped grip. */
export function drawRacket({ finish, clip, palette, random }) {
  const { main, accent, pale, dark } = palette
  const step = random.range(19, 27)
  const head = ellipse(500, 300, 205, 262, '#fff')
  const strings = repeat(
    30,
    (i) => line(200 + i * step, 0, 200 + i * step, 600) + line(250, 30 + i * step, 750, 30 + i * step),
  )
  const wraps = repeat(9, (i) => stroke(`M470 ${735 + i * 27}l60 -18`, pale, 4))
  return [
    group(clip(head), stroke(strings.join(''), pale, 3)),
    group(
      finish({ bulge: 5, relief: 9, gloss: 0.6 }),
      ellipse(500, 300, 215, 272, 'none', `stroke="${main}" stroke-width="25"`),
      stroke('M385 525Q470 620 488 700M615 525Q530 620 512 700', main, 25),
    ),
    stroke('M300 220Q330 100 440 50', accent, 16),
    group(finish({ bulge: 10 }), path('M467 690H533L537 965Q500 985 463 965Z', dark)),
    ...wraps,
  ].join('')
}
