import type { Field } from './field.ts'
import { measureSpare } from './fill.ts'
import { kernels } from './kernels.ts'
import { withShelf } from '../shelf.ts'

/** The colours of those pixels whose kind is `kind`, averaged to half the size and spread smoothly over all others. */
export function spreadKind(colours: Field, kinds: Uint8Array, kind: number): Field {
  const size = { width: (colours.width + 1) >> 1, height: (colours.height + 1) >> 1, channels: 3 }
  const area = size.width * size.height
  return withShelf((shelf) => {
    const [values, weight] = [shelf.reserve(12 * area), shelf.reserve(4 * area)]
    const [data, marks] = [shelf.reserve(24 * colours.width), shelf.reserve(2 * colours.width)]
    for (let row = 0; row < size.height; row++) {
      const [start, end] = [2 * row * colours.width, Math.min(2 * row + 2, colours.height) * colours.width]
      shelf.write(colours.data.subarray(3 * start, 3 * end), data)
      shelf.write(kinds.subarray(start, end), marks)
      const [to, share] = [values + 12 * row * size.width, weight + 4 * row * size.width]
      kernels.averageKind(data, marks, kind, colours.width, (end - start) / colours.width, to, share)
    }
    kernels.fillGaps(values, weight, size.width, size.height, 3, shelf.reserve(measureSpare(size)))
    return { ...size, data: shelf.read(values, 3 * area) }
  })
}
