import type { ProductMask } from '../mask/find-mask.ts'
import type { BitMask } from '../planes/field.ts'
import { withShelf, type Placed } from '../shelf.ts'
import { kernels } from './kernels.ts'
import { visitAround } from './neighbours.ts'
import { placeAxes } from '../planes/places.ts'
import { weighDifferences } from './strangeness.ts'
import { BACKGROUND, UNKNOWN, type Trimap } from './trimap.ts'

/** Colours tell nothing where more of the sure product than this share comes near to the backdrop's. */
const CHANCE = 0.005

/**
 * Opens the gaps in a product before a smooth backdrop, which are too narrow for the mask: between strings, wires, leaves. What has
 * the backdrop's colour there, while hardly any of the sure product has, is background; around it alpha is unknown. `lab`: L*a*b*
 * colours, of the trimap's size.
 */
export function openGaps(lab: Placed, found: ProductMask, trimap: Trimap): Trimap {
  const { gaps, isTelling } = findGaps(lab, found, trimap)
  return isTelling ? clearGaps(gaps, trimap) : trimap
}

/** Where gaps may be, and whether the colours tell them from the product. */
interface Gaps {
  readonly gaps: BitMask
  readonly isTelling: boolean
}

function findGaps(lab: Placed, { backdrop, probability }: ProductMask, trimap: Trimap): Gaps {
  const { width, height } = lab
  return withShelf((shelf) => {
    const picture = [lab.address, shelf.place(trimap.data), width, height]
    const fields = [shelf.place(backdrop.colours.data), shelf.place(probability.data), probability.width]
    const places = [...placeAxes(shelf, probability, lab), ...weighDifferences(backdrop)]
    const [marked, counts] = [shelf.reserve(width * height), shelf.reserve(8)]
    kernels.markGaps(...picture, ...fields, ...places, marked, counts)
    const [sure = 0, confusable = 0] = shelf.readWhole(counts, 2)
    const gaps = { data: shelf.readBytes(marked, width * height), width, height }
    return { gaps, isTelling: confusable <= CHANCE * sure }
  })
}

/** Gaps become background; what touches them, and their rims, unknown. */
function clearGaps(gaps: BitMask, trimap: Trimap): Trimap {
  const data = trimap.data.slice()
  for (let y = 0, i = 0; y < gaps.height; y++) {
    for (let x = 0; x < gaps.width; x++, i++) {
      if (gaps.data[i] === 1) data[i] = unsettleAround(data, gaps, x, y) ? UNKNOWN : BACKGROUND
    }
  }
  return { ...trimap, data }
}

/** Product that touches the gap at `x`, `y` becomes unknown. Whether there is any. */
function unsettleAround(data: Uint8Array, gaps: BitMask, x: number, y: number): boolean {
  let isRim = false
  visitAround(gaps, x, y, (i) => {
    if (gaps.data[i] === 1 || data[i] === BACKGROUND) return
    isRim = true
    data[i] = UNKNOWN
  })
  return isRim
}
