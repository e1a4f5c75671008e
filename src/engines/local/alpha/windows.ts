import { UNKNOWN } from '../trimap/trimap.ts'
import type { AlphaProblem } from './problem.ts'

/**
 * The 3 × 3 windows that touch an unknown pixel, over a compact copy of the pixels they cover ("slots", in row-major
 * order, so that three neighbours in a row of a window are three slots in a row).
 */
export interface Windows {
  /** For each window the slots of its three left pixels, top to bottom. */
  readonly left: Int32Array
  /** Mean colour of each window: three numbers. */
  readonly mean: Float32Array
  /** Inverse colour covariance of each window, upper triangle: six numbers. */
  readonly inverse: Float32Array
  /** Colours of the slots, 0 to 1. */
  readonly colours: Float32Array
  /** Pixel of each slot. */
  readonly pixels: Int32Array
}

/** Keeps covariances invertible in flat areas (the epsilon of closed-form matting). */
const EPSILON = 1e-4

/** Collects windows and slots around the unknown pixels. */
export function collectWindows(problem: AlphaProblem): Windows {
  const { width, height } = problem.pixels
  const centres = listCentres(problem)
  const slots = new Int32Array(width * height)
  for (const centre of centres) markWindow(slots, centre, width)
  const pixels = numberSlots(slots)
  const left = new Int32Array(centres.length * 3)
  centres.forEach((centre, i) => {
    for (let row = 0; row < 3; row++) left[i * 3 + row] = slots[centre + (row - 1) * width - 1] ?? 0
  })
  const colours = readSlotColours(problem, pixels)
  return { left, pixels, colours, ...describeWindows(left, colours) }
}

/** Inner pixels with an unknown pixel in their 3 × 3 neighbourhood. */
function listCentres({ trimap }: AlphaProblem): Int32Array {
  const { data, width, height } = trimap
  const marked = new Uint8Array(data.length)
  data.forEach((kind, i) => {
    if (kind === UNKNOWN) markWindow(marked, i, width)
  })
  const isInner = (i: number): boolean =>
    i % width > 0 && i % width < width - 1 && i >= width && i < (height - 1) * width
  return listMarked(marked).filter(isInner)
}

/** Writes past the left or right side land on the next row; such pixels are never inner ones or never asked for. */
function markWindow(marked: Uint8Array | Int32Array, centre: number, width: number): void {
  for (let row = -1; row <= 1; row++) {
    const at = centre + row * width
    for (let i = at - 1; i <= at + 1; i++) if (i >= 0 && i < marked.length) marked[i] = 1
  }
}

function listMarked(marked: Uint8Array): Int32Array {
  let count = 0
  for (const bit of marked) count += bit
  const list = new Int32Array(count)
  for (let i = 0, to = 0; to < count; i++) if (marked[i] === 1) list[to++] = i
  return list
}

/** Turns marks into numbers 0, 1, … and lists the marked pixels. */
function numberSlots(slots: Int32Array): Int32Array {
  let count = 0
  for (const mark of slots) count += mark
  const pixels = new Int32Array(count)
  for (let i = 0, slot = 0; slot < count; i++) {
    if (slots[i] !== 1) continue
    pixels[slot] = i
    slots[i] = slot++
  }
  return pixels
}

function readSlotColours({ pixels }: AlphaProblem, list: Int32Array): Float32Array {
  const colours = new Float32Array(list.length * 3)
  for (let slot = 0; slot < list.length; slot++) {
    const from = (list[slot] ?? 0) * pixels.step
    for (let c = 0; c < 3; c++) colours[slot * 3 + c] = (pixels.data[from + c] ?? 0) / 255
  }
  return colours
}

function describeWindows(left: Int32Array, colours: Float32Array): Pick<Windows, 'mean' | 'inverse'> {
  const count = left.length / 3
  const [mean, inverse] = [new Float32Array(count * 3), new Float32Array(count * 6)]
  for (let window = 0; window < count; window++) {
    let [r, g, b, rr, rg, rb, gg, gb, bb] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
    for (let row = 0; row < 3; row++) {
      const start = (left[window * 3 + row] ?? 0) * 3
      for (let i = start; i < start + 9; i += 3) {
        const [red, green, blue] = [colours[i] ?? 0, colours[i + 1] ?? 0, colours[i + 2] ?? 0]
        r += red
        g += green
        b += blue
        rr += red * red
        rg += red * green
        rb += red * blue
        gg += green * green
        gb += green * blue
        bb += blue * blue
      }
    }
    mean.set([r / 9, g / 9, b / 9], window * 3)
    const spread = EPSILON / 9
    const covariance = [
      rr - (r * r) / 9,
      rg - (r * g) / 9,
      rb - (r * b) / 9,
      gg - (g * g) / 9,
      gb - (g * b) / 9,
      bb - (b * b) / 9,
    ]
    inverse.set(
      invertSymmetric(covariance.map((sum, i) => sum / 9 + (i === 0 || i === 3 || i === 5 ? spread : 0))),
      window * 6,
    )
  }
  return { mean, inverse }
}

/** Inverse of a symmetric 3 × 3 matrix, as upper triangles. */
function invertSymmetric([a = 1, b = 0, c = 0, d = 1, e = 0, f = 1]: readonly number[]): readonly number[] {
  const [p, q, r] = [d * f - e * e, c * e - b * f, b * e - c * d]
  const determinant = a * p + b * q + c * r
  return [p, q, r, a * f - c * c, b * c - a * e, a * d - b * b].map((value) => value / determinant)
}
