import type { Field, Size } from '../planes/field.ts'
import { withShelf } from '../shelf.ts'
import { BACKGROUND, type Trimap } from './trimap.ts'
import { kernels } from './kernels.ts'

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
  return withShelf((shelf) => {
    const [alpha, kinds] = [shelf.place(data), shelf.reserve(data.length)]
    kernels.classify(alpha, width, height, kinds)
    return shelf.readBytes(kinds, data.length)
  })
}
