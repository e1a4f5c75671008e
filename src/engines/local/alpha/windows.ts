import { UNKNOWN, type Trimap } from '../trimap/trimap.ts'

/**
 * The 3 × 3 windows that touch an unknown pixel, over a list of the pixels they cover ("slots", in row-major order, so that
 * three neighbours in a row of a window are three slots in a row).
 */
export interface Windows {
  /** For each window the slots of its three left pixels, top to bottom. */
  readonly left: Int32Array
  /** Pixel of each slot. */
  readonly pixels: Int32Array
}

/** Marks of pixels: a window's centre, a pixel of a window. */
const CENTRE = 1
const COVERED = 2

/** Collects windows and slots around the unknown pixels. */
export function collectWindows({ data, width, height }: Trimap): Windows {
  const marks = new Uint8Array(data.length)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) if (data[i] === UNKNOWN) markCentres(marks, x, y, { width, height })
  }
  const centres = listMarked(marks, CENTRE)
  for (const centre of centres) cover(marks, centre, width)
  const pixels = listMarked(marks, COVERED)
  return { left: findLeft(centres, pixels, width), pixels }
}

/** Centres of the windows that a pixel is in: inner pixels, since windows lie within the picture. */
function markCentres(marks: Uint8Array, x: number, y: number, { width, height }: Omit<Trimap, 'data'>): void {
  for (let row = Math.max(1, y - 1); row <= Math.min(height - 2, y + 1); row++) {
    for (let column = Math.max(1, x - 1); column <= Math.min(width - 2, x + 1); column++) {
      marks[row * width + column] = CENTRE
    }
  }
}

function cover(marks: Uint8Array, centre: number, width: number): void {
  for (let row = centre - width; row <= centre + width; row += width) {
    for (let i = row - 1; i <= row + 1; i++) marks[i] = (marks[i] ?? 0) | COVERED
  }
}

function listMarked(marks: Uint8Array, mark: number): Int32Array {
  let count = 0
  for (let i = 0; i < marks.length; i++) if (((marks[i] ?? 0) & mark) !== 0) count++
  const list = new Int32Array(count)
  for (let i = 0, to = 0; to < count; i++) if (((marks[i] ?? 0) & mark) !== 0) list[to++] = i
  return list
}

/** Both lists ascend, so that one walk along the pixels finds the slots of a row of all windows. */
function findLeft(centres: Int32Array, pixels: Int32Array, width: number): Int32Array {
  const left = new Int32Array(centres.length * 3)
  for (let row = 0; row < 3; row++) {
    const offset = (row - 1) * width - 1
    for (let i = 0, slot = 0; i < centres.length; i++) {
      const pixel = (centres[i] ?? 0) + offset
      while ((pixels[slot] ?? Infinity) < pixel) slot++
      left[i * 3 + row] = slot
    }
  }
  return left
}
