import type { ProductMask } from '../mask/find-mask.ts'
import { measureDistance } from '../planes/distance.ts'
import type { BitMask } from '../planes/field.ts'
import { withShelf, type Placed } from '../shelf.ts'
import { kernels } from './kernels.ts'
import { visitAround } from './neighbours.ts'
import { placeAxes } from '../planes/places.ts'
import { weighDifferences } from './strangeness.ts'
import { BACKGROUND, UNKNOWN, type Trimap } from './trimap.ts'

/** How far strands may reach from the mask, as a share of the longer side. */
const REACH = 0.12
/**
 * Marks as unknown what differs from the backdrop, is no shadow and hangs together with the product; widened by a pixel for its
 * soft edges. `lab`: L*a*b* colours, of the trimap's size.
 */
export function addStrands(lab: Placed, found: ProductMask, trimap: Trimap): Trimap {
  const attached = listAttached(markStrange(lab, found, trimap), trimap)
  if (attached.length === 0) return trimap
  const data = trimap.data.slice()
  for (const pixel of attached) widen(data, trimap, pixel)
  return { ...trimap, data }
}

function markStrange(lab: Placed, { mask, backdrop }: ProductMask, trimap: Trimap): BitMask {
  const { width, height } = lab
  const reach = REACH * Math.max(mask.width, mask.height)
  const step = Math.max(2, Math.round(width / mask.width))
  return withShelf((shelf) => {
    const picture = [lab.address, shelf.place(trimap.data), width, height]
    const fields = [shelf.place(backdrop.colours.data), shelf.place(measureDistance(mask).data), mask.width]
    const places = [...placeAxes(shelf, mask, lab), ...weighDifferences(backdrop)]
    const marked = shelf.reserve(width * height)
    kernels.markStrange(...picture, ...fields, ...places, reach, step, marked)
    return { data: shelf.readBytes(marked, width * height), width, height }
  })
}

/** Marked pixels that hang together, side by side, with what is not background. Takes their marks away. */
function listAttached(marked: BitMask, trimap: Trimap): readonly number[] {
  const { data, width, height } = marked
  const attached: number[] = []
  const take = (i: number): void => {
    if (data[i] !== 1) return
    data[i] = 0
    attached.push(i)
  }
  const takeAround = (i: number): void => {
    if (i % width > 0) take(i - 1)
    if (i % width < width - 1) take(i + 1)
    if (i >= width) take(i - width)
    if (i < width * (height - 1)) take(i + width)
  }
  for (let i = 0; i < data.length; i++) if (trimap.data[i] === UNKNOWN) takeAround(i)
  for (let at = 0; at < attached.length; at++) takeAround(attached[at] ?? 0)
  return attached
}

function widen(data: Uint8Array, trimap: Trimap, pixel: number): void {
  visitAround(trimap, pixel % trimap.width, Math.floor(pixel / trimap.width), (i) => {
    if (data[i] === BACKGROUND) data[i] = UNKNOWN
  })
}
