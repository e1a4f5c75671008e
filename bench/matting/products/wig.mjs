import { darken, lighten } from '../scenes/colours.mjs'
import { drawStrands, ellipse, group, path, repeat, stroke } from './shapes.mjs'

/** Long wavy hair on a head form on a rod: single hairs stand off all around. */
export function drawWig({ random, palette, finish, round }) {
  const hair = random.pick(['#2b1a12', '#7a4a22', '#c79a57', '#14110f', '#8c2f1d', palette.main])
  const wave = { depth: random.range(6, 26), long: random.range(500, 760) }
  const behind = repeat(420, () => growLock(hair, wave, random, 0.25))
  const front = repeat(900, () => growLock(hair, wave, random, 0))
  const loose = repeat(70, () => growStray(hair, random))
  return [
    group(finish({ gloss: 0.5 }), stroke('M500 600V925', palette.metal, 26), ellipse(500, 935, 150, 22, palette.metal)),
    drawStrands(behind),
    group(
      finish({ bulge: 40, relief: 30, gloss: 0.1 }),
      path(
        'M380 330C380 200 620 200 620 330C620 450 580 560 500 575C420 560 380 450 380 330ZM455 560H545V680H455Z',
        round(palette.pale),
      ),
    ),
    path('M352 330C330 140 670 140 648 330C640 270 560 250 500 238C450 250 360 270 352 330Z', darken(hair, 0.35)),
    drawStrands(front),
    drawStrands(loose),
  ].join('')
}

/** A lock from the parting over one side of the head down to the shoulders. */
function growLock(hair, { depth, long }, random, darker) {
  const side = random.chance(0.5) ? 1 : -1
  const out = random.range(0, 1)
  const root = [500 + side * random.range(0, 70), 172 + random.range(-8, 30)]
  const by = [500 + side * (112 + 120 * out), 175 + random.range(0, 120)]
  const sway = depth * Math.sin(out * 19)
  const tip = [500 + side * (72 + 170 * out + sway), 190 + long * random.range(0.75, 1)]
  const light = Math.round((0.3 * Math.sin(out * 12) + random.range(-0.25, 0.25) - darker) * 8) / 10
  return {
    root,
    by,
    tip,
    colour: light > 0 ? lighten(hair, light) : darken(hair, -light),
    width: random.pick([2, 3, 4]),
  }
}

function growStray(hair, random) {
  const side = random.chance(0.5) ? 1 : -1
  const height = random.range(170, 800)
  const root = [500 + side * random.range(60, 205), height]
  const tip = [root[0] + side * random.range(5, 45), height + random.range(60, 180)]
  return { root, by: [tip[0], root[1] + random.range(-20, 30)], tip, colour: lighten(hair, 0.1), width: 1.6 }
}
