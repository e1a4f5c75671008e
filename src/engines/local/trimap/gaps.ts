import type { ProductMask } from '../mask/find-mask.ts'
import { createMask, type BitMask, type Field } from '../planes/field.ts'
import { createRowReader } from '../planes/sampler.ts'
import { visitAround } from './neighbours.ts'
import { createStrangeness } from './strangeness.ts'
import { BACKGROUND, PRODUCT, UNKNOWN, type Trimap } from './trimap.ts'

/** A gap has the backdrop's colour: squared distance, in units of its noise, and the probability below which that is enough … */
const ALIKE = 4
const UNLIKELY_PRODUCT = 0.97
/** … or nearly so, where the network has its doubts too. */
const NEARLY_ALIKE = 20
const DOUBTFUL_PRODUCT = 0.6
/** From this probability on a pixel is surely product. */
const SURE_PRODUCT = 0.97
/** Colours tell nothing where more of the sure product than this share comes so near to the backdrop's. */
const CONFUSABLE = 24
const CHANCE = 0.005

/**
 * Opens the gaps in a product before a smooth backdrop, which are too narrow for the mask: between strings, wires, leaves. What has
 * the backdrop's colour there, while hardly any of the sure product has, is background; around it alpha is unknown. `lab`: L*a*b*
 * colours, of the trimap's size.
 */
export function openGaps(lab: Field, found: ProductMask, trimap: Trimap): Trimap {
  const { gaps, isTelling } = findGaps(lab, found, trimap)
  return isTelling ? clearGaps(gaps, trimap) : trimap
}

/** Where gaps may be, and whether the colours tell them from the product. */
interface Gaps {
  readonly gaps: BitMask
  readonly isTelling: boolean
}

function findGaps(lab: Field, { backdrop, probability }: ProductMask, trimap: Trimap): Gaps {
  const gaps = createMask(lab)
  const [readBackdrop, readProbability] = [createRowReader(backdrop.colours, lab), createRowReader(probability, lab)]
  const [behind, likely] = [new Float32Array(lab.width * 3), new Float32Array(lab.width)]
  const measureStrangeness = createStrangeness(backdrop)
  let [sure, confusable] = [0, 0]
  for (let y = 0, i = 0; y < lab.height; y++) {
    readBackdrop(y, behind)
    readProbability(y, likely)
    for (let x = 0; x < lab.width; x++, i++) {
      if (trimap.data[i] !== PRODUCT) continue
      const p = likely[x] ?? 0
      const strangeness = measureStrangeness(lab.data, i * 3, behind, x * 3)
      if (isGap(strangeness, p)) gaps.data[i] = 1
      if (p <= SURE_PRODUCT) continue
      sure++
      if (strangeness < CONFUSABLE) confusable++
    }
  }
  return { gaps, isTelling: confusable <= CHANCE * sure }
}

function isGap(strangeness: number, p: number): boolean {
  return strangeness < ALIKE ? p < UNLIKELY_PRODUCT : strangeness < NEARLY_ALIKE && p < DOUBTFUL_PRODUCT
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
