import type { MattingErrorCode } from '../../core/errors.ts'
import type { Raster } from '../../core/types.ts'
import type { Field } from './planes/field.ts'

/** What a worker is asked. */
export interface CutRequest {
  readonly photo: Raster
  /**
   * How probable it is that a pixel is product, where another has found that out already: one channel, 0 to 1, of any size, squeezed
   * over the whole photo. The network is not asked then.
   */
  readonly prior?: Field | undefined
}

/** A piece of work on its way to a thread. */
export interface Parcel<Request> {
  readonly request: Request
  /** Buffers that are handed over. */
  readonly transfers: readonly ArrayBuffer[]
}

/** What a worker thread answers. */
export type Reply<Result> = { readonly result: Result } | { readonly failure: Failure }

/** What an error says, on its way between threads. */
export interface Failure {
  readonly code: MattingErrorCode
  readonly reason: string
  readonly fix?: string | undefined
}

/**
 * A raster whose pixels can be handed over to a thread. Pixels that sharp decoded lie in memory of its own, which Node 24
 * refuses to hand over, so they are copied: once, where a message without hand-over would copy twice.
 */
export function copyRaster({ data, width, height }: Raster): Raster {
  return { data: new Uint8Array(data), width, height }
}

/** The buffers of pixels that a message may take along: none where other data shares them. */
export function listTransfers({ data }: Pick<Raster | Field, 'data'>): ArrayBuffer[] {
  const { buffer } = data
  return buffer instanceof ArrayBuffer && buffer.byteLength === data.byteLength ? [buffer] : []
}
