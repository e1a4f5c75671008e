import type { ProductMask } from '../mask/find-mask.ts'
import { measureDistance } from '../planes/distance.ts'
import { createMask, type BitMask, type Field } from '../planes/field.ts'
import { createRowReader } from '../planes/sampler.ts'
import { visitAround } from './neighbours.ts'
import { createStrangeness } from './strangeness.ts'
import { BACKGROUND, UNKNOWN, type Trimap } from './trimap.ts'

/** How far strands may reach from the mask, as a share of the longer side. */
const REACH = 0.12
/** Squared distance to the backdrop, in units of its noise, above which a pixel is not backdrop. */
const STRANGE = 14
/** A shadow darkens without changing hue: chroma differs by less than this, plus this share of the darkening. */
const SHADOW_CHROMA = 4
const SHADOW_CHROMA_SHARE = 0.12
/** A thin line stands out from both its sides by this much lightness; a soft shadow does not. */
const RIDGE = 10

/**
 * Marks as unknown what differs from the backdrop, is no shadow and hangs together with the product; widened by a pixel for its
 * soft edges. `lab`: L*a*b* colours, of the trimap's size.
 */
export function addStrands(lab: Field, found: ProductMask, trimap: Trimap): Trimap {
  const attached = listAttached(markStrange(lab, found, trimap), trimap)
  if (attached.length === 0) return trimap
  const data = trimap.data.slice()
  for (const pixel of attached) widen(data, trimap, pixel)
  return { ...trimap, data }
}

function markStrange(lab: Field, found: ProductMask, trimap: Trimap): BitMask {
  const { width, height } = lab
  const marked = createMask(lab)
  const readBackdrop = createRowReader(found.backdrop.colours, lab)
  const readOutside = createRowReader(measureDistance(found.mask), lab)
  const [backdrop, outside] = [new Float32Array(width * 3), new Float32Array(width)]
  const isStrange = createTest(lab, found)
  const reach = REACH * Math.max(found.mask.width, found.mask.height)
  for (let y = 0, i = 0; y < height; y++) {
    readBackdrop(y, backdrop)
    readOutside(y, outside)
    for (let x = 0; x < width; x++, i++) {
      if (trimap.data[i] !== BACKGROUND || (outside[x] ?? 0) > reach) continue
      if (isStrange(x, y, backdrop)) marked.data[i] = 1
    }
  }
  return marked
}

/** Whether a pixel is neither backdrop (`backdrop`: its colours in the pixel's row) nor a shadow on it. */
function createTest(lab: Field, { backdrop, mask }: ProductMask): (x: number, y: number, row: Float32Array) => boolean {
  const { data, width } = lab
  const measureStrangeness = createStrangeness(backdrop)
  const step = Math.max(2, Math.round(width / mask.width))
  return (x, y, row) => {
    const at = (y * width + x) * 3
    if (measureStrangeness(data, at, row, x * 3) < STRANGE) return false
    const dl = (data[at] ?? 0) - (row[x * 3] ?? 0)
    const da = (data[at + 1] ?? 0) - (row[x * 3 + 1] ?? 0)
    const db = (data[at + 2] ?? 0) - (row[x * 3 + 2] ?? 0)
    const isShadow = dl < 0 && Math.sqrt(da * da + db * db) < SHADOW_CHROMA - SHADOW_CHROMA_SHARE * dl
    return !isShadow || measureRidge(lab, x, y, step) > RIDGE
  }
}

/** How much the lightness at a pixel stands out from both sides, across or down, `step` pixels away. */
function measureRidge({ data, width, height }: Field, x: number, y: number, step: number): number {
  const middle = 2 * (data[(y * width + x) * 3] ?? 0)
  const left = Math.max(0, x - step)
  const right = Math.min(width - 1, x + step)
  const top = Math.max(0, y - step)
  const bottom = Math.min(height - 1, y + step)
  const across = (data[(y * width + left) * 3] ?? 0) + (data[(y * width + right) * 3] ?? 0) - middle
  const down = (data[(top * width + x) * 3] ?? 0) + (data[(bottom * width + x) * 3] ?? 0) - middle
  return Math.max(Math.abs(across), Math.abs(down))
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
