import { availableParallelism } from 'node:os'
import { locateBuilt } from '../../core/built-file.ts'
import type { Raster } from '../../core/types.ts'
import { createCrew } from './crew.ts'
import type { CutOut } from './cut-out.ts'
import { copyRaster, listTransfers, type CutRequest, type Parcel } from './messages.ts'
import type { Field } from './planes/field.ts'

/** Worker threads that cut photos. */
export interface Pool {
  /** Most threads. */
  readonly size: number
  /**
   * Cuts a photo. Rejects with the signal's reason as soon as it is aborted.
   *
   * @param prior in place of what the network says, see `CutRequest`; its numbers are handed over
   */
  run(photo: Raster, signal: AbortSignal, prior?: Field): Promise<CutOut>
  /** Starts the first thread, for a photo that is still being decoded. */
  prepare(): void
  /** Ends all threads; work under way is rejected. */
  close(): Promise<void>
}

/** How a pool differs from the usual one. */
export interface PoolOptions {
  /** Module that the threads run. @default `dist/local-worker.mjs` of this package */
  readonly file?: string | undefined
  /** Most threads. @default one less than the processor has, from 1 to 4 */
  readonly size?: number | undefined
}

const MAX_THREADS = 4

/** A pool without threads; see {@link createCrew}. */
export function createPool({ file = locateBuilt('local-worker.mjs'), size = defaultSize() }: PoolOptions = {}): Pool {
  const crew = createCrew<CutRequest, CutOut>(file, size)
  return {
    size,
    run: (photo, signal, prior) => crew.run(() => packPhoto(photo, prior), signal),
    prepare: () => crew.prepare(),
    close: () => crew.close(),
  }
}

function packPhoto(photo: Raster, prior: Field | undefined): Parcel<CutRequest> {
  const request = { photo: copyRaster(photo), prior }
  return { request, transfers: [request.photo, ...(prior ? [prior] : [])].flatMap(listTransfers) }
}

/**
 * One core is left to the bundler, to decoding and to encoding. On two busy cores a second thread made a batch a tenth quicker, took
 * a fifth more processor time and a second photo's memory.
 */
function defaultSize(): number {
  return Math.max(1, Math.min(availableParallelism() - 1, MAX_THREADS))
}
