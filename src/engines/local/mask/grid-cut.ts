import type { BitMask, Field } from '../planes/field.ts'
import { withShelf, type Placed } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** A picture to be divided in two along its edges. */
export interface Division {
  /** L*a*b* colours. */
  readonly lab: Placed
  /** What speaks for product (above 0) or background (below 0) at each pixel, as a log likelihood ratio. */
  readonly costs: Field
  /** Price of a border between two pixels of equal colour, in units of `costs`. */
  readonly smoothness: number
  /** Where the border may run; everywhere, if left out. Pixels beyond it that have no cost come out as background. */
  readonly region?: BitMask | undefined
}

/** Bytes of a search, of a node, and of the lists that a pixel may be on. */
const SEARCH = 64
const NODE = 48
const LISTS = 16
/** Nodes around those of the picture, on both sides of an axis together. */
const RIMS = 4

/** The cheapest division: neighbours on different sides cost the more the more alike they are (GrabCut, Rother et al. 2004). */
export function divideGrid({ lab, costs, smoothness, region }: Division): BitMask {
  const { width, height } = lab
  return withShelf((shelf) => {
    const evidence = shelf.place(costs.data)
    const inside = region === undefined ? 0 : shelf.place(region.data)
    const mask = shelf.reserve(width * height)
    const spare = shelf.reserve(SEARCH + NODE * (width + RIMS) * (height + RIMS) + LISTS * (width * height + 1))
    kernels.divideGrid(lab.address, evidence, inside, width, height, smoothness, mask, spare)
    return { data: shelf.readBytes(mask, width * height), width, height }
  })
}
