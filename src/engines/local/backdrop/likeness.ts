import { createField, createMask, type BitMask, type Field } from '../planes/field.ts'
import type { Backdrop } from './surface.ts'

/** Which pixels look like the backdrop, and whether that tells anything. */
export interface Likeness {
  /** 1 where the colour is the backdrop's own. */
  readonly isBackdropLike: BitMask
  /** How far the hue is from the backdrop's (a and b of L*a*b*); a shadow hardly changes it. */
  readonly foreignness: Field
  /**
   * Whether what looks like the backdrop is no product: hardly any of what surely is product does, the backdrop is
   * even enough to tell, and it is not white, which labels and lids are too.
   */
  readonly isDistinct: boolean
}

/** Squared distance, in units of noise, within which a colour is the backdrop's own. */
const ALIKE = 4
/** A hue farther from the backdrop's than this is no shadow of it. */
export const FOREIGN_HUE = 5
/** From this probability on a pixel is surely product. */
const SURE_PRODUCT = 0.9
/** Noise, in L*a*b* units, above which products look like the backdrop here and there. */
const EVEN_NOISE = 1.5
/** White: light, and of little chroma. */
const WHITE_LIGHTNESS = 90
const WHITE_CHROMA = 8
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
  return { isBackdropLike, foreignness, isDistinct: alike <= CHANCE * product && canTell(backdrop) }
}

/** Squared distance of a pixel's colour to the backdrop, in units of its noise. */
function measureStrangeness(lab: Field, { colours, noise }: Backdrop, i: number): number {
  let sum = 0
  for (let c = 0; c < 3; c++) {
    const units = ((lab.data[i * 3 + c] ?? 0) - (colours.data[i * 3 + c] ?? 0)) / (noise[c] ?? 1)
    sum += units * units
  }
  return sum
}

function measureHue(lab: Field, { colours }: Backdrop, i: number): number {
  const da = (lab.data[i * 3 + 1] ?? 0) - (colours.data[i * 3 + 1] ?? 0)
  const db = (lab.data[i * 3 + 2] ?? 0) - (colours.data[i * 3 + 2] ?? 0)
  return Math.hypot(da, db)
}

function canTell({ colours, noise }: Backdrop): boolean {
  let [lightness, chroma] = [0, 0]
  for (let i = 0; i < colours.data.length; i += 3) {
    lightness += colours.data[i] ?? 0
    chroma += Math.hypot(colours.data[i + 1] ?? 0, colours.data[i + 2] ?? 0)
  }
  const pixels = colours.data.length / 3
  const isWhite = lightness >= WHITE_LIGHTNESS * pixels && chroma < WHITE_CHROMA * pixels
  return Math.hypot(...noise) < EVEN_NOISE && !isWhite
}
