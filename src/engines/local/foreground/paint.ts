import type { Raster } from '../../../core/types.ts'
import type { Matte } from '../alpha/estimate-alpha.ts'
import { createSampler, type Sampler } from '../planes/sampler.ts'
import { relaxPixel, type Level } from './level.ts'
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
  for (let y = 0; y < height; y += TILE) {
    for (let x = 0; x < width; x += TILE) {
      const tile = { x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) }
      if (hasEdge(matte, tile)) paintTile({ photo, matte, samplers, canvas }, tile)
    }
  }
  return canvas
}

interface Tile {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Painting {
  readonly photo: Raster
  readonly matte: Matte
  readonly samplers: { readonly product: Sampler; readonly background: Sampler }
  readonly canvas: Raster
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

function hasEdge(matte: Matte, tile: Tile): boolean {
  for (let y = tile.y; y < tile.y + tile.height; y++) {
    const start = y * matte.width + tile.x
    for (let i = start; i < start + tile.width; i++) if (isMixed(matte.data[i] ?? 0)) return true
  }
  return false
}

function isMixed(alpha: number): boolean {
  return alpha > 0 && alpha < 255
}

function paintTile(painting: Painting, tile: Tile): void {
  const { matte, canvas } = painting
  const area = growTile(tile, matte)
  const level = readLevel(painting, area)
  for (let round = 0; round < ROUNDS; round++) {
    for (let y = 0, i = 0; y < area.height; y++) {
      for (let x = 0; x < area.width; x++, i++) {
        const alpha = level.alpha[i] ?? 0
        if (alpha > 0 && alpha < 1) relaxPixel(level, x, y)
      }
    }
  }
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

function growTile({ x, y, width, height }: Tile, bounds: Matte): Tile {
  const left = Math.max(0, x - MARGIN)
  const top = Math.max(0, y - MARGIN)
  return {
    x: left,
    y: top,
    width: Math.min(bounds.width, x + width + MARGIN) - left,
    height: Math.min(bounds.height, y + height + MARGIN) - top,
  }
}

/** The photo's pixels in an area, with first estimates of both layers. */
function readLevel({ photo, matte, samplers }: Painting, area: Tile): Level {
  const { width, height } = area
  const three = (): Float32Array => new Float32Array(width * height * 3)
  const level = {
    width,
    height,
    colours: three(),
    alpha: new Float32Array(width * height),
    product: three(),
    background: three(),
  }
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const pixel = (area.y + y) * photo.width + area.x + x
      const alpha = (matte.data[pixel] ?? 0) / 255
      level.alpha[i] = alpha
      for (let c = 0; c < 3; c++) {
        const own = (photo.data[pixel * 4 + c] ?? 0) / 255
        level.colours[i * 3 + c] = own
        level.product[i * 3 + c] = alpha === 1 ? own : samplers.product(area.x + x, area.y + y, c)
        level.background[i * 3 + c] = alpha === 0 ? own : samplers.background(area.x + x, area.y + y, c)
      }
    }
  }
  return level
}
