import { divideGrid } from '../mask/grid-cut.ts'
import type { ProductMask } from '../mask/find-mask.ts'
import { createField, createMask, toField, type BitMask, type Field } from '../planes/field.ts'
import { fillGaps } from '../planes/fill.ts'
import { logarithm } from '../planes/functions.ts'
import { resample } from '../planes/resample.ts'
import { createSampler } from '../planes/sampler.ts'
import { clamp } from '../planes/statistics.ts'

/** A mask with the distances to its outline. */
export interface MaskOutline {
  readonly mask: BitMask
  /** Pixels to the nearest pixel of the other side. */
  readonly distance: Field
}

/** Weight of the network against the colours: at this size it knows roughly where the outline is, not exactly. */
const NETWORK_WEIGHT = 0.5
const SMOOTHNESS = 6
/** Colours say no more than this, in log likelihood. */
const MAX_COLOUR_COST = 4
/** What binds the band's rim to the side it is on. */
const FIXED_COST = 1000
/** How far colours scatter around the backdrop (at least) and around the product's nearby, in L*a*b* units. */
const BACKDROP_SCATTER = 2
const PRODUCT_SCATTER = 8
/** A shadow keeps this share of the backdrop's lightness or more; being one costs this much. */
const DEEPEST_SHADOW = 0.35
const SHADOW_COST = 2

/**
 * Moves the outline, within `band` pixels, to the edge that the picture shows at this size. `lab`: L*a*b* colours, of the outline's
 * size.
 */
export function snapOutline(lab: Field, found: ProductMask, outline: MaskOutline, band: number): BitMask {
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
function weighEvidence(lab: Field, found: ProductMask, region: BitMask): Field {
  const costs = createField(lab, 1)
  const probability = createSampler(found.probability, lab)
  const backdrop = createSampler(found.backdrop.colours, lab)
  const product = createSampler(spreadProduct(found, region), lab)
  const weighColour = createWeigher(found.backdrop.noise)
  const [own, behind, near] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)]
  for (let y = 0, i = 0; y < lab.height; y++) {
    for (let x = 0; x < lab.width; x++, i++) {
      if (region.data[i] === 0) continue
      probability(x, y, own)
      const p = clamp(own[0] ?? 0, 0.01, 0.99)
      backdrop(x, y, behind)
      product(x, y, near)
      for (let c = 0; c < 3; c++) own[c] = lab.data[i * 3 + c] ?? 0
      costs.data[i] = NETWORK_WEIGHT * logarithm(p / (1 - p)) + weighColour(own, behind, near)
    }
  }
  return costs
}

type Weigher = (own: Float64Array, backdrop: Float64Array, product: Float64Array) => number

/** How much more a colour looks like the product's than like the backdrop's or a shadow's on it. */
function createWeigher(noise: readonly [number, number, number]): Weigher {
  const [light, first, second] = noise.map((value) => 1 / Math.max(BACKDROP_SCATTER, value * 1.5) ** 2)
  return (own, backdrop, product) => {
    const dl = (own[0] ?? 0) - (product[0] ?? 0)
    const da = (own[1] ?? 0) - (product[1] ?? 0)
    const db = (own[2] ?? 0) - (product[2] ?? 0)
    const productDistance = (dl * dl + da * da + db * db) / PRODUCT_SCATTER ** 2
    const darker = (own[0] ?? 0) - (backdrop[0] ?? 0)
    const redder = (own[1] ?? 0) - (backdrop[1] ?? 0)
    const yellower = (own[2] ?? 0) - (backdrop[2] ?? 0)
    const isShade = darker < 0 && darker > (DEEPEST_SHADOW - 1) * (backdrop[0] ?? 0)
    const lightDistance = darker * darker * (light ?? 1)
    const hueDistance = redder * redder * (first ?? 1) + yellower * yellower * (second ?? 1)
    const backdropDistance = hueDistance + (isShade ? Math.min(lightDistance, SHADOW_COST) : lightDistance)
    return clamp((backdropDistance - productDistance) / 2, -MAX_COLOUR_COST, MAX_COLOUR_COST)
  }
}

/** Colours of what is surely product, spread over the rest, at the mask's size. */
function spreadProduct({ mask, lab }: ProductMask, region: BitMask): Field {
  const unsure = resample(toField(region), mask)
  const weight = createField(mask, 1)
  for (let i = 0; i < weight.data.length; i++) weight.data[i] = mask.data[i] === 1 && unsure.data[i] === 0 ? 1 : 0
  return fillGaps(lab, weight)
}
