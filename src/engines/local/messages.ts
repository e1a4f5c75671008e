import type { Raster } from '../../core/types.ts'
import type { CutOut } from './cut-out.ts'

/** What a worker is asked; the pixels are handed over, not copied. */
export interface CutRequest {
  readonly photo: Raster
}

/** What it answers, the pixels handed over again. */
export type CutReply = { readonly cutOut: CutOut } | { readonly failure: string }

/** The buffers of a raster that a message may take along: none where other data shares them. */
export function listTransfers({ data }: Raster): ArrayBuffer[] {
  const { buffer } = data
  return buffer instanceof ArrayBuffer && buffer.byteLength === data.byteLength ? [buffer] : []
}
