import { isNear, markEdges, marksOf } from './edges'
import { ALPHA, BACKGROUND, PIXEL, PRODUCT } from './level'

/** Fills a level of one pixel with the mean colours of what is surely product and surely background. `colours` are 0 to 255. */
export function startLevel(colours: usize, alpha: usize, pixels: i32, level: usize): void {
  writeMean(colours, alpha, pixels, true, level + PRODUCT)
  writeMean(colours, alpha, pixels, false, level + BACKGROUND)
  memory.copy(level, level + PRODUCT, 12)
}

function writeMean(colours: usize, alpha: usize, pixels: i32, isProduct: bool, to: usize): void {
  let red: f64 = 0
  let green: f64 = 0
  let blue: f64 = 0
  let count: f64 = 0
  for (let i = 0; i < pixels; i++, alpha += 4, colours += 12) {
    const share = <f64>load<f32>(alpha)
    if (isProduct ? share <= 0.9 : share >= 0.1) continue
    red += <f64>load<f32>(colours)
    green += <f64>load<f32>(colours, 4)
    blue += <f64>load<f32>(colours, 8)
    count++
  }
  const scale = 1 / max(<f64>1, count) / 255
  store<f32>(to, <f32>(red * scale))
  store<f32>(to, <f32>(green * scale), 4)
  store<f32>(to, <f32>(blue * scale), 8)
}

/**
 * Fills the next level: nearest samples of the picture, and the estimates of the level below. Where `isSparse`, pure pixels show their
 * layer as it is. `near`, unless it is 0, gets a byte for each block of 8 × 8 pixels; the level, of the picture's own size, is filled
 * near edges only then.
 */
export function refineLevel(
  coarse: usize,
  coarseWidth: i32,
  coarseHeight: i32,
  colours: usize,
  alpha: usize,
  pictureWidth: i32,
  pictureHeight: i32,
  level: usize,
  width: i32,
  height: i32,
  isSparse: bool,
  near: usize,
): void {
  if (near !== 0) markEdges(alpha, width, height, near)
  for (let y = 0; y < height; y++) {
    const row = ((y * pictureHeight) / height) * pictureWidth
    const coarseRow = ((y * coarseHeight) / height) * coarseWidth
    const marks = marksOf(near, width, y)
    for (let x = 0; x < width; x++, level += PIXEL) {
      if (!isNear(marks, x)) continue
      const from = <usize>(row + (x * pictureWidth) / width)
      const below = coarse + <usize>(coarseRow + (x * coarseWidth) / width) * PIXEL
      refinePixel(colours + from * 12, load<f32>(alpha + (from << 2)), below, level, isSparse)
    }
  }
}

function refinePixel(colour: usize, share: f32, below: usize, to: usize, isSparse: bool): void {
  store<f32>(to, share, ALPHA)
  for (let c: usize = 0; c < 12; c += 4) {
    const own = <f32>(<f64>load<f32>(colour + c) / 255)
    store<f32>(to + c, own)
    store<f32>(to + c, isSparse && share === 1 ? own : load<f32>(below + c, PRODUCT), PRODUCT)
    store<f32>(to + c, isSparse && share === 0 ? own : load<f32>(below + c, BACKGROUND), BACKGROUND)
  }
}
