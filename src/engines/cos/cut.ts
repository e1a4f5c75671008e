import { isMattingError } from '../../core/errors.ts'
import type { EngineImage, EngineResult } from '../../core/types.ts'
import type { CosClient, UploadJob } from './client.ts'
import { renderSourceKey } from './keys.ts'
import type { Operation } from './operations.ts'
import { checkChanged, checkResult, findPngFault } from './result.ts'
import { type RetryPolicy, withRetries } from './retry.ts'
import { prepareUpload } from './upload-image.ts'

/** A cut-out to be had: from the bucket where it is there already, else from the service. */
export interface CutJob {
  readonly image: EngineImage
  /** The result's key and the rule that makes it. */
  readonly operation: Operation
  /** Folder of the bucket, ending in `/`. */
  readonly prefix: string
}

/** What a job needs from outside. */
export interface CutTools {
  readonly client: CosClient
  readonly retry: Pick<RetryPolicy, 'retries' | 'clock'>
  /** Aborted when the build is given up. */
  readonly signal: AbortSignal
}

/**
 * Gets a cut-out, and pays for it at most once: each try begins by looking under the result's key. So a result that
 * another machine has paid for is used, and so is one whose upload went through although its answer was lost.
 */
export async function obtainCutOut(job: CutJob, { client, retry, signal }: CutTools): Promise<EngineResult> {
  let source: UploadJob | undefined
  return withRetries({ ...retry, signal }, async () => {
    const stored = await findCutOut(job, client, signal)
    if (stored !== undefined) return { png: stored, paid: source !== undefined }
    source ??= await prepareSource(job)
    signal.throwIfAborted()
    return { png: await makeCutOut(client, source, signal), paid: true }
  })
}

async function findCutOut(
  { image, operation }: CutJob,
  client: CosClient,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const { key } = operation
  const stored = await client.fetchObject(key, signal)
  if (stored === undefined) return undefined
  // A damaged object is made anew, and overwritten.
  if (findPngFault(stored) !== undefined) return undefined
  checkChanged(stored, image.bytes, key)
  return stored
}

async function prepareSource({ image, operation, prefix }: CutJob): Promise<UploadJob> {
  const upload = await prepareUpload(image)
  return { key: renderSourceKey(prefix, upload), upload, operation }
}

async function makeCutOut(client: CosClient, source: UploadJob, signal: AbortSignal): Promise<Uint8Array> {
  const { key } = source.operation
  try {
    await client.uploadWithRule(source, signal)
  } catch (error) {
    const made = isOddAnswer(error) ? await lookAgain(client, key, signal) : undefined
    if (made === undefined) throw error
    return made
  }
  const png = await client.fetchObject(key, signal)
  checkResult(png, source.upload.bytes, key)
  return png
}

/** An upload whose answer can't be read was probably billed: its result is used where it is there. */
async function lookAgain(client: CosClient, key: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const png = await client.fetchObject(key, signal).catch(() => undefined)
  signal.throwIfAborted()
  return png !== undefined && findPngFault(png) === undefined ? png : undefined
}

function isOddAnswer(error: unknown): boolean {
  return isMattingError(error) && error.code === 'COS_RESPONSE'
}
