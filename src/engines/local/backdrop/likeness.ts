import { createField, createMask, type BitMask, type Field } from '../planes/field.ts'
import type { Backdrop } from './surface.ts'

/** Which pixels look like the backdrop, and whether that tells anything. */
export interface Likeness {
  /** 1 where the colour is the backdrop's own. */
  readonly isBackdropLike: BitMask
  /** How far the hue is from the backdrop's (a and b of L*a*b*); a shadow hardly changes it. */
  readonly foreignness: Field
  /** Whether hardly any of what is surely product looks like the backdrop: then what does is no product. */
  readonly isDistinct: boolean
}

/** Squared distance, in units of noise, within which a colour is the backdrop's own. */
const ALIKE = 4
/** A hue farther from the backdrop's than this is no shadow of it. */
export const FOREIGN_HUE = 5
/** From this probability on a pixel is surely product. */
const SURE_PRODUCT = 0.9
/** Share of the sure product that may look like the backdrop by chance. */
const CHANCE = 0.02

/** Compares `lab` with a smooth backdrop; nothing can be said of another. All of one size. */
export function compareToBackdrop(lab: Field, backdrop: Backdrop, probability: Field): Likeness {
  const isBackdropLike = createMask(lab)
  const foreignness = createField(lab, 1)
  if (!backdrop.isSmooth) return { isBackdropLike, foreignness, isDistinct: false }
  let [product, alike] = [0, 0]
  for (let i = 0; i < isBackdropLike.data.length; i++) {
    const bit = measureStrangeness(lab, backdrop, i) < ALIKE ? 1 : 0
    isBackdropLike.data[i] = bit
    foreignness.data[i] = measureHue(lab, backdrop, i)
    if ((probability.data[i] ?? 0) < SURE_PRODUCT) continue
    product++
    alike += bit
  }
  return { isBackdropLike, foreignness, isDistinct: alike <= CHANCE * product }
}

/** Squared distance of a pixel's colour to the backdrop, in units of its noise. */
function measureStrangeness(lab: Field, { colours, noise }: Backdrop, i: number): number {
  let sum = 0
  for (let c = 0; c < 3; c++)
    sum += (((lab.data[i * 3 + c] ?? 0) - (colours.data[i * 3 + c] ?? 0)) / (noise[c] ?? 1)) ** 2
  return sum
}

function measureHue(lab: Field, { colours }: Backdrop, i: number): number {
  const da = (lab.data[i * 3 + 1] ?? 0) - (colours.data[i * 3 + 1] ?? 0)
  const db = (lab.data[i * 3 + 2] ?? 0) - (colours.data[i * 3 + 2] ?? 0)
  return Math.hypot(da, db)
}
