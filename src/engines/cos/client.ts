import { findObject, parseServiceError, parseUploadAnswer } from './answer.ts'
import type { Clock } from './clock.ts'
import { renderOddAnswer, renderServiceFailure } from './failures.ts'
import { type Operation, renderPicOperations } from './operations.ts'
import type { ResolvedCosOptions } from './options.ts'
import { type CosAnswer, createSender } from './send.ts'
import type { Upload } from './upload-image.ts'

/** Bytes of an XML answer; real ones have hundreds. */
const MAX_XML_BYTES = 1024 * 1024
/** Bytes of a result: RGBA of the largest canvas, hardly compressed. */
const MAX_RESULT_BYTES = 256 * 1024 * 1024

/** One bucket. Every method sends one request and rejects with a MattingError, or with the signal's reason. */
export interface CosClient {
  /** Fetches an object; `undefined` when there is none under this key. */
  fetchObject(key: string, signal: AbortSignal): Promise<Uint8Array | undefined>
  /** Uploads a photo with a rule, whose result the service stores before it answers. Billed when it succeeds. */
  uploadWithRule(job: UploadJob, signal: AbortSignal): Promise<void>
  /** Ends kept connections. */
  close(): void
}

/** An upload and what the service is to make of it. */
export interface UploadJob {
  /** Object key of the source. */
  readonly key: string
  readonly upload: Upload
  readonly operation: Operation
}

/** A client for one bucket; nothing is sent yet. */
export function createCosClient(options: ResolvedCosOptions, clock: Clock): CosClient {
  const sender = createSender(options, clock)
  return {
    async fetchObject(key, signal) {
      const answer = await sender.send({ method: 'GET', key, headers: {}, maxBytes: MAX_RESULT_BYTES }, signal)
      if (isMissingObject(answer)) return undefined
      checkSuccess(answer)
      return answer.body
    },
    async uploadWithRule({ key, upload, operation }, signal) {
      const headers = {
        'Content-Type': upload.type,
        'Content-Length': String(upload.bytes.length),
        'Pic-Operations': renderPicOperations([operation]),
      }
      const request = { method: 'PUT', key, headers, body: upload.bytes, maxBytes: MAX_XML_BYTES } as const
      const answer = await sender.send(request, signal)
      checkSuccess(answer)
      checkResultTold(answer, operation)
    },
    close: () => sender.close(),
  }
}

/** Only the service's own word counts: a gateway's 404 must not lead to a call that is paid for. */
function isMissingObject(answer: CosAnswer): boolean {
  return answer.status === 404 && parseServiceError(answer.body.toString('utf8'))?.code === 'NoSuchKey'
}

/** Refuses every answer that is no success, among them failures that come with status 200. */
function checkSuccess(answer: CosAnswer): void {
  const { status, context } = answer
  if (status < 200 || status > 299 || holdsError(answer.body)) throw renderServiceFailure(answer, context)
  if (status !== 200) throw renderOddAnswer(answer, context, 'only status 200 tells that all is done')
}

function checkResultTold(answer: CosAnswer, { key }: Operation): void {
  const objects = parseUploadAnswer(answer.body.toString('utf8'))
  if (objects === undefined) {
    const fault = `its body (${answer.body.length} bytes) is not the XML of an upload with rules`
    throw renderOddAnswer(answer, answer.context, fault)
  }
  if (findObject(objects, key) === undefined) {
    throw renderOddAnswer(answer, answer.context, `of ${objects.length} results it tells, none is ${key}`)
  }
}

/** Looks for XML at the first byte only: a result of many megabytes is not made a string. */
function holdsError(body: Buffer): boolean {
  const head = body.toString('utf8', 0, 64).trimStart()
  return head.startsWith('<') && parseServiceError(body.toString('utf8')) !== undefined
}
