import type { Field, Size } from '../planes/field.ts'
import { power } from '../planes/functions.ts'
import type { Shelf } from '../shelf.ts'
import { kernels, PIXEL } from './kernels.ts'

/** The product's own colours and the background's, 0 to 1, wherever the two mix; farther from the edges, anything. */
export interface Layers extends Size {
  /** The shelf that holds them. */
  readonly shelf: Shelf
  /** Address of the level that they are layers of: see `kernels/level.ts`. */
  readonly level: number
}

/** Rounds on levels up to {@link SMALL} pixels a side, and on larger ones. */
const SMALL_ROUNDS = 10
const LARGE_ROUNDS = 2
const SMALL = 32
/** From this many pixels on, only those that mix are worked on. */
const SPARSE_AREA = 1 << 14
/** Pixels of a block that edges are looked for in. */
const BLOCK = 8

/**
 * Splits `colours` (0–255) into product and background for a given `alpha`, from coarse to fine, so that colours spread far
 * at little cost (Germer et al. 2020).
 *
 * @param shelf holds the layers, and what they are made from
 */
export function separateLayers(shelf: Shelf, colours: Field, alpha: Field): Layers {
  const { width, height } = colours
  const picture = { width, height, colours: shelf.place(colours.data), alpha: shelf.place(alpha.data) }
  const steps = Math.max(1, 32 - Math.clz32(Math.max(width, height) - 1))
  let layers: Layers = { shelf, level: shelf.reserve(PIXEL), width: 1, height: 1 }
  kernels.startLevel(picture.colours, picture.alpha, width * height, layers.level)
  for (let step = 1; step <= steps; step++) {
    const grow = (length: number): number => Math.max(1, Math.round(power(length, step / steps)))
    layers = refineLayers(layers, picture, { width: grow(width), height: grow(height) })
  }
  return layers
}

/** What is split: addresses of colours and alpha. */
interface Picture extends Size {
  readonly colours: number
  readonly alpha: number
}

function refineLayers(coarse: Layers, { colours, alpha, ...full }: Picture, { width, height }: Size): Layers {
  const { shelf } = coarse
  const level = shelf.reserve(PIXEL * width * height)
  const isSparse = width * height > SPARSE_AREA ? 1 : 0
  const isLast = width === full.width && height === full.height
  const near = isLast && isSparse ? shelf.reserve(Math.ceil(width / BLOCK) * Math.ceil(height / BLOCK)) : 0
  const rounds = Math.max(width, height) <= SMALL ? SMALL_ROUNDS : LARGE_ROUNDS
  const from = [coarse.level, coarse.width, coarse.height, colours, alpha, full.width, full.height]
  kernels.refineLevel(...from, level, width, height, isSparse, near)
  kernels.relaxLevel(level, width, height, isSparse, near, rounds)
  return { shelf, level, width, height }
}
