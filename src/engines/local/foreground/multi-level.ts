import type { Field, Size } from '../planes/field.ts'
import { relaxPixel, type Level } from './level.ts'

/** The product's own colours and the background's, 0 to 1, wherever the two mix. */
export interface Layers {
  readonly product: Field
  readonly background: Field
}

/** Rounds on levels up to {@link SMALL} pixels a side, and on larger ones. */
const SMALL_ROUNDS = 10
const LARGE_ROUNDS = 2
const SMALL = 32
/** From this many pixels on, only those that mix are worked on. */
const SPARSE_AREA = 1 << 14

/**
 * Splits `colours` (0–255) into product and background for a given `alpha`, from coarse to fine, so that colours spread far
 * at little cost (Germer et al. 2020).
 */
export function separateLayers(colours: Field, alpha: Field): Layers {
  const steps = Math.max(1, Math.ceil(Math.log2(Math.max(colours.width, colours.height))))
  let level = startLevel(colours, alpha)
  for (let step = 1; step <= steps; step++) {
    const grow = (length: number): number => Math.max(1, Math.round(length ** (step / steps)))
    level = refineLevel(level, { colours, alpha }, { width: grow(colours.width), height: grow(colours.height) })
    relaxLevel(level, Math.max(level.width, level.height) <= SMALL ? SMALL_ROUNDS : LARGE_ROUNDS)
  }
  const { width, height } = level
  return {
    product: { data: level.product, width, height, channels: 3 },
    background: { data: level.background, width, height, channels: 3 },
  }
}

interface Mixture {
  readonly colours: Field
  readonly alpha: Field
}

/** One pixel, with the mean colours of what is surely product and surely background. */
function startLevel(colours: Field, alpha: Field): Level {
  const product = meanColour(colours, (i) => (alpha.data[i] ?? 0) > 0.9)
  const background = meanColour(colours, (i) => (alpha.data[i] ?? 0) < 0.1)
  return { width: 1, height: 1, colours: product, alpha: new Float32Array(1), product, background }
}

function meanColour({ data }: Field, isIn: (i: number) => boolean): Float32Array {
  const sums = [0, 0, 0]
  let count = 0
  for (let i = 0; i < data.length / 3; i++) {
    if (!isIn(i)) continue
    count++
    for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (data[i * 3 + c] ?? 0)
  }
  return Float32Array.from(sums, (sum) => sum / Math.max(1, count) / 255)
}

/** The next level: nearest samples of the picture, and the estimates of the level below. */
function refineLevel(coarse: Level, { colours, alpha }: Mixture, size: Size): Level {
  const fromPicture = locateNearest(colours, size)
  const fromCoarse = locateNearest(coarse, size)
  const samples = takePixels(colours.data, fromPicture, 3).map((value) => value / 255)
  return {
    ...size,
    colours: samples,
    alpha: takePixels(alpha.data, fromPicture, 1),
    product: takePixels(coarse.product, fromCoarse, 3),
    background: takePixels(coarse.background, fromCoarse, 3),
  }
}

/** For each pixel of a grid of size `to` the pixel of `from` at the same place. */
function locateNearest(from: Size, to: Size): Int32Array {
  const nearest = new Int32Array(to.width * to.height)
  for (let y = 0, i = 0; y < to.height; y++) {
    const row = Math.floor((y * from.height) / to.height) * from.width
    for (let x = 0; x < to.width; x++, i++) nearest[i] = row + Math.floor((x * from.width) / to.width)
  }
  return nearest
}

function takePixels(data: Float32Array, list: Int32Array, channels: number): Float32Array {
  const taken = new Float32Array(list.length * channels)
  for (let i = 0; i < list.length; i++) {
    const from = (list[i] ?? 0) * channels
    for (let c = 0; c < channels; c++) taken[i * channels + c] = data[from + c] ?? 0
  }
  return taken
}

function relaxLevel(level: Level, rounds: number): void {
  const { width, height } = level
  const isSparse = width * height > SPARSE_AREA
  if (isSparse) settlePure(level)
  for (let round = 0; round < rounds; round++) {
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const alpha = level.alpha[i] ?? 0
        if (!isSparse || (alpha > 0 && alpha < 1)) relaxPixel(level, x, y)
      }
    }
  }
}

/** Pure pixels show their layer as it is. */
function settlePure({ alpha, colours, product, background }: Level): void {
  for (let i = 0; i < alpha.length; i++) {
    if (alpha[i] === 1) copyColour(colours, product, i * 3)
    else if (alpha[i] === 0) copyColour(colours, background, i * 3)
  }
}

function copyColour(from: Float32Array, to: Float32Array, at: number): void {
  to[at] = from[at] ?? 0
  to[at + 1] = from[at + 1] ?? 0
  to[at + 2] = from[at + 2] ?? 0
}
