import { BACKGROUND, PRODUCT, UNKNOWN } from './kinds'

/** Half the width of an edge, in pixels. */
const EDGE: i32 = 2

/** A trimap (bytes) of a mask (bytes): unknown is what lies within {@link EDGE} pixels of the other side, and a knight's move from it. */
export function markRims(mask: usize, width: i32, height: i32, trimap: usize): void {
  const area = width * height
  for (let i = 0; i < area; i++) store<u8>(trimap + <usize>i, sideAt(mask, i) === 1 ? PRODUCT : BACKGROUND)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x > 0 && sideAt(mask, i) !== sideAt(mask, i - 1)) {
        markAround(mask, width, height, x, y, trimap)
        markAround(mask, width, height, x - 1, y, trimap)
      }
      if (y > 0 && sideAt(mask, i) !== sideAt(mask, i - width)) {
        markAround(mask, width, height, x, y, trimap)
        markAround(mask, width, height, x, y - 1, trimap)
      }
    }
  }
}

function sideAt(mask: usize, i: i32): u32 {
  return load<u8>(mask + <usize>i)
}

/** The pixels of the other side around `x`, `y` become unknown. */
function markAround(mask: usize, width: i32, height: i32, x: i32, y: i32, trimap: usize): void {
  const own = sideAt(mask, y * width + x)
  for (let row = max(0, y - EDGE); row <= min(height - 1, y + EDGE); row++) {
    const reach = abs(row - y) === EDGE ? EDGE - 1 : EDGE
    for (let column = max(0, x - reach); column <= min(width - 1, x + reach); column++) {
      const i = row * width + column
      if (sideAt(mask, i) !== own) store<u8>(trimap + <usize>i, UNKNOWN)
    }
  }
}
