import { FOREIGN_HUE, type Likeness } from '../backdrop/likeness.ts'
import type { Backdrop } from '../backdrop/surface.ts'
import { countSet, createField, selectPixels, type BitMask, type Field } from '../planes/field.ts'
import { logarithm } from '../planes/functions.ts'
import { clamp } from '../planes/statistics.ts'
import { placeField, withShelf } from '../shelf.ts'
import { fitColourModel, weighColours } from './colour-model.ts'
import { divideGrid } from './grid-cut.ts'

/** Weight of the network's opinion, of the colours' and of a smooth outline against each other. */
const NETWORK_WEIGHT = 1.5
const COLOUR_WEIGHT = 0.4
const SMOOTHNESS = 6
/** Colours say no more than this, in log likelihood. */
const MAX_COLOUR_COST = 6
/** Neither does the network: probabilities are kept off 0 and 1 by this much. */
const PROBABILITY_MARGIN = 0.002
/** From these probabilities on, a pixel teaches the colour models. */
const SURE_PRODUCT = 0.8
const SURE_BACKGROUND = 0.2
/** Fewer sure pixels than this teach nothing. */
const MIN_SURE = 30
/** What a colour that only the backdrop has costs as product. */
const BACKDROP_COST = 3
/** What a hue speaks for product that is twice as far from the backdrop's as a shadow's can be. */
const FOREIGN_COST = 3

/** What the outline is found from, all of one size. */
export interface OutlineInput {
  /** L*a*b* colours. */
  readonly lab: Field
  /** The network's probability that a pixel is product. */
  readonly probability: Field
  readonly backdrop: Backdrop
  readonly likeness: Likeness
}

/**
 * Moves the outline to the picture's edges: the cheapest division into product and background, where each pixel costs
 * what the network and two colour models say against its side, and neighbours on different sides cost the more the
 * more alike they are (GrabCut, Rother et al. 2004).
 */
export function findOutline(input: OutlineInput): BitMask {
  const sure = {
    product: selectPixels(input.probability, (p) => p > SURE_PRODUCT),
    background: selectPixels(input.probability, (p) => p < SURE_BACKGROUND),
  }
  if (countSet(sure.product) < MIN_SURE || countSet(sure.background) < MIN_SURE) {
    return selectPixels(input.probability, (p) => p > 0.5)
  }
  const costs = weighEvidence(input, sure)
  return withShelf((shelf) => divideGrid({ lab: placeField(shelf, input.lab), costs, smoothness: SMOOTHNESS }))
}

/** What the network leaves no doubt about. */
interface Sure {
  readonly product: BitMask
  readonly background: BitMask
}

/** What speaks for product (above 0) or background at each pixel. */
function weighEvidence(input: OutlineInput, sure: Sure): Field {
  const costs = createField(input.lab, 1)
  const colourCost = compareModels(input.lab, sure)
  const backdropCost = weighBackdrop(input)
  const isBackdropLike = input.likeness.isBackdropLike.data
  for (let i = 0; i < costs.data.length; i++) {
    const p = clamp(input.probability.data[i] ?? 0, PROBABILITY_MARGIN, 1 - PROBABILITY_MARGIN)
    const colour = isBackdropLike[i] === 1 ? Math.min(0, colourCost(i)) : colourCost(i)
    costs.data[i] = NETWORK_WEIGHT * logarithm(p / (1 - p)) + colour + backdropCost(i)
  }
  return costs
}

/** How much more a pixel's colour looks like the product's than like the background's. */
function compareModels(lab: Field, { product, background }: Sure): (i: number) => number {
  const own = weighColours(lab, fitColourModel(lab, product))
  const other = weighColours(lab, fitColourModel(lab, background))
  return (i) => COLOUR_WEIGHT * clamp((other[i] ?? 0) - (own[i] ?? 0), -MAX_COLOUR_COST, MAX_COLOUR_COST)
}

/** What a smooth backdrop says: its own colours are hardly product where the product has none like them; foreign hues are. */
function weighBackdrop({ likeness }: OutlineInput): (i: number) => number {
  const { isBackdropLike, foreignness, isDistinct } = likeness
  return (i) => {
    if (isBackdropLike.data[i] === 1) return isDistinct ? -BACKDROP_COST : 0
    return FOREIGN_COST * clamp((foreignness.data[i] ?? 0) / FOREIGN_HUE - 1, 0, 1)
  }
}
