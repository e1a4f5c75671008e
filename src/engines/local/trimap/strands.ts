import type { ProductMask } from '../mask/find-mask.ts'
import { findComponents } from '../planes/components.ts'
import { measureDistance } from '../planes/distance.ts'
import { createMask, type BitMask, type Field } from '../planes/field.ts'
import { toLab } from '../planes/lab.ts'
import { createSampler } from '../planes/sampler.ts'
import { BACKGROUND, UNKNOWN, type Trimap } from './trimap.ts'

/** What strands are found from; all of the trimap's size but for `found`. */
export interface StrandInput {
  /** 0–255. */
  readonly colours: Field
  readonly found: ProductMask
  readonly trimap: Trimap
  /** Distance to the mask in pixels. */
  readonly outside: Field
}

/** How far strands may reach from the mask, as a share of the longer side. */
const REACH = 0.12
/** Squared distance to the backdrop, in units of its noise, above which a pixel is not backdrop. */
const STRANGE = 14
/** Noise counts for at least this much, in L*a*b* units, and is taken this much higher than measured. */
const NOISE_FLOOR = 1.5
const NOISE_MARGIN = 1.5
/** A shadow darkens without changing hue: chroma differs by less than this, plus this share of the darkening. */
const SHADOW_CHROMA = 4
const SHADOW_CHROMA_SHARE = 0.12
/** A thin line stands out from both its sides by this much lightness; a soft shadow does not. */
const RIDGE = 10
/** Strands are widened by this many pixels for their soft edges. */
const MARGIN = 1.5

/** Marks as unknown what differs from the backdrop, is no shadow and hangs together with the product. */
export function addStrands(input: StrandInput): Trimap {
  const { trimap } = input
  const strange = markStrange(input)
  const whole = { ...strange, data: strange.data.map((bit, i) => (bit === 1 || trimap.data[i] !== BACKGROUND ? 1 : 0)) }
  const { labels, areas } = findComponents(whole)
  const isAttached = new Uint8Array(areas.length)
  trimap.data.forEach((kind, i) => kind !== BACKGROUND && (isAttached[labels[i] ?? 0] = 1))
  const attached = {
    ...strange,
    data: strange.data.map((bit, i) => (bit === 1 ? (isAttached[labels[i] ?? 0] ?? 0) : 0)),
  }
  if (!attached.data.includes(1)) return trimap
  const distance = measureDistance(attached).data
  const data = trimap.data.map((kind, i) => (kind === BACKGROUND && (distance[i] ?? 0) <= MARGIN ? UNKNOWN : kind))
  return { ...trimap, data }
}

function markStrange({ colours, found, trimap, outside }: StrandInput): BitMask {
  const { width, height } = colours
  const marked = createMask(colours)
  const lab = toLab(colours)
  const backdrop = createSampler(found.backdrop.colours, colours)
  const noise = found.backdrop.noise.map((value) => Math.max(NOISE_FLOOR, value * NOISE_MARGIN))
  const reach = REACH * Math.max(width, height)
  const step = Math.max(2, Math.round(width / found.mask.width))
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (trimap.data[i] !== BACKGROUND || (outside.data[i] ?? 0) > reach) continue
      const dl = (lab.data[i * 3] ?? 0) - backdrop(x, y, 0)
      const da = (lab.data[i * 3 + 1] ?? 0) - backdrop(x, y, 1)
      const db = (lab.data[i * 3 + 2] ?? 0) - backdrop(x, y, 2)
      const strangeness = (dl / (noise[0] ?? 1)) ** 2 + (da / (noise[1] ?? 1)) ** 2 + (db / (noise[2] ?? 1)) ** 2
      if (strangeness < STRANGE) continue
      const isShadow = dl < 0 && Math.hypot(da, db) < SHADOW_CHROMA - SHADOW_CHROMA_SHARE * dl
      if (!isShadow || measureRidge(lab, x, y, step) > RIDGE) marked.data[i] = 1
    }
  }
  return marked
}

/** How much the lightness at a pixel stands out from both sides, across or down, `step` pixels away. */
function measureRidge({ data, width, height }: Field, x: number, y: number, step: number): number {
  const light = (column: number, row: number): number => data[(row * width + column) * 3] ?? 0
  const middle = 2 * light(x, y)
  const across = light(Math.max(0, x - step), y) + light(Math.min(width - 1, x + step), y) - middle
  const down = light(x, Math.max(0, y - step)) + light(x, Math.min(height - 1, y + step)) - middle
  return Math.max(Math.abs(across), Math.abs(down))
}
