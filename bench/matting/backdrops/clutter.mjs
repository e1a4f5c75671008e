import { fromHsl, readColour } from '../scenes/colours.mjs'
import { blur } from '../scenes/layers.mjs'
import { drawNoise } from '../scenes/noise.mjs'
import { dim, paintPicture, step } from './paint.mjs'
import { drawTableAndWall, drawWood } from './tables.mjs'

/** Bricks, in focus or nearly, over a wooden floor. */
export function drawBricks(random, width, height) {
  const floor = drawTableAndWall(random, width, height)
  const [clay, mortar] = [
    readColour(fromHsl(random.range(0, 0.07), random.range(0.2, 0.5), random.range(0.35, 0.6))),
    [0.75, 0.72, 0.68],
  ]
  const [long, high] = [width / random.range(5, 9), height / random.range(11, 18)]
  const rough = drawNoise(random, width, height, { across: 40, down: 20, octaves: 4 })
  const picture = paintPicture(width, height, (x, y) => {
    const at = y * width + x
    if (y > floor.horizon) return floor.picture.data.subarray(at * 3, at * 3 + 3)
    const row = Math.floor(y / high)
    const column = Math.floor(x / long + row / 2)
    const gap = Math.min(edgeOf(x / long + row / 2) * long, edgeOf(y / high) * high)
    const tint = 0.75 + 0.4 * (((row * 37 + column * 101) % 17) / 17)
    return dim(gap < 2.5 ? mortar : dim(clay, tint), 0.75 + 0.5 * rough.data[at])
  })
  return { ...floor, picture: blur(picture, 3, random.range(0, 3)) }
}

/** Leaves and lights far out of focus, a sharper table in front. */
export function drawGarden(random, width, height) {
  const table = drawTableAndWall(random, width, height)
  const hue = random.range(0.2, 0.42)
  const leaves = drawNoise(random, width, height, { across: 90, down: 90, octaves: 4 })
  const discs = Array.from({ length: 46 }, () => [
    random.range(0, width),
    random.range(0, table.horizon),
    random.range(12, 55),
    random.range(0.05, 0.35),
  ])
  const green = readColour(fromHsl(hue, 0.45, 0.34))
  const picture = paintPicture(width, height, (x, y) => {
    const at = y * width + x
    if (y > table.horizon) return table.picture.data.subarray(at * 3, at * 3 + 3)
    const glow = discs.reduce((sum, [u, v, r, light]) => sum + ((x - u) ** 2 + (y - v) ** 2 < r * r ? light : 0), 0)
    return dim(green, 0.3 + 1.5 * leaves.data[at] + glow)
  })
  return { ...table, picture: softenAbove(picture, table.horizon, random.range(4, 9)) }
}

/** Wallpaper in stripes or checks, over a floor. */
export function drawWallpaper(random, width, height) {
  const floor = drawTableAndWall(random, width, height)
  const hue = random.next()
  const inks = [fromHsl(hue, 0.3, 0.75), fromHsl(hue + 0.06, 0.4, 0.5), fromHsl(hue + 0.5, 0.3, 0.6)].map(readColour)
  const pitch = width / random.range(6, 16)
  const isChecked = random.chance(0.5)
  const picture = paintPicture(width, height, (x, y) => {
    const at = (y * width + x) * 3
    if (y > floor.horizon) return floor.picture.data.subarray(at, at + 3)
    const column = Math.floor(x / pitch)
    return dim(inks[(column + (isChecked ? Math.floor(y / pitch) : 0)) % 3], 1 - 0.15 * (y / height))
  })
  return { ...floor, picture: blur(picture, 3, random.range(0.6, 3.5)) }
}

/** Shelves full of books' backs over a wooden desk. */
export function drawShelves(random, width, height) {
  const desk = drawTableAndWall(random, width, height)
  const rows = random.int(2, 3)
  const high = desk.horizon / rows
  const backs = Array.from({ length: rows }, () => listBacks(random, width, high))
  const picture = paintPicture(width, height, (x, y) => {
    const at = (y * width + x) * 3
    if (y > desk.horizon) return desk.picture.data.subarray(at, at + 3)
    const up = high - (y % high)
    const book = backs[Math.min(rows - 1, Math.floor(y / high))].find(({ to }) => x < to)
    if (up < high * 0.08) return [0.36, 0.24, 0.15]
    return book === undefined || up > book.top
      ? [0.12, 0.09, 0.07]
      : dim(book.colour, 0.75 + 0.35 * Math.sin((Math.PI * (x - book.from)) / (book.to - book.from)))
  })
  return { ...desk, picture: softenAbove(picture, desk.horizon, random.range(0.5, 4)) }
}

/** A patterned rug seen from above. */
export function drawRug(random, width, height) {
  const ground = drawWood(random, width, height)
  const inks = Array.from({ length: 4 }, () =>
    readColour(fromHsl(random.next(), random.range(0.3, 0.7), random.range(0.25, 0.7))),
  )
  const size = random.range(50, 110)
  const wool = drawNoise(random, width, height, { across: 2.5, down: 2.5, octaves: 2 })
  const picture = paintPicture(width, height, (x, y) => {
    const [u, v] = [edgeOf(x / size), edgeOf(y / size)]
    const ring = Math.floor(6 * (u + v)) + (Math.floor(x / size) + Math.floor(y / size)) * 2
    return dim(inks[ring % 4], 0.8 + 0.4 * wool.data[y * width + x])
  })
  return { ...ground, picture, gloss: 0 }
}

function listBacks(random, width, high) {
  const backs = []
  for (let from = 0; from < width; from = backs.at(-1).to) {
    const colour = readColour(fromHsl(random.next(), random.range(0.1, 0.6), random.range(0.2, 0.7)))
    backs.push({ from, to: from + width * random.range(0.02, 0.06), top: high * random.range(0.55, 0.92), colour })
  }
  return backs
}

/** Out of focus above the horizon, in focus well below it. */
function softenAbove(picture, horizon, sigma) {
  const soft = blur(picture, 3, sigma)
  const row = picture.width * 3
  const data = picture.data.map((value, at) => {
    const share = step(horizon - 6, horizon + 18, Math.floor(at / row))
    return soft.data[at] + (value - soft.data[at]) * share
  })
  return { ...picture, data }
}

/** Distance to the next whole number. */
const edgeOf = (value) => Math.min(value - Math.floor(value), Math.ceil(value) - value)
