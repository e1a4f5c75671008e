import { fromHsl, readColour } from '../scenes/colours.mjs'
import { drawNoise } from '../scenes/noise.mjs'
import { blend, dim, paintPicture, step } from './paint.mjs'

/** Planks seen from above or at a slant. */
export function drawWood(
  random,
  width,
  height,
  tone = fromHsl(random.range(0.05, 0.11), random.range(0.2, 0.5), random.range(0.3, 0.68)),
) {
  const colour = readColour(tone)
  const grain = drawNoise(random, width, height, { across: 260, down: 7, octaves: 4 })
  const planks = random.int(3, 7)
  const tints = Array.from({ length: planks + 1 }, () => random.range(0.9, 1.08))
  const picture = paintPicture(width, height, (x, y) => {
    const at = (y / height) * planks
    const seam = Math.min(at % 1, 1 - (at % 1)) * (height / planks)
    const ring = 0.5 + 0.5 * Math.sin(26 * grain.data[y * width + x] + at)
    return dim(
      colour,
      tints[Math.floor(at)] * (0.8 + 0.18 * ring + 0.1 * grain.data[y * width + x]) * (0.6 + 0.4 * step(0, 2.5, seam)),
    )
  })
  return { picture, horizon: 0, gloss: 0.05, shade: random.range(0.4, 0.65) }
}

/** Woven cloth: linen or felt, with wide folds. */
export function drawCloth(
  random,
  width,
  height,
  tone = fromHsl(random.next(), random.range(0.05, 0.4), random.range(0.35, 0.85)),
) {
  const colour = readColour(tone)
  const folds = drawNoise(random, width, height, { across: width / 2, down: height / 1.2, octaves: 2 })
  const fuzz = drawNoise(random, width, height, { across: 2, down: 2, octaves: 1 })
  const pitch = random.range(1.6, 3)
  const depth = random.range(0.1, 0.3)
  const picture = paintPicture(width, height, (x, y) => {
    const at = y * width + x
    const weave = 0.03 * Math.sin((x * Math.PI) / pitch) * Math.sin((y * Math.PI) / pitch)
    return dim(colour, 1 + depth * (folds.data[at] - 0.5) + weave + 0.09 * (fuzz.data[at] - 0.5))
  })
  return { picture, horizon: 0, gloss: 0, shade: random.range(0.35, 0.6) }
}

/** Veined stone. */
export function drawMarble(random, width, height, tone = fromHsl(random.next(), 0.06, random.pick([0.9, 0.86, 0.2]))) {
  const colour = readColour(tone)
  const vein = readColour(fromHsl(random.range(0.05, 0.7), 0.12, random.range(0.4, 0.6)))
  const swirl = drawNoise(random, width, height, { across: width / 2.5, down: height / 2.5, octaves: 5 })
  const way = random.range(-1, 1)
  const picture = paintPicture(width, height, (x, y) => {
    const at = Math.abs(Math.sin(7 * (x / width + (way * y) / height) + 9 * swirl.data[y * width + x]))
    return blend(colour, vein, 0.5 * (1 - step(0, 0.16, at)) + 0.1 * swirl.data[y * width + x])
  })
  return { picture, horizon: 0, gloss: random.range(0.05, 0.15), shade: random.range(0.3, 0.5) }
}

/** A table's near half in wood before a plain wall. */
export function drawTableAndWall(random, width, height, tone) {
  const table = drawWood(random, width, height, tone)
  const wall = readColour(fromHsl(random.next(), random.range(0, 0.35), random.range(0.3, 0.9)))
  const edge = random.range(0.5, 0.66) * height
  const soft = random.range(1, 12)
  const picture = paintPicture(width, height, (x, y) => {
    const at = (y * width + x) * 3
    const glow = 1 - 0.2 * Math.hypot(x / width - 0.4, y / height - 0.3)
    return blend(dim(wall, glow), table.picture.data.subarray(at, at + 3), step(edge - soft, edge + soft, y))
  })
  return { picture, horizon: edge, gloss: random.range(0, 0.12), shade: random.range(0.35, 0.6) }
}
