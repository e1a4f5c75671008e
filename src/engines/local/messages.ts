import type { Raster } from '../../core/types.ts'
import type { CutOut } from './cut-out.ts'

/** What a worker is asked. */
export interface CutRequest {
  readonly photo: Raster
}

/** What it answers, the pixels handed over again. */
export type CutReply = { readonly cutOut: CutOut } | { readonly failure: string }

/**
 * A raster whose pixels can be handed over to a thread. Pixels that sharp decoded lie in memory of its own, which Node 24
 * refuses to hand over, so they are copied: once, where a message without hand-over would copy twice.
 */
export function copyRaster({ data, width, height }: Raster): Raster {
  return { data: new Uint8Array(data), width, height }
}

/** The buffers of a raster that a message may take along: none where other data shares them. */
export function listTransfers({ data }: Raster): ArrayBuffer[] {
  const { buffer } = data
  return buffer instanceof ArrayBuffer && buffer.byteLength === data.byteLength ? [buffer] : []
}
