import type { BitMask, Field } from './field.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/**
 * Distance in pixels to the nearest pixel of `mask` that is 1, and 0 on those; two passes over the eight neighbours
 * (chamfer distance, Borgefors 1986), a few per cent above the Euclidean one.
 */
export function measureDistance({ data, width, height }: BitMask): Field {
  return withShelf((shelf) => {
    const [mask, distance] = [shelf.place(data), shelf.reserve(4 * data.length)]
    kernels.seedDistance(mask, data.length, distance)
    kernels.sweep(distance, width, height)
    return { data: shelf.read(distance, data.length), width, height, channels: 1 }
  })
}
