import { darken, lighten } from '../scenes/colours.mjs'
import { ellipse, group, path, repeat } from './shapes.mjs'

/** A band with a cut stone held by prongs; its hole shows what is behind. */
export function drawRing({ finish, linear, palette, random }) {
  const { metal, accent } = palette
  const band = linear(
    [
      [0, darken(metal, 0.5)],
      [0.2, lighten(metal, 0.5)],
      [0.45, darken(metal, 0.2)],
      [0.7, lighten(metal, 0.6)],
      [1, darken(metal, 0.45)],
    ],
    [0, 0, 1, 1],
  )
  const width = random.range(38, 62)
  const prongs = repeat(4, (i) =>
    path(`M${415 + i * 50} 355L${405 + i * 56} 250H${419 + i * 56}L${437 + i * 50} 360Z`, lighten(metal, 0.2)),
  )
  return [
    group(
      finish({ bulge: 8, relief: 14, gloss: 0.8, shine: 25 }),
      ellipse(500, 640, 262, 290, 'none', `stroke="${band}" stroke-width="${width}"`),
    ),
    ellipse(500, 646, 250, 280, 'none', `stroke="${darken(metal, 0.5)}" stroke-width="9" stroke-opacity=".8"`),
    drawStone(accent),
    group(finish({ bulge: 4 }), ...prongs, path('M420 352H582L560 392H440Z', metal)),
  ].join('')
}

function drawStone(colour) {
  const [left, right, low] = ['365 235', '635 235', '500 392']
  const facets = [
    [`M430 165L${left}L450 235Z`, 0.35],
    ['M430 165L450 235L500 165Z', 0.6],
    ['M500 165L450 235H550Z', 0.2],
    ['M570 165L550 235L500 165Z', 0.5],
    [`M570 165L${right}L550 235Z`, 0.1],
    [`M${left}L450 235L${low}Z`, -0.25],
    [`M450 235H550L${low}Z`, 0.3],
    [`M550 235L${right}L${low}Z`, -0.45],
  ]
  const shade = (share) => (share > 0 ? lighten(colour, share) : darken(colour, -share))
  return group(
    '',
    path(`M430 165H570L${right}L${low}L${left}Z`, colour),
    ...facets.map(([d, share]) => path(d, shade(share))),
  )
}
