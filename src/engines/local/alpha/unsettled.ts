import type { Field, Size } from '../planes/field.ts'
import { BACKGROUND, PRODUCT, UNKNOWN, type Trimap } from '../trimap/trimap.ts'

/** The trimap of a finer grid: unknown wherever the coarse `alpha` has an edge in the pixel's 3 × 3 neighbourhood. */
export function widenEdges(alpha: Field, { width, height }: Size): Trimap {
  const kinds = classify(alpha)
  const data = new Uint8Array(width * height)
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor((x * alpha.width) / width))
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor((y * alpha.height) / height) * alpha.width
    for (let x = 0; x < width; x++, i++) data[i] = kinds[row + (columns[x] ?? 0)] ?? BACKGROUND
  }
  return { data, width, height }
}

function classify({ data, width, height }: Field): Uint8Array {
  const kinds = new Uint8Array(width * height)
  for (let i = 0; i < kinds.length; i++) {
    const own = data[i] ?? 0
    kinds[i] = own === 1 ? PRODUCT : own === 0 ? BACKGROUND : UNKNOWN
  }
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x > 0) unsettle(kinds, data, i, i - 1)
      if (y === 0) continue
      unsettle(kinds, data, i, i - width)
      if (x > 0) unsettle(kinds, data, i, i - width - 1)
      if (x < width - 1) unsettle(kinds, data, i, i - width + 1)
    }
  }
  return kinds
}

/** Neighbours of different alpha are on an edge. */
function unsettle(kinds: Uint8Array, alpha: Float32Array, i: number, j: number): void {
  if (alpha[i] === alpha[j]) return
  kinds[i] = UNKNOWN
  kinds[j] = UNKNOWN
}
