import type { ProductMask } from '../mask/find-mask.ts'
import { measureDistance } from '../planes/distance.ts'
import { invertMask, selectPixels, toField, type Field } from '../planes/field.ts'
import { resample } from '../planes/resample.ts'
import { addStrands } from './strands.ts'
import { BACKGROUND, PRODUCT, UNKNOWN, type Trimap } from './trimap.ts'

/** The outline may be off by this many pixels of the mask … */
const MASK_ERROR = 1.2
/** … and edges are this soft, as a share of the longer side. */
const EDGE_WIDTH = 0.003
const MIN_BAND = 2

/**
 * Divides the picture of `colours` (0–255) into product, background and a band along the outline where alpha is to be
 * estimated; on smooth backdrops the band takes in thin parts that stick out of the mask, such as hair and straps.
 */
export function drawTrimap(colours: Field, found: ProductMask): Trimap {
  const { width, height } = colours
  const mask = selectPixels(resample(toField(found.mask), colours), (share) => share > 0.5)
  const inside = measureDistance(invertMask(mask)).data
  const outside = measureDistance(mask)
  const band = Math.max(MIN_BAND, (MASK_ERROR * width) / found.mask.width + EDGE_WIDTH * Math.max(width, height))
  const data = mask.data.map((bit, i) =>
    bit === 1 ? ((inside[i] ?? 0) <= band ? UNKNOWN : PRODUCT) : (outside.data[i] ?? 0) <= band ? UNKNOWN : BACKGROUND,
  )
  const trimap = { data, width, height }
  return found.backdrop.isSmooth ? addStrands({ colours, found, trimap, outside }) : trimap
}
