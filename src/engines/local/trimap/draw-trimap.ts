import type { ProductMask } from '../mask/find-mask.ts'
import { measureOutline } from '../planes/distance.ts'
import type { BitMask, Field, Size } from '../planes/field.ts'
import { placeLab } from '../planes/lab.ts'
import { withShelf, type Placed } from '../shelf.ts'
import { openGaps } from './gaps.ts'
import { kernels } from './kernels.ts'
import { placeAxes } from '../planes/places.ts'
import { snapOutline } from './snap-outline.ts'
import { addStrands } from './strands.ts'
import type { Trimap } from './trimap.ts'

/** The mask's outline may be off by this many of its pixels … */
const MASK_ERROR = 1.8
/** … and this share of the longer side. */
const MASK_SLACK = 0.003
const MIN_BAND = 2

/**
 * Divides the picture of `colours` (0–255) into product, background and a band along the outline where alpha is to be
 * estimated. Smooth backdrops tell more: what sticks out of the mask, such as hair and straps, and gaps inside it, as between strings.
 */
export function drawTrimap(colours: Field, found: ProductMask): Trimap {
  return withShelf((shelf) => drawFrom(placeLab(shelf, colours), found))
}

function drawFrom(lab: Placed, found: ProductMask): Trimap {
  const coarse = enlargeMask(found.mask, lab)
  const band = Math.max(
    MIN_BAND,
    (MASK_ERROR * lab.width) / found.mask.width + MASK_SLACK * Math.max(lab.width, lab.height),
  )
  const mask = snapOutline(lab, found, { mask: coarse, distance: measureOutline(coarse) }, band)
  const trimap = markRims(mask)
  return found.backdrop.isSmooth ? openGaps(lab, found, addStrands(lab, found, trimap)) : trimap
}

/** The mask at another size: where more than half of a pixel is in it. */
function enlargeMask(mask: BitMask, { width, height }: Size): BitMask {
  return withShelf((shelf) => {
    const [from, axes] = [shelf.place(mask.data), placeAxes(shelf, mask, { width, height })]
    const large = shelf.reserve(width * height)
    kernels.enlargeMask(from, mask.width, ...axes, width, height, large)
    return { data: shelf.readBytes(large, width * height), width, height }
  })
}

/** Unknown is what lies along the outline. */
function markRims({ data, width, height }: BitMask): Trimap {
  return withShelf((shelf) => {
    const [mask, trimap] = [shelf.place(data), shelf.reserve(data.length)]
    kernels.markRims(mask, width, height, trimap)
    return { data: shelf.readBytes(trimap, data.length), width, height }
  })
}
