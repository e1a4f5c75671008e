import { divideGrid } from '../mask/grid-cut.ts'
import type { ProductMask } from '../mask/find-mask.ts'
import { createField, selectPixels, toField, type BitMask, type Field } from '../planes/field.ts'
import { fillGaps } from '../planes/fill.ts'
import { toLab } from '../planes/lab.ts'
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

/** Moves the outline, within `band` pixels, to the edge that the picture shows at this size. */
export function snapOutline(colours: Field, found: ProductMask, outline: MaskOutline, band: number): BitMask {
  const { mask, distance } = outline
  const lab = toLab(colours)
  const region = selectPixels(distance, (pixels) => pixels <= band)
  const evidence = weighEvidence(lab, found, region)
  const costs = createField(colours, 1)
  for (let i = 0; i < costs.data.length; i++) {
    if (region.data[i] === 1) costs.data[i] = evidence(i)
    else if ((distance.data[i] ?? 0) <= band + 2) costs.data[i] = mask.data[i] === 1 ? FIXED_COST : -FIXED_COST
  }
  const snapped = divideGrid({ lab, costs, smoothness: SMOOTHNESS, region })
  return { ...mask, data: mask.data.map((bit, i) => (region.data[i] === 1 ? (snapped.data[i] ?? 0) : bit)) }
}

/** What speaks for product: the network, and a colour more like the product nearby than like the backdrop or its shadow. */
function weighEvidence(lab: Field, found: ProductMask, region: BitMask): (i: number) => number {
  const { width } = lab
  const probability = createSampler(found.probability, lab)
  const backdrop = createSampler(found.backdrop.colours, lab)
  const product = createSampler(spreadProduct(lab, found, region), lab)
  const scatter = found.backdrop.noise.map((value) => Math.max(BACKDROP_SCATTER, value * 1.5))
  return (i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    const p = clamp(probability(x, y, 0), 0.01, 0.99)
    let [productDistance, hueDistance] = [0, 0]
    for (let c = 0; c < 3; c++) {
      const value = lab.data[i * 3 + c] ?? 0
      productDistance += ((value - product(x, y, c)) / PRODUCT_SCATTER) ** 2
      if (c > 0) hueDistance += ((value - backdrop(x, y, c)) / (scatter[c] ?? 1)) ** 2
    }
    const light = backdrop(x, y, 0)
    const darker = (lab.data[i * 3] ?? 0) - light
    const isShade = darker < 0 && darker > (DEEPEST_SHADOW - 1) * light
    const lightDistance = (darker / (scatter[0] ?? 1)) ** 2
    const backdropDistance = hueDistance + (isShade ? Math.min(lightDistance, SHADOW_COST) : lightDistance)
    const colourCost = clamp((backdropDistance - productDistance) / 2, -MAX_COLOUR_COST, MAX_COLOUR_COST)
    return NETWORK_WEIGHT * Math.log(p / (1 - p)) + colourCost
  }
}

/** Colours of what is surely product, spread over the rest, at the mask's size. */
function spreadProduct(lab: Field, found: ProductMask, region: BitMask): Field {
  const size = found.mask
  const unsure = resample(toField(region), size)
  const weight = createField(size, 1)
  for (let i = 0; i < weight.data.length; i++) weight.data[i] = found.mask.data[i] === 1 && unsure.data[i] === 0 ? 1 : 0
  return fillGaps(resample(lab, size), weight)
}
