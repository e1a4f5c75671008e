import type { Raster } from '../../core/types.ts'
import { draftAlpha } from './alpha/draft.ts'
import { overruleDraft } from './alpha/overrule.ts'
import { refineAlpha } from './alpha/refine.ts'
import { paintProduct } from './foreground/paint.ts'
import { separateLayers } from './foreground/multi-level.ts'
import { measureConfidence } from './confidence.ts'
import { findMask } from './mask/find-mask.ts'
import type { Net } from './net/net.ts'
import { fitSize, type Field } from './planes/field.ts'
import { resampleColours } from './planes/resample.ts'
import { withShelf } from './shelf.ts'
import { applyOwnAlpha, isCutOut, keepOwnAlpha } from './transparency.ts'

/** A product without its background. */
export interface CutOut {
  /** Of the photo's size; straight alpha; all zeros where alpha is 0. */
  readonly raster: Raster
  /** How sure the engine is of the outline, 0 to 1. */
  readonly confidence: number
}

/** The networks: one says where the product is, the other draws its alpha. */
export interface Nets {
  readonly mask: Net
  readonly alpha: Net
}

/** Longer side, in pixels, of the copy that alpha is drawn on; finer detail is added near edges only. */
const WORKING_SIDE = 1024

/**
 * Cuts the product out of `photo`: mask → alpha → foreground. Synchronous, deterministic, without side effects.
 * A photo that is a cut-out already keeps its own alpha; transparency of any photo is never lost.
 *
 * @param prior stands for what the mask network would say: one channel, 0 to 1, of any size
 */
export function cutOut(photo: Raster, nets: Nets, prior?: Field): CutOut {
  if (isCutOut(photo)) return { raster: keepOwnAlpha(photo), confidence: 1 }
  const colours = resampleColours(photo, fitSize(photo, WORKING_SIDE))
  const found = findMask(colours, nets.mask, prior)
  const draft = overruleDraft(draftAlpha(colours, found, nets.alpha), found)
  const matte = applyOwnAlpha(refineAlpha(photo, draft), photo)
  const raster = withShelf((shelf) => paintProduct(photo, matte, separateLayers(shelf, colours, draft)))
  const confidence = measureConfidence((prior ?? found.probability).data, found.probability, draft)
  return { raster, confidence }
}
