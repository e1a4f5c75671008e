import { darken, lighten } from '../scenes/colours.mjs'
import { ellipse, group, path, stroke } from './shapes.mjs'

const BOWL = 'M330 120C300 300 300 470 500 500C700 470 700 300 670 120Z'

/** Tinted glass, partly filled: what is behind shows through the walls. */
export function drawWineGlass({ linear, clip, palette, random }) {
  const tint = random.pick([palette.main, palette.pale, '#dfe8ea'])
  const wine = random.pick(['#5a0f1c', '#c9a13b', '#b5485a'])
  const level = random.range(240, 330)
  const wall = linear([
    [0, darken(tint, 0.3), 0.9],
    [0.12, tint, 0.66],
    [0.5, lighten(tint, 0.3), 0.62],
    [0.88, tint, 0.68],
    [1, darken(tint, 0.4), 0.92],
  ])
  const stem = linear([
    [0, darken(tint, 0.4), 0.9],
    [0.35, '#ffffff', 0.85],
    [0.6, tint, 0.7],
    [1, darken(tint, 0.5), 0.95],
  ])
  return [
    ellipse(500, 905, 185, 32, wall),
    ellipse(500, 900, 185, 30, 'none', `stroke="${darken(tint, 0.3)}" stroke-opacity=".8" stroke-width="5"`),
    path('M484 495C492 640 490 780 440 892Q500 912 560 892C510 780 508 640 516 495Z', stem),
    path('M330 120A170 24 0 0 1 670 120Z', wall),
    path(BOWL, wall),
    group(
      clip(path(BOWL, wall)),
      path(`M200 ${level}H800V600H200Z`, wine, 'fill-opacity=".93"'),
      ellipse(500, level, 192, 24, lighten(wine, 0.25)),
    ),
    ellipse(500, 120, 170, 24, 'none', `stroke="${lighten(tint, 0.5)}" stroke-opacity=".9" stroke-width="5"`),
    stroke('M362 170C345 270 350 360 385 420', '#ffffff', 16, 'stroke-opacity=".75"'),
    stroke('M640 190C650 260 645 320 632 360', '#ffffff', 8, 'stroke-opacity=".6"'),
  ].join('')
}
