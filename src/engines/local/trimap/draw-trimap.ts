import type { ProductMask } from '../mask/find-mask.ts'
import { measureOutline } from '../planes/distance.ts'
import { createMask, toField, type BitMask, type Field, type Size } from '../planes/field.ts'
import { toLab } from '../planes/lab.ts'
import { createRowReader } from '../planes/sampler.ts'
import { openGaps } from './gaps.ts'
import { snapOutline } from './snap-outline.ts'
import { addStrands } from './strands.ts'
import { BACKGROUND, PRODUCT, UNKNOWN, type Trimap } from './trimap.ts'

/** The mask's outline may be off by this many of its pixels … */
const MASK_ERROR = 1.8
/** … and this share of the longer side. */
const MASK_SLACK = 0.003
const MIN_BAND = 2
/** Half the width of an edge, in pixels. */
const EDGE = 2

/**
 * Divides the picture of `colours` (0–255) into product, background and a band along the outline where alpha is to be
 * estimated. Smooth backdrops tell more: what sticks out of the mask, such as hair and straps, and gaps inside it, as between strings.
 */
export function drawTrimap(colours: Field, found: ProductMask): Trimap {
  const lab = toLab(colours)
  const coarse = enlargeMask(found.mask, colours)
  const band = Math.max(
    MIN_BAND,
    (MASK_ERROR * colours.width) / found.mask.width + MASK_SLACK * Math.max(colours.width, colours.height),
  )
  const mask = snapOutline(lab, found, { mask: coarse, distance: measureOutline(coarse) }, band)
  const trimap = markEdges(mask)
  return found.backdrop.isSmooth ? openGaps(lab, found, addStrands(lab, found, trimap)) : trimap
}

/** The mask at another size: where more than half of a pixel is in it. */
function enlargeMask(mask: BitMask, size: Size): BitMask {
  const large = createMask(size)
  const readRow = createRowReader(toField(mask), size)
  const row = new Float32Array(size.width)
  for (let y = 0, i = 0; y < size.height; y++) {
    readRow(y, row)
    for (let x = 0; x < size.width; x++, i++) large.data[i] = (row[x] ?? 0) > 0.5 ? 1 : 0
  }
  return large
}

/** Unknown is what lies within {@link EDGE} pixels of the other side, and a knight's move from it. */
function markEdges(mask: BitMask): Trimap {
  const { data: sides, width, height } = mask
  const trimap = { data: sides.map((bit) => (bit === 1 ? PRODUCT : BACKGROUND)), width, height }
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (x > 0 && sides[i] !== sides[i - 1]) {
        markAround(trimap, mask, x, y)
        markAround(trimap, mask, x - 1, y)
      }
      if (y > 0 && sides[i] !== sides[i - width]) {
        markAround(trimap, mask, x, y)
        markAround(trimap, mask, x, y - 1)
      }
    }
  }
  return trimap
}

/** The pixels of the other side around `x`, `y` become unknown. */
function markAround({ data, width, height }: Trimap, sides: BitMask, x: number, y: number): void {
  const own = sides.data[y * width + x]
  for (let row = Math.max(0, y - EDGE); row <= Math.min(height - 1, y + EDGE); row++) {
    const reach = row === y - EDGE || row === y + EDGE ? EDGE - 1 : EDGE
    for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column++) {
      const i = row * width + column
      if (sides.data[i] !== own) data[i] = UNKNOWN
    }
  }
}
