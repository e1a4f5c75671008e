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

function classify(alpha: Field): Uint8Array {
  const { width, height } = alpha
  const kinds = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) kinds[i] = classifyPixel(alpha, x, y)
  }
  return kinds
}

function classifyPixel({ data, width, height }: Field, x: number, y: number): number {
  const own = data[y * width + x] ?? 0
  if (own > 0 && own < 1) return UNKNOWN
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      if (data[row * width + column] !== own) return UNKNOWN
    }
  }
  return own === 1 ? PRODUCT : BACKGROUND
}
