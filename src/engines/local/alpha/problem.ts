import type { Raster } from '../../../core/types.ts'
import type { Field, Size } from '../planes/field.ts'
import type { Trimap } from '../trimap/trimap.ts'

/** Colours 0–255 to be read at random: channels r, g, b at `step × pixel`. */
export interface Pixels extends Size {
  readonly data: Float32Array | Uint8Array
  readonly step: 3 | 4
}

/** What alpha is estimated from. */
export interface AlphaProblem {
  readonly pixels: Pixels
  /** Of the size of `pixels`. */
  readonly trimap: Trimap
  /** Smooth estimates of the pure product's and the pure background's colours (0–255), of one size, which may be any. */
  readonly product: Field
  readonly background: Field
  /** How far colours scatter around those, 0–255. */
  readonly noise: number
  /** How much a colour's own alpha counts against smoothness. */
  readonly trust: number
}

/** A field's colours as {@link Pixels}. */
export function pixelsOfField({ data, width, height }: Field): Pixels {
  return { data, width, height, step: 3 }
}

/** A raster's colours as {@link Pixels}. */
export function pixelsOfRaster({ data, width, height }: Raster): Pixels {
  return { data, width, height, step: 4 }
}
