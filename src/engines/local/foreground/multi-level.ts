import type { Field, Size } from '../planes/field.ts'
import { power } from '../planes/functions.ts'
import { findEdges } from './edges.ts'
import { createLevel, relaxMixed, relaxPixel, type Level } from './level.ts'

/** The product's own colours and the background's, 0 to 1, wherever the two mix; farther from the edges, zeros. */
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
  const steps = Math.max(1, 32 - Math.clz32(Math.max(colours.width, colours.height) - 1))
  let level = startLevel(colours, alpha)
  for (let step = 1; step <= steps; step++) {
    const grow = (length: number): number => Math.max(1, Math.round(power(length, step / steps)))
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
  const [product, background] = [new Float64Array(4), new Float64Array(4)]
  for (let i = 0, at = 0; i < alpha.data.length; i++, at += 3) {
    const share = alpha.data[i] ?? 0
    if (share > 0.9) addColour(product, colours.data, at)
    else if (share < 0.1) addColour(background, colours.data, at)
  }
  return {
    width: 1,
    height: 1,
    colours: takeMean(product),
    alpha: new Float32Array(1),
    product: takeMean(product),
    background: takeMean(background),
  }
}

/** Three sums, and how many were added. */
function addColour(sums: Float64Array, colours: Float32Array, at: number): void {
  for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (colours[at + c] ?? 0)
  sums[3] = (sums[3] ?? 0) + 1
}

function takeMean(sums: Float64Array): Float32Array {
  const scale = 1 / Math.max(1, sums[3] ?? 0) / 255
  return Float32Array.of((sums[0] ?? 0) * scale, (sums[1] ?? 0) * scale, (sums[2] ?? 0) * scale)
}

/** The next level: nearest samples of the picture, and the estimates of the level below. Pure pixels show their layer as it is. */
function refineLevel(coarse: Level, { colours, alpha }: Mixture, size: Size): Level {
  const level = createLevel(size)
  const columns = locateNearest(colours.width, size.width)
  const coarseColumns = locateNearest(coarse.width, size.width)
  const isSparse = size.width * size.height > SPARSE_AREA
  const edges = size.width === alpha.width && size.height === alpha.height ? findEdges(alpha) : undefined
  for (let y = 0, i = 0; y < size.height; y++) {
    const row = Math.floor((y * colours.height) / size.height) * colours.width
    const coarseRow = Math.floor((y * coarse.height) / size.height) * coarse.width
    for (let x = 0; x < size.width; x++, i++) {
      if (edges?.isNear(x, y) === false) continue
      const from = row + (columns[x] ?? 0)
      const share = alpha.data[from] ?? 0
      const isProduct = isSparse && share === 1
      const isBackground = isSparse && share === 0
      level.alpha[i] = share
      for (let c = 0, at = from * 3, below = (coarseRow + (coarseColumns[x] ?? 0)) * 3, to = i * 3; c < 3; c++) {
        const own = (colours.data[at + c] ?? 0) / 255
        level.colours[to + c] = own
        level.product[to + c] = isProduct ? own : (coarse.product[below + c] ?? 0)
        level.background[to + c] = isBackground ? own : (coarse.background[below + c] ?? 0)
      }
    }
  }
  return level
}

/** For each position of an axis the position of another at the same place. */
function locateNearest(from: number, to: number): Int32Array {
  const nearest = new Int32Array(to)
  for (let i = 0; i < to; i++) nearest[i] = Math.floor((i * from) / to)
  return nearest
}

function relaxLevel(level: Level, rounds: number): void {
  const { width, height } = level
  const isSparse = width * height > SPARSE_AREA
  for (let round = 0; round < rounds; round++) {
    if (isSparse) relaxMixed(level)
    else for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) relaxPixel(level, x, y)
  }
}
