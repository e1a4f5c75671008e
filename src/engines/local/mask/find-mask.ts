import { compareToBackdrop } from '../backdrop/likeness.ts'
import { fitBackdrop } from '../backdrop/surface.ts'
import { fitSize, selectPixels, type BitMask, type Field } from '../planes/field.ts'
import { toLab } from '../planes/lab.ts'
import { resample } from '../planes/resample.ts'
import { cleanMask } from './clean.ts'
import type { Net } from '../net/net.ts'
import { lookTwice } from './look-twice.ts'
import { findOutline } from './outline.ts'

/** Where the product is, at low resolution. */
export interface ProductMask {
  /** 1 on the product. */
  readonly mask: BitMask
  /** The network's probability that a pixel is product; of the mask's size. */
  readonly probability: Field
}

/** Longer side of the mask: outlines need more detail than the network gives. */
const MASK_SIDE = 400
/** Below this probability a pixel shows the backdrop. */
const BACKDROP_PROBABILITY = 0.1

/** Finds the product in `colours` (0–255). @param prior what the network would say; it is not asked then */
export function findMask(colours: Field, net: Net, prior?: Field): ProductMask {
  const size = fitSize(colours, MASK_SIDE)
  const probability = prior === undefined ? lookTwice(colours, net, size) : resample(prior, size)
  const lab = toLab(resample(colours, size))
  const backdrop = fitBackdrop(
    lab,
    selectPixels(probability, (p) => p < BACKDROP_PROBABILITY),
  )
  const input = { lab, probability, backdrop, likeness: compareToBackdrop(lab, backdrop, probability) }
  const mask = cleanMask(findOutline(input), input)
  return { mask, probability }
}
