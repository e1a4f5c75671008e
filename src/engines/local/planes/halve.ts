import { createField, type Field } from './field.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** Colours that are known in part. */
export interface Sparse {
  readonly values: Field
  /** How much of each pixel is known, 0 to 1. */
  readonly weight: Field
}

/** Mean colours of two by two pixels, of those alone whose kind is `kind`. */
export function averageKind(colours: Field, kinds: Uint8Array, kind: number): Sparse {
  const { width, height } = colours
  const size = { width: (width + 1) >> 1, height: (height + 1) >> 1 }
  const [values, weight] = [createField(size, 3), createField(size, 1)]
  return withShelf((shelf) => {
    const [data, marks] = [shelf.reserve(24 * width), shelf.reserve(2 * width)]
    const [means, shares] = [shelf.reserve(12 * size.width), shelf.reserve(4 * size.width)]
    for (let row = 0; row < size.height; row++) {
      const [start, end] = [2 * row * width, Math.min(2 * row + 2, height) * width]
      shelf.write(colours.data.subarray(3 * start, 3 * end), data)
      shelf.write(kinds.subarray(start, end), marks)
      kernels.averageKind(data, marks, kind, width, (end - start) / width, means, shares)
      shelf.readInto(means, values.data.subarray(3 * row * size.width, 3 * (row + 1) * size.width))
      shelf.readInto(shares, weight.data.subarray(row * size.width, (row + 1) * size.width))
    }
    return { values, weight }
  })
}
