import type { EngineImage } from '../../core/types.ts'
import type { Job } from './job.ts'
import { renderSourceKey } from './keys.ts'
import { MULTIPART_FROM, uploadInParts } from './multipart.ts'
import { hasObject, putObject } from './objects.ts'
import { findRuleSource, prepareMattingSource, type SourceImage } from './source-image.ts'
import { isMattingError } from '../../core/errors.ts'
import { checkSuccess } from './success.ts'
import type { Go } from './tools.ts'

/** A photo as it is uploaded, and where. */
export interface Source extends SourceImage {
  /** Object key, without leading `/`. */
  readonly key: string
}

/** Jobs that are made of one source. */
export interface Batch {
  readonly source: Source
  readonly jobs: readonly Job[]
  /** What no cut-out may be: the photo, and what is uploaded for it. */
  readonly photos: readonly Uint8Array[]
}

/** Gives the source of a kind of task; the photo is converted at most once. */
export type SourceFinder = (kind: Job['task']['kind']) => Promise<Source>

/** Sources of a photo: cut-outs need a JPEG or PNG, rules take the photo as it is wherever they can. */
export function createSourceFinder(image: EngineImage, prefix: string): SourceFinder {
  const name = (source: SourceImage): Source => ({ ...source, key: renderSourceKey(prefix, source) })
  let matting: Promise<SourceImage> | undefined
  const findMattingSource = (): Promise<SourceImage> => (matting ??= prepareMattingSource(image))
  return async (kind) => {
    const asIs = kind === 'rule' ? findRuleSource(image) : undefined
    return name(asIs ?? (await findMattingSource()))
  }
}

/** Makes sure that a source is in the bucket: one that is there already, since whenever, is not uploaded again. */
async function ensureStored(source: Source, go: Go): Promise<void> {
  const place = go.places.sources
  const store = async (): Promise<void> => {
    if (await hasObject({ place, key: source.key }, go)) return
    if (source.bytes.length <= MULTIPART_FROM) return putObject({ place, ...source }, go)
    checkSuccess(await uploadInParts({ place, ...source }, go, { headers: {}, actions: [] }))
  }
  await go.shelf.keep(source.key, store, go.attempt.signal)
}

/** Does something with a stored source; where it is gone meanwhile, it is stored once more. */
export async function withStored<T>(source: Source, go: Go, work: () => Promise<T>): Promise<T> {
  await ensureStored(source, go)
  try {
    return await work()
  } catch (error) {
    if (!isSourceMissing(error)) throw error
    go.shelf.forget(source.key)
    await ensureStored(source, go)
    return work()
  }
}

function isSourceMissing(error: unknown): boolean {
  return isMattingError(error) && (error.serviceCode === 'NoSuchKey' || error.serviceCode === 'ResourceNotFound')
}
