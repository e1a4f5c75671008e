import type { ProductMask } from '../mask/find-mask.ts'
import { measureDistance } from '../planes/distance.ts'
import { createField, invertMask, selectPixels, toField, type BitMask, type Field } from '../planes/field.ts'
import { resample } from '../planes/resample.ts'
import { snapOutline } from './snap-outline.ts'
import { addStrands } from './strands.ts'
import { BACKGROUND, PRODUCT, UNKNOWN, type Trimap } from './trimap.ts'

/** The mask's outline may be off by this many of its pixels … */
const MASK_ERROR = 1.8
/** … and this share of the longer side. */
const MASK_SLACK = 0.003
const MIN_BAND = 2
/** Half the width of an edge, in pixels. */
const EDGE = 2.5

/**
 * Divides the picture of `colours` (0–255) into product, background and a band along the outline where alpha is to be
 * estimated; on smooth backdrops the band takes in thin parts that stick out of the mask, such as hair and straps.
 */
export function drawTrimap(colours: Field, found: ProductMask): Trimap {
  const coarse = selectPixels(resample(toField(found.mask), colours), (share) => share > 0.5)
  const band = Math.max(
    MIN_BAND,
    (MASK_ERROR * colours.width) / found.mask.width + MASK_SLACK * Math.max(colours.width, colours.height),
  )
  const mask = snapOutline(colours, found, { mask: coarse, distance: measureOutline(coarse) }, band)
  const distance = measureOutline(mask)
  const data = mask.data.map((bit, i) => ((distance.data[i] ?? 0) <= EDGE ? UNKNOWN : bit === 1 ? PRODUCT : BACKGROUND))
  const trimap = { data, width: mask.width, height: mask.height }
  return found.backdrop.isSmooth ? addStrands({ colours, found, trimap, outside: measureDistance(mask) }) : trimap
}

/** Distance to the nearest pixel of the other side. */
function measureOutline(mask: BitMask): Field {
  const inside = measureDistance(invertMask(mask)).data
  const outside = measureDistance(mask).data
  const distance = createField(mask, 1)
  for (let i = 0; i < distance.data.length; i++) distance.data[i] = Math.max(inside[i] ?? 0, outside[i] ?? 0)
  return distance
}
