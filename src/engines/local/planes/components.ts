import type { BitMask } from './field.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** The connected regions of a mask. */
export interface Components {
  /** For every pixel the number of its region, from 1 on; 0 outside the mask. */
  readonly labels: Int32Array
  /** Pixels of each region; index 0 is unused. */
  readonly areas: readonly number[]
}

/** Finds the regions of `mask` whose pixels touch by a side. */
export function findComponents({ data, width, height }: BitMask): Components {
  return withShelf((shelf) => {
    const count = data.length
    const [mask, labels, stack] = [shelf.place(data), shelf.reserve(4 * count), shelf.reserve(4 * count)]
    // There are most of them where the mask is a chessboard.
    const areas = shelf.reserve(4 * (Math.ceil(count / 2) + 1))
    kernels.findComponents(mask, width, height, labels, stack, areas)
    const [regions = 0] = shelf.readWhole(areas, 1)
    return { labels: shelf.readWhole(labels, count), areas: [0, ...shelf.readWhole(areas + 4, regions)] }
  })
}
