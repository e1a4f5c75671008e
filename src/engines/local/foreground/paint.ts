import type { Box, Raster } from '../../../core/types.ts'
import type { Matte } from '../alpha/refine.ts'
import { growBox } from '../planes/box.ts'
import { placeAxes } from '../planes/places.ts'
import { kernels, PIXEL } from './kernels.ts'
import type { Layers } from './multi-level.ts'

/** Pixels a side of the tiles that edges are worked on in, which bounds the memory, and their overlap. */
const TILE = 128
const MARGIN = 4
/** Pixels of the largest area worked on. */
const AREA = (TILE + 2 * MARGIN) ** 2
/** Bytes of a place on an axis. */
const PLACE = 12

/**
 * Paints the product alone: the photo's colours where alpha is 255, nothing (all zeros) where it is 0, and in between the
 * product's own colours, brought from the layers' size to the photo's.
 */
export function paintProduct(photo: Raster, matte: Matte, layers: Layers): Raster {
  const { width, height } = photo
  const canvas = { width, height, data: copyOpaque(photo, matte) }
  const bench = openBench(layers, photo)
  for (let y = 0; y < height; y += TILE) {
    for (let x = 0; x < width; x += TILE) {
      const tile = { x, y, width: Math.min(TILE, width - x), height: Math.min(TILE, height - y) }
      if (hasEdge(matte, tile)) paintTile({ photo, matte, layers, canvas }, bench, tile)
    }
  }
  return canvas
}

interface Painting {
  readonly photo: Raster
  readonly matte: Matte
  readonly layers: Layers
  readonly canvas: Raster
}

/** Addresses of what tiles are worked on with. */
interface Bench {
  readonly pixels: number
  readonly matte: number
  readonly level: number
  /** Where the photo's columns and rows are in the layers. */
  readonly columns: number
  readonly rows: number
}

function openBench(layers: Layers, photo: Raster): Bench {
  const { shelf } = layers
  const [columns, rows] = placeAxes(shelf, layers, photo)
  return {
    columns,
    rows,
    pixels: shelf.reserve(4 * AREA),
    matte: shelf.reserve(AREA),
    level: shelf.reserve(PIXEL * AREA),
  }
}

/** Pixel by pixel: where a matte is 255, so is the photo's own alpha. */
function copyOpaque(photo: Raster, matte: Matte): Uint8Array {
  const from = readPixels(photo.data)
  const to = new Uint32Array(from.length)
  for (let i = 0; i < to.length; i++) if (matte.data[i] === 255) to[i] = from[i] ?? 0
  return new Uint8Array(to.buffer)
}

/** The four bytes of each pixel as one number. */
function readPixels(data: Uint8Array): Uint32Array {
  const { buffer, byteOffset, byteLength } = data.byteOffset % 4 === 0 ? data : data.slice()
  return new Uint32Array(buffer, byteOffset, byteLength / 4)
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

/** Paints a tile from what lies around it, too. */
function paintTile({ photo, matte, layers, canvas }: Painting, bench: Bench, tile: Box): void {
  const { shelf, level, width } = layers
  const area = growBox(tile, MARGIN, matte)
  for (let row = 0; row < area.height; row++) {
    const start = (area.y + row) * photo.width + area.x
    shelf.write(photo.data.subarray(4 * start, 4 * (start + area.width)), bench.pixels + 4 * row * area.width)
    shelf.write(matte.data.subarray(start, start + area.width), bench.matte + row * area.width)
  }
  const [columns, rows] = [bench.columns + PLACE * area.x, bench.rows + PLACE * area.y]
  const { pixels, matte: alpha } = bench
  kernels.paintTile(pixels, alpha, area.width, area.height, level, width, columns, rows, bench.level)
  for (let y = tile.y; y < tile.y + tile.height; y++) {
    const from = pixels + 4 * ((y - area.y) * area.width + tile.x - area.x)
    canvas.data.set(shelf.readBytes(from, 4 * tile.width), 4 * (y * photo.width + tile.x))
  }
}
