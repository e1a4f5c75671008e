import { PLACE, sample } from '../../planes/kernels/sample'
import { ALPHA, BACKGROUND, PIXEL, PRODUCT, relaxLevel } from './level'

const ROUNDS: i32 = 3

/**
 * Works on a tile of a photo: `photo` (RGBA bytes) and `matte` (bytes) become the product alone, in place: nothing where alpha is 0,
 * the photo's colours where it is 255, and in between those of the product. `layers` is a level of `layerWidth` columns, in which
 * `columns` and `rows` tell where the tile's are; `level` is room for one of the tile's size.
 */
export function paintTile(
  photo: usize,
  matte: usize,
  width: i32,
  height: i32,
  layers: usize,
  layerWidth: i32,
  columns: usize,
  rows: usize,
  level: usize,
): void {
  for (let y = 0; y < height; y++) {
    const row = y * width
    for (let x = 0; x < width; x++) {
      const at = level + <usize>(row + x) * PIXEL
      const alpha = load<u8>(matte + <usize>(row + x))
      store<f32>(at, <f32>(<f64>alpha / 255), ALPHA)
      if (!isNearMixed(matte + <usize>(row + x), x, y, width, height)) continue
      readPixel(photo + ((<usize>(row + x)) << 2), alpha, at)
      const place = columns + <usize>x * PLACE
      if (alpha < 255) readLayer(layers + PRODUCT, layerWidth, place, rows + <usize>y * PLACE, at + PRODUCT)
      if (alpha > 0) readLayer(layers + BACKGROUND, layerWidth, place, rows + <usize>y * PLACE, at + BACKGROUND)
    }
  }
  relaxLevel(level, width, height, true, 0, ROUNDS)
  const area = <usize>(width * height)
  for (let i: usize = 0; i < area; i++) paintPixel(photo + (i << 2), load<u8>(matte + i), level + i * PIXEL + PRODUCT)
}

/** Whether a pixel or one of its four neighbours in the tile mixes. */
function isNearMixed(matte: usize, x: i32, y: i32, width: i32, height: i32): bool {
  if (isMixed(matte)) return true
  if (x > 0 && isMixed(matte - 1)) return true
  if (x < width - 1 && isMixed(matte + 1)) return true
  if (y > 0 && isMixed(matte - <usize>width)) return true
  return y < height - 1 && isMixed(matte + <usize>width)
}

function isMixed(matte: usize): bool {
  const alpha = load<u8>(matte)
  return alpha > 0 && alpha < 255
}

/** A pixel's colour, which is also that of a layer that is there alone. */
function readPixel(photo: usize, alpha: u8, to: usize): void {
  for (let c: usize = 0; c < 3; c++) {
    const own = <f32>(<f64>load<u8>(photo + c) / 255)
    const at = to + (c << 2)
    store<f32>(at, own)
    if (alpha === 255) store<f32>(at, own, PRODUCT)
    if (alpha === 0) store<f32>(at, own, BACKGROUND)
  }
}

/** Bilinear reading of one layer. */
function readLayer(layer: usize, layerWidth: i32, column: usize, row: usize, to: usize): void {
  for (let c: usize = 0; c < 12; c += 4) store<f32>(to + c, <f32>sample(layer + c, layerWidth, PIXEL, column, row))
}

function paintPixel(photo: usize, alpha: u8, product: usize): void {
  if (alpha === 0) store<u32>(photo, 0)
  else if (alpha < 255) {
    for (let c: usize = 0; c < 3; c++) {
      store<u8>(photo + c, <u8>Math.round(<f64>load<f32>(product + (c << 2)) * 255))
    }
  }
  if (alpha > 0) store<u8>(photo, alpha, 3)
}
