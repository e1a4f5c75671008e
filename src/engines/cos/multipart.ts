import { createHash } from 'node:crypto'
import { ACTIONS } from './actions.ts'
import { parseUploadId } from './answer.ts'
import { withDeadline } from './deadline.ts'
import { renderOddAnswer, renderTimeout } from './failures.ts'
import { MAX_XML_BYTES, type NewObject, renderBodyHeaders } from './objects.ts'
import type { Receipt } from './pay.ts'
import { withRetries } from './retry.ts'
import type { CosAnswer, CosRequest } from './send.ts'
import { endAll, withSignals } from './signals.ts'
import { checkSuccess } from './success.ts'
import { type Go, remember } from './tools.ts'

/** Bytes above which a source goes in parts. */
export const MULTIPART_FROM: number = 8 * 1024 * 1024
/** Bytes of a part; the last one is smaller. The service takes 1 MB and more. */
const PART_BYTES = 4 * 1024 * 1024
/** Parts on their way at once. */
const PARALLEL_PARTS = 3
/** Milliseconds for giving an upload up. */
const ABORT_TIMEOUT = 5000

/** How the upload ends. */
export interface Completion {
  /** Headers of the completing request, e.g. `Pic-Operations`. */
  readonly headers: Readonly<Record<string, string>>
  /** Rights it needs besides those of an upload. */
  readonly actions: readonly string[]
  readonly receipt?: Receipt | undefined
}

/** A part that is stored. */
interface Part {
  readonly number: number
  readonly etag: string
}

/**
 * Uploads an object in parts: begins, sends the parts, each tried again by itself, and completes. What fails is given up
 * in the bucket too, as far as it can be: parts of unfinished uploads are billed as storage.
 *
 * @returns the answer to the completing request, of any status
 * @throws MattingError, or the signal's reason
 */
export async function uploadInParts(object: NewObject, go: Go, completion: Completion): Promise<CosAnswer> {
  const uploadId = await beginUpload(object, go)
  const giveUp = (): void => void remember(go.errands, abortUpload(object, uploadId, go))
  const parts = await sendParts(object, uploadId, go).catch((error: unknown) => {
    giveUp()
    throw error
  })
  // One whose answer is lost may be at work still: giving that up would be in its way.
  const answer = await completeUpload({ ...object, uploadId, parts }, go, completion)
  if (answer.status >= 400) giveUp()
  return answer
}

async function beginUpload({ place, key, type }: NewObject, { sender, attempt }: Go): Promise<string> {
  const answer = await sender.send(
    {
      ...{ method: 'POST', place, key, query: { uploads: '' } },
      headers: { 'Content-Type': type, 'Content-Length': '0' },
      ...{ maxBytes: MAX_XML_BYTES, actions: ACTIONS.beginUpload },
    },
    attempt,
  )
  checkSuccess(answer)
  const uploadId = parseUploadId(answer.body.toString('utf8'))
  if (uploadId === undefined) throw renderOddAnswer(answer, answer.context, 'its body has no UploadId')
  return uploadId
}

/** A few workers take the parts in turn; where one fails, the others end too. */
async function sendParts(object: NewObject, uploadId: string, go: Go): Promise<Part[]> {
  const numbers = Array.from({ length: Math.ceil(object.bytes.length / PART_BYTES) }, (_, index) => index + 1)
  const waiting = numbers.values()
  const parts: Part[] = []
  await withSignals([go.attempt.signal], async (controller) => {
    const attempt = { ...go.attempt, signal: controller.signal }
    const work = async (): Promise<void> => {
      for (const number of waiting) {
        parts.push({ number, etag: await sendPart(object, { number, uploadId }, { ...go, attempt }) })
      }
    }
    const tell = (error: unknown): never => {
      controller.abort(error)
      throw error
    }
    await endAll(Array.from({ length: PARALLEL_PARTS }, () => work().catch(tell)))
  })
  return parts.sort((one, other) => one.number - other.number)
}

async function sendPart(
  { place, key, bytes, type }: NewObject,
  { number, uploadId }: { number: number; uploadId: string },
  go: Go,
): Promise<string> {
  const { sender, attempt, clock, settings } = go
  const body = bytes.subarray((number - 1) * PART_BYTES, number * PART_BYTES)
  const request: CosRequest = {
    ...{ method: 'PUT', place, key, query: { partNumber: String(number), uploadId } },
    ...{ headers: renderBodyHeaders(body, type), body },
    ...{ maxBytes: MAX_XML_BYTES, actions: ACTIONS.uploadPart },
  }
  const answer = await withRetries({ retries: settings.retries, clock, signal: attempt.signal }, async () => {
    const received = await sender.send(request, attempt)
    checkSuccess(received)
    return received
  })
  // COS gives the MD5 of what it stored, unless it encrypts.
  return answer.headers.etag ?? `"${createHash('md5').update(body).digest('hex')}"`
}

async function completeUpload(
  { place, key, uploadId, parts }: NewObject & { uploadId: string; parts: readonly Part[] },
  { sender, attempt }: Go,
  { headers, actions, receipt }: Completion,
): Promise<CosAnswer> {
  const list = parts.map(({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`)
  const body = Buffer.from(`<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`)
  const request: CosRequest = {
    ...{ method: 'POST', place, key, query: { uploadId }, body },
    headers: { ...renderBodyHeaders(body, 'application/xml'), ...headers },
    ...{ maxBytes: MAX_XML_BYTES, actions: [...ACTIONS.completeUpload, ...actions], ...receipt },
  }
  return sender.send(request, attempt)
}

/** Best effort, under a deadline of its own: the attempt is over. */
async function abortUpload({ place, key }: NewObject, uploadId: string, { sender }: Go): Promise<void> {
  const { signal } = new AbortController()
  const late = (): Error => renderTimeout(ABORT_TIMEOUT, { action: `the end of the upload of ${key}` })
  const request = { method: 'DELETE', place, key, query: { uploadId } } as const
  const rest = { maxBytes: MAX_XML_BYTES, actions: ACTIONS.abortUpload }
  await withDeadline({ timeout: ABORT_TIMEOUT, signal, late }, (attempt) =>
    sender.send({ ...request, ...rest }, attempt),
  ).catch(() => undefined)
}
