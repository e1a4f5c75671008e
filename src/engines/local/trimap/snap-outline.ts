import { divideGrid } from '../mask/grid-cut.ts'
import type { ProductMask } from '../mask/find-mask.ts'
import { createField, createMask, type BitMask, type Field } from '../planes/field.ts'
import { fillGaps } from '../planes/fill.ts'
import { resampleMask } from '../planes/resample.ts'
import { withShelf, type Placed } from '../shelf.ts'
import { kernels } from './kernels.ts'
import { placeAxes } from '../planes/places.ts'

/** A mask with the distances to its outline. */
export interface MaskOutline {
  readonly mask: BitMask
  /** Pixels to the nearest pixel of the other side. */
  readonly distance: Field
}

const SMOOTHNESS = 6
/** What binds the band's rim to the side it is on. */
const FIXED_COST = 1000
/** How far colours scatter around the backdrop (at least), in L*a*b* units. */
const BACKDROP_SCATTER = 2

/**
 * Moves the outline, within `band` pixels, to the edge that the picture shows at this size. `lab`: L*a*b* colours, of the outline's
 * size.
 */
export function snapOutline(lab: Placed, found: ProductMask, outline: MaskOutline, band: number): BitMask {
  const { mask, distance } = outline
  const region = createMask(mask)
  for (let i = 0; i < region.data.length; i++) if ((distance.data[i] ?? 0) <= band) region.data[i] = 1
  const costs = weighEvidence(lab, found, region)
  for (let i = 0; i < costs.data.length; i++) {
    if (region.data[i] === 1 || (distance.data[i] ?? 0) > band + 2) continue
    costs.data[i] = mask.data[i] === 1 ? FIXED_COST : -FIXED_COST
  }
  const snapped = divideGrid({ lab, costs, smoothness: SMOOTHNESS, region })
  for (let i = 0; i < snapped.data.length; i++) if (region.data[i] === 0) snapped.data[i] = mask.data[i] ?? 0
  return snapped
}

/** What speaks for product in the region: the network, and colours more like the product nearby than like the backdrop or its shadow. */
function weighEvidence(lab: Placed, found: ProductMask, region: BitMask): Field {
  const { width, height } = lab
  const { backdrop, probability } = found
  return withShelf((shelf) => {
    const picture = [lab.address, shelf.place(region.data), width, height]
    const fields = [probability, backdrop.colours, spreadProduct(found, region)].map(({ data }) => shelf.place(data))
    const places = placeAxes(shelf, probability, lab)
    const weights = backdrop.noise.map((value) => 1 / Math.max(BACKDROP_SCATTER, value * 1.5) ** 2)
    const costs = shelf.reserve(4 * width * height)
    kernels.weighEvidence(...picture, ...fields, probability.width, ...places, ...weights, costs)
    return { data: shelf.read(costs, width * height), width, height, channels: 1 }
  })
}

/** Colours of what is surely product, spread over the rest, at the mask's size. */
function spreadProduct({ mask, lab }: ProductMask, region: BitMask): Field {
  const unsure = resampleMask(region, mask)
  const weight = createField(mask, 1)
  for (let i = 0; i < weight.data.length; i++) weight.data[i] = mask.data[i] === 1 && unsure.data[i] === 0 ? 1 : 0
  return fillGaps(lab, weight)
}
