import { BACKGROUND, PRODUCT, UNKNOWN } from './kinds'

/** What a byte of a trimap says in its lowest two bits, and the marks that others get: a window's centre, a pixel of a window. */
const KIND: u32 = 3
const CENTRE: u32 = 4
const COVERED: u32 = 8

/**
 * Marks the 3 × 3 windows that touch an unknown pixel of a trimap (bytes), and the pixels they cover. `counts` gets how many there are
 * of either (whole numbers).
 */
export function markWindows(trimap: usize, width: i32, height: i32, counts: usize): void {
  for (let y = 0; y < height; y++) markCentres(trimap, width, height, y)
  let centres = 0
  for (let y = 1; y < height - 1; y++) centres += coverRow(trimap, width, y)
  store<i32>(counts, centres)
  store<i32>(counts, countMarked(trimap, width * height, COVERED), 4)
}

/** Centres of the windows that a row's pixels are in: inner pixels, since windows lie within the picture. */
function markCentres(trimap: usize, width: i32, height: i32, y: i32): void {
  for (let x = 0; x < width; x++) {
    if ((kindAt(trimap, y * width + x) & KIND) !== UNKNOWN) continue
    for (let row = max(1, y - 1); row <= min(height - 2, y + 1); row++) {
      for (let column = max(1, x - 1); column <= min(width - 2, x + 1); column++)
        mark(trimap, row * width + column, CENTRE)
    }
  }
}

function coverRow(trimap: usize, width: i32, y: i32): i32 {
  let centres = 0
  for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
    if ((kindAt(trimap, i) & CENTRE) === 0) continue
    centres++
    for (let row = i - width; row <= i + width; row += width) {
      for (let pixel = row - 1; pixel <= row + 1; pixel++) mark(trimap, pixel, COVERED)
    }
  }
  return centres
}

function kindAt(trimap: usize, i: i32): u32 {
  return load<u8>(trimap + <usize>i)
}

function mark(trimap: usize, i: i32, bit: u32): void {
  const at = trimap + <usize>i
  store<u8>(at, load<u8>(at) | (<u8>bit))
}

function countMarked(trimap: usize, pixels: i32, bit: u32): i32 {
  let count = 0
  for (let i = 0; i < pixels; i++) if ((kindAt(trimap, i) & bit) !== 0) count++
  return count
}

/**
 * Lists what was marked, in row-major order: the pixels covered ("slots"), and for each window the slots of its three left pixels, top to
 * bottom. `centres` is room for a whole number for each window.
 */
export function listWindows(trimap: usize, width: i32, height: i32, centres: usize, slots: usize, left: usize): void {
  const windows = list(trimap, width * height, CENTRE, centres)
  list(trimap, width * height, COVERED, slots)
  for (let row = 0; row < 3; row++)
    findSlots(centres, windows, slots, (row - 1) * width - 1, left + ((<usize>row) << 2))
}

function list(trimap: usize, pixels: i32, bit: u32, to: usize): i32 {
  const start = to
  for (let i = 0; i < pixels; i++) {
    if ((kindAt(trimap, i) & bit) === 0) continue
    store<i32>(to, i)
    to += 4
  }
  return (<i32>(to - start)) >> 2
}

/** Both lists ascend, so that one walk along the slots finds those of a row of all windows, `offset` pixels from their centres. */
function findSlots(centres: usize, windows: i32, slots: usize, offset: i32, to: usize): void {
  let slot = 0
  for (let i = 0; i < windows; i++, to += 12) {
    const pixel = load<i32>(centres + ((<usize>i) << 2)) + offset
    while (load<i32>(slots + ((<usize>slot) << 2)) < pixel) slot++
    store<i32>(to, slot)
  }
}

/** The kinds of a trimap for an alpha (floats): unknown wherever it has an edge in a pixel's 3 × 3 neighbourhood. */
export function classify(alpha: usize, width: i32, height: i32, kinds: usize): void {
  const pixels = width * height
  for (let i = 0; i < pixels; i++) {
    const own = load<f32>(alpha + ((<usize>i) << 2))
    store<u8>(kinds + <usize>i, own === 1 ? PRODUCT : own === 0 ? BACKGROUND : UNKNOWN)
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (x > 0) unsettle(alpha, kinds, i, i - 1)
      if (y === 0) continue
      unsettle(alpha, kinds, i, i - width)
      if (x > 0) unsettle(alpha, kinds, i, i - width - 1)
      if (x < width - 1) unsettle(alpha, kinds, i, i - width + 1)
    }
  }
}

/** Neighbours of different alpha are on an edge. */
function unsettle(alpha: usize, kinds: usize, i: i32, j: i32): void {
  if (load<f32>(alpha + ((<usize>i) << 2)) === load<f32>(alpha + ((<usize>j) << 2))) return
  store<u8>(kinds + <usize>i, UNKNOWN)
  store<u8>(kinds + <usize>j, UNKNOWN)
}
