import { clamp } from '../../planes/kernels/functions'
import { isNear, marksOf } from './edges'

/**
 * One resolution of foreground estimation: for each pixel ten numbers, its colour, its alpha, and the colours that product and background
 * are estimated to have there; all are 0 to 1.
 */

/** Bytes of a pixel, and where what begins. */
export const PIXEL: usize = 40
export const ALPHA: usize = 12
export const PRODUCT: usize = 16
export const BACKGROUND: usize = 28

/** How strongly neighbours are alike: always, and for each unit that alpha differs between them. */
const BASE_WEIGHT: f64 = 1e-5
const GRADIENT_WEIGHT: f64 = 0.1

/** Improves the estimates of all pixels, or of those that mix alone, row by row; only of those near edges, unless `near` is 0. */
export function relaxLevel(level: usize, width: i32, height: i32, isSparse: bool, near: usize, rounds: i32): void {
  for (let round = 0; round < rounds; round++) {
    for (let y = 0; y < height; y++) {
      const row = level + <usize>(y * width) * PIXEL
      relaxRow(row, width, y > 0, y < height - 1, isSparse, marksOf(near, width, y))
    }
  }
}

function relaxRow(row: usize, width: i32, hasAbove: bool, hasBelow: bool, isSparse: bool, marks: usize): void {
  const line = <usize>width * PIXEL
  const last = row + line - PIXEL
  for (let x = 0, at = row; x < width; x++, at += PIXEL) {
    if (!isNear(marks, x) || (isSparse && !isMixed(load<f32>(at, ALPHA)))) continue
    relaxPixel(
      at,
      hasAbove ? at - line : at,
      hasBelow ? at + line : at,
      at > row ? at - PIXEL : at,
      at < last ? at + PIXEL : at,
    )
  }
}

function isMixed(alpha: f32): bool {
  return alpha > 0 && alpha < 1
}

/**
 * Improves the estimates of one pixel: the pair of colours that mixes to the pixel's own and is like its four neighbours',
 * the more so the steeper alpha is between them (multi-level foreground estimation, Germer et al. 2020).
 */
function relaxPixel(at: usize, up: usize, down: usize, left: usize, right: usize): void {
  const a = <f64>load<f32>(at, ALPHA)
  const b = 1 - a
  const wUp = weigh(a, up)
  const wDown = weigh(a, down)
  const wLeft = weigh(a, left)
  const wRight = weigh(a, right)
  const weight = wUp + wDown + wLeft + wRight
  const determinant = (a * a + weight) * (b * b + weight) - a * a * b * b
  for (let c: usize = 0; c < 12; c += 4) {
    const own = <f64>load<f32>(at + c)
    const f =
      a * own +
      wUp * read(up + c, PRODUCT) +
      wDown * read(down + c, PRODUCT) +
      wLeft * read(left + c, PRODUCT) +
      wRight * read(right + c, PRODUCT)
    const g =
      b * own +
      wUp * read(up + c, BACKGROUND) +
      wDown * read(down + c, BACKGROUND) +
      wLeft * read(left + c, BACKGROUND) +
      wRight * read(right + c, BACKGROUND)
    store<f32>(at + c, <f32>clamp(((b * b + weight) * f - a * b * g) / determinant, 0, 1), PRODUCT)
    store<f32>(at + c, <f32>clamp(((a * a + weight) * g - a * b * f) / determinant, 0, 1), BACKGROUND)
  }
}

function weigh(alpha: f64, other: usize): f64 {
  return BASE_WEIGHT + GRADIENT_WEIGHT * abs(alpha - <f64>load<f32>(other, ALPHA))
}

function read(at: usize, offset: usize): f64 {
  return <f64>load<f32>(at + offset)
}
