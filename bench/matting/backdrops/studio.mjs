import { fromHsl, readColour } from '../scenes/colours.mjs'
import { drawNoise } from '../scenes/noise.mjs'
import { blend, dim, paintPicture, step } from './paint.mjs'

/** One colour, hardly lit unevenly. */
export function drawPlain(random, width, height, tone = pickTone(random)) {
  const colour = readColour(tone)
  const [lean, fall] = [random.range(-0.05, 0.05), random.range(-0.05, 0.05)]
  const picture = paintPicture(width, height, (x, y) =>
    dim(colour, 1 + lean * (x / width - 0.5) + fall * (y / height - 0.5)),
  )
  return { picture, horizon: 0, gloss: 0, shade: random.range(0.2, 0.6) }
}

/** From one tone to another, at some angle. */
export function drawGradient(random, width, height, tone = pickTone(random)) {
  const [from, to] = [readColour(tone), dim(readColour(tone), random.range(0.55, 0.88))]
  const way = random.range(0, 2 * Math.PI)
  const picture = paintPicture(width, height, (x, y) => {
    const along = (x / width - 0.5) * Math.cos(way) + (y / height - 0.5) * Math.sin(way)
    return blend(from, to, step(-0.7, 0.7, along))
  })
  return { picture, horizon: 0, gloss: 0, shade: random.range(0.2, 0.6) }
}

/** A lamp's spot behind the product, darker corners. */
export function drawSpot(random, width, height, tone = pickTone(random)) {
  const colour = readColour(tone)
  const [u, v] = [random.range(0.35, 0.65), random.range(0.25, 0.55)]
  const [reach, depth] = [random.range(0.5, 0.8), random.range(0.25, 0.6)]
  const picture = paintPicture(width, height, (x, y) => {
    const away = Math.hypot(x / width - u, (y / height - v) * (height / width))
    return dim(colour, 1.02 - depth * step(0, reach, away))
  })
  return { picture, horizon: 0, gloss: 0, shade: random.range(0.25, 0.55) }
}

/** A sheet of paper that bends from table to wall: a soft band of shade where it does. */
export function drawSweep(random, width, height, tone = pickTone(random)) {
  const colour = readColour(tone)
  const bend = random.range(0.45, 0.65) * height
  const [wall, dip, soft] = [random.range(0.86, 1.02), random.range(0.03, 0.12), random.range(0.04, 0.12) * height]
  const grain = drawNoise(random, width, height, { across: 3, down: 3, octaves: 2 })
  const lean = random.range(-0.12, 0.12)
  const picture = paintPicture(width, height, (x, y) => {
    const light =
      wall + (1.02 - wall) * step(bend - 2 * soft, bend + 2 * soft, y) - dip * Math.exp(-(((y - bend) / soft) ** 2))
    return dim(colour, light + lean * (x / width - 0.5) + 0.02 * (grain.data[y * width + x] - 0.5))
  })
  return { picture, horizon: bend, gloss: 0.04, shade: random.range(0.3, 0.6) }
}

/** Polished acrylic that mirrors the product, a plain wall behind. */
export function drawGlossyTable(random, width, height, tone = pickTone(random)) {
  const [table, wall] = [readColour(tone), dim(readColour(tone), random.range(0.75, 1.05))]
  const edge = random.range(0.5, 0.68) * height
  const soft = random.range(3, 30)
  const picture = paintPicture(width, height, (x, y) => {
    const floor = dim(table, 0.9 + 0.14 * ((y - edge) / (height - edge)))
    return blend(dim(wall, 1 - 0.1 * (1 - y / edge)), floor, step(edge - soft, edge + soft, y))
  })
  return { picture, horizon: edge, gloss: random.range(0.15, 0.42), shade: random.range(0.1, 0.35) }
}

/** White, grey, black, or a colour: strong or pale. */
function pickTone(random) {
  const hue = random.next()
  return random.pick([
    fromHsl(hue, random.range(0, 0.1), random.range(0.93, 0.99)),
    fromHsl(hue, random.range(0, 0.06), random.range(0.7, 0.88)),
    fromHsl(hue, random.range(0, 0.08), random.range(0.35, 0.6)),
    fromHsl(hue, random.range(0, 0.15), random.range(0.05, 0.13)),
    fromHsl(hue, random.range(0.25, 0.6), random.range(0.78, 0.9)),
    fromHsl(hue, random.range(0.35, 0.75), random.range(0.4, 0.65)),
  ])
}
