import type { Field } from './field.ts'
import { borrowKernels } from './kernels.ts'

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
  const pixels = size.width * size.height
  const { kernels, shelf } = borrowKernels()
  const [data, marks] = [shelf.place(colours.data), shelf.place(kinds)]
  const [means, weight] = [shelf.reserve(12 * pixels), shelf.reserve(4 * pixels)]
  kernels.averageKind(data, marks, kind, width, height, means, weight)
  return {
    values: { ...size, channels: 3, data: shelf.read(means, pixels * 3) },
    weight: { ...size, channels: 1, data: shelf.read(weight, pixels) },
  }
}
