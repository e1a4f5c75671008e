import type { Box } from '../../../core/types.ts'
import type { ProductMask } from '../mask/find-mask.ts'
import type { Net } from '../net/net.ts'
import type { Tensor } from '../net/tensor.ts'
import { findBox, growBox, scaleBox } from '../planes/box.ts'
import { createField, type Field, type Size } from '../planes/field.ts'
import { resample } from '../planes/resample.ts'
import { withShelf } from '../shelf.ts'
import { openDetail } from './detail.ts'
import { coverDoubt } from './squares.ts'

/** What may be product, and its surroundings to this many pixels, are shown to the network; alpha is 0 beyond. */
const MAYBE = 0.02
const MARGIN = 32
/** Pixels a side of what it is shown at a time, as in training: shown more, it finds fault with what is far from every edge. */
const SIDE = 256
/** Pixels at the rims of that whose alpha is not kept. */
const RIM = 16
/** Where the mask and probabilities as sure as this agree, nothing is asked and nothing changed. */
const SURE = 0.95
/** What is nearer than this to 0 or 1 is 0 or 1. */
const VEIL = 0.03

/**
 * Alpha, 0 to 1, of `colours` (0–255) as a network draws it that is shown detail, piece by piece, and there what was found before: the
 * mask's network sees the whole product at once and hence no detail. Exactly 0 and 1 away from edges.
 */
export function draftAlpha(colours: Field, found: ProductMask, net: Net): Field {
  const alpha = createField(colours, 1)
  const box = findSurroundings(found.probability, colours)
  if (box === undefined) return alpha
  const sureness = resample(findSureness(found), colours)
  withShelf((shelf) => {
    const describe = openDetail(shelf, colours, found, SIDE)
    for (const tile of coverDoubt(sureness, box, SIDE - 2 * RIM)) {
      const seen = placeSight(tile, colours)
      copyTile(net(describe(seen)), seen, tile, alpha)
    }
  })
  holdSure(alpha, sureness)
  return alpha
}

/** 1 where all that is known says product, -1 where it says background, 0 where it is in doubt; of the mask's size. */
function findSureness({ probability, mask }: ProductMask): Field {
  const data = probability.data.map((p, i) => {
    if (mask.data[i] === 1) return p > SURE ? 1 : 0
    return p < 1 - SURE ? -1 : 0
  })
  return { ...probability, data }
}

/** Keeps alpha within what is sure. */
function holdSure({ data }: Field, sureness: Field): void {
  for (let i = 0; i < data.length; i++) {
    const sure = sureness.data[i] ?? 0
    data[i] = Math.max(sure, Math.min(1 + sure, data[i] ?? 0, 1), 0)
  }
}

function findSurroundings(probability: Field, colours: Field): Box | undefined {
  const box = findBox(probability, MAYBE)
  return box && growBox(scaleBox(box, probability, colours), MARGIN, colours)
}

/** The square around a tile, moved into the picture as far as that is large enough. */
function placeSight({ x, y }: Box, { width, height }: Size): Box {
  const place = (at: number, length: number): number => Math.max(0, Math.min(at - RIM, length - SIDE))
  return { x: place(x, width), y: place(y, height), width: SIDE, height: SIDE }
}

function copyTile({ data, width }: Tensor, seen: Box, tile: Box, alpha: Field): void {
  for (let row = 0; row < tile.height; row++) {
    const from = (tile.y + row - seen.y) * width + tile.x - seen.x
    const to = (tile.y + row) * alpha.width + tile.x
    for (let column = 0; column < tile.width; column++) {
      alpha.data[to + column] = liftVeil(data[from + column] ?? 0)
    }
  }
}

function liftVeil(alpha: number): number {
  return Math.min(1, Math.max(0, (alpha - VEIL) / (1 - 2 * VEIL)))
}
