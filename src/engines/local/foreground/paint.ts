import type { Box, Raster } from '../../../core/types.ts'
import type { Matte } from '../alpha/estimate-alpha.ts'
import { growBox } from '../planes/box.ts'
import { createSampler, type Sampler } from '../planes/sampler.ts'
import { createLevel, relaxMixed, type Level } from './level.ts'
import type { Layers } from './multi-level.ts'

/** Pixels a side of the tiles that edges are worked on in, which bounds the memory, and their overlap. */
const TILE = 128
const MARGIN = 4
const ROUNDS = 3

/**
 * Paints the product alone: the photo's colours where alpha is 255, nothing (all zeros) where it is 0, and in between the
 * product's own colours, brought from the layers' size to the photo's.
 */
export function paintProduct(photo: Raster, matte: Matte, layers: Layers): Raster {
  const { width, height } = photo
  const canvas = { width, height, data: copyOpaque(photo, matte) }
  const samplers = {
    product: createSampler(layers.product, photo),
    background: createSampler(layers.background, photo),
  }
  const spare = createLevel({ width: TILE + 2 * MARGIN, height: TILE + 2 * MARGIN })
  for (let y = 0; y < height; y += TILE) {
    for (let x = 0; x < width; x += TILE) {
      const tile = { x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) }
      if (hasEdge(matte, tile)) paintTile({ photo, matte, samplers, canvas, spare }, tile)
    }
  }
  return canvas
}

interface Painting {
  readonly photo: Raster
  readonly matte: Matte
  readonly samplers: { readonly product: Sampler; readonly background: Sampler }
  readonly canvas: Raster
  /** As large as the largest tile. */
  readonly spare: Level
}

function copyOpaque(photo: Raster, matte: Matte): Uint8Array {
  const data = new Uint8Array(photo.data.length)
  for (let i = 0, at = 0; at < data.length; i++, at += 4) {
    if (matte.data[i] !== 255) continue
    data[at] = photo.data[at] ?? 0
    data[at + 1] = photo.data[at + 1] ?? 0
    data[at + 2] = photo.data[at + 2] ?? 0
    data[at + 3] = 255
  }
  return data
}

function hasEdge(matte: Matte, tile: Box): boolean {
  for (let y = tile.y; y < tile.y + tile.height; y++) {
    const start = y * matte.width + tile.x
    for (let i = start; i < start + tile.width; i++) if (isMixed(matte.data[i] ?? 0)) return true
  }
  return false
}

function isMixed(alpha: number): boolean {
  return alpha > 0 && alpha < 255
}

function paintTile(painting: Painting, tile: Box): void {
  const { matte, canvas } = painting
  const area = growBox(tile, MARGIN, matte)
  const level = readLevel(painting, area)
  for (let round = 0; round < ROUNDS; round++) relaxMixed(level)
  for (let y = tile.y; y < tile.y + tile.height; y++) {
    for (let x = tile.x; x < tile.x + tile.width; x++) {
      const pixel = y * matte.width + x
      const alpha = matte.data[pixel] ?? 0
      if (!isMixed(alpha)) continue
      const from = ((y - area.y) * area.width + x - area.x) * 3
      for (let c = 0; c < 3; c++) canvas.data[pixel * 4 + c] = Math.round((level.product[from + c] ?? 0) * 255)
      canvas.data[pixel * 4 + 3] = alpha
    }
  }
}

/** The photo's pixels in an area, with first estimates of both layers, wherever it mixes and beside that; the rest is not looked at. */
function readLevel({ photo, matte, samplers, spare }: Painting, area: Box): Level {
  const level = { ...spare, width: area.width, height: area.height }
  const [near, behind] = [new Float64Array(3), new Float64Array(3)]
  for (let y = area.y, i = 0; y < area.y + area.height; y++) {
    for (let x = area.x; x < area.x + area.width; x++, i++) {
      const pixel = y * photo.width + x
      const alpha = (matte.data[pixel] ?? 0) / 255
      level.alpha[i] = alpha
      if (!isNearMixed(matte, pixel)) continue
      if (alpha < 1) samplers.product(x, y, near)
      if (alpha > 0) samplers.background(x, y, behind)
      for (let c = 0; c < 3; c++) {
        const own = (photo.data[pixel * 4 + c] ?? 0) / 255
        level.colours[i * 3 + c] = own
        level.product[i * 3 + c] = alpha === 1 ? own : (near[c] ?? 0)
        level.background[i * 3 + c] = alpha === 0 ? own : (behind[c] ?? 0)
      }
    }
  }
  return level
}

/** Whether a pixel or one of its four neighbours mixes; beyond the sides, those of the next row count, which does no harm. */
function isNearMixed({ data, width }: Matte, pixel: number): boolean {
  return (
    isMixed(data[pixel] ?? 0) ||
    isMixed(data[pixel - 1] ?? 0) ||
    isMixed(data[pixel + 1] ?? 0) ||
    isMixed(data[pixel - width] ?? 0) ||
    isMixed(data[pixel + width] ?? 0)
  )
}
