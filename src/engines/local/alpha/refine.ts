import type { Raster } from '../../../core/types.ts'
import type { Field, Size } from '../planes/field.ts'
import { solveAlpha } from './solve.ts'
import { PRODUCT } from './trimap.ts'
import { widenEdges } from './unsettled.ts'

/** Alpha of each pixel, 0 to 255. */
export interface Matte extends Size {
  readonly data: Uint8Array
}

/**
 * Alpha of a photo by a draft of any size, which may be smaller: near the draft's edges it follows the photo's (Levin, Lischinski and
 * Weiss 2008).
 */
export function refineAlpha(photo: Raster, draft: Field): Matte {
  const { width, height } = photo
  const data = new Uint8Array(width * height)
  const trimap = widenEdges(draft, photo)
  for (let i = 0; i < data.length; i++) if (trimap.data[i] === PRODUCT) data[i] = 255
  const solved = solveAlpha({ photo, trimap, draft })
  for (let i = 0; i < solved.pixels.length; i++) data[solved.pixels[i] ?? 0] = Math.round((solved.alpha[i] ?? 0) * 255)
  return { width, height, data }
}
