import { createHash } from 'node:crypto'
import { ACTIONS } from './actions.ts'
import { parseServiceError } from './answer.ts'
import { renderServiceFailure } from './failures.ts'
import type { Place } from './options.ts'
import { checkSuccess } from './success.ts'
import type { CosAnswer, CosRequest } from './send.ts'
import type { Go } from './tools.ts'

/** Bytes of an XML answer; real ones have hundreds. */
export const MAX_XML_BYTES: number = 1024 * 1024
/** Bytes of a result: RGBA of the largest canvas, hardly compressed. */
export const MAX_RESULT_BYTES: number = 256 * 1024 * 1024

/** What browsers are told of a picture whose key says all that made it. */
export const FOREVER = 'public, max-age=31536000, immutable'

/** Where an object is. */
export interface ObjectPlace {
  readonly place: Place
  /** Object key, without leading `/`. */
  readonly key: string
}

/** An object to be stored. */
export interface NewObject extends ObjectPlace {
  readonly bytes: Uint8Array
  /** Media type. */
  readonly type: string
  /** @default none */
  readonly cacheControl?: string | undefined
}

/**
 * Fetches an object; `undefined` when there is none under this key.
 *
 * @throws MattingError for every other answer
 */
export async function fetchObject({ place, key }: ObjectPlace, { sender, attempt }: Go): Promise<Buffer | undefined> {
  const request = { method: 'GET', place, key, maxBytes: MAX_RESULT_BYTES, actions: ACTIONS.read } as const
  const answer = await sender.send(request, attempt)
  if (isMissingObject(answer)) return undefined
  checkSuccess(answer)
  return answer.body
}

/**
 * Whether an object is there, by HEAD. Its refusals have no words, so what is refused counts as absent: the upload that
 * follows is told why.
 *
 * @throws MattingError where the service is down or throttles
 */
export async function hasObject({ place, key }: ObjectPlace, { sender, attempt }: Go): Promise<boolean> {
  const request = { method: 'HEAD', place, key, maxBytes: MAX_XML_BYTES, actions: ACTIONS.look } as const
  const answer = await sender.send(request, attempt)
  if (answer.status === 429 || answer.status >= 500) throw renderServiceFailure(answer, answer.context)
  return answer.status === 200
}

/**
 * Stores an object. Not billed.
 *
 * @throws MattingError
 */
export async function putObject(object: NewObject, { sender, attempt }: Go): Promise<void> {
  const { place, key, bytes, type, cacheControl } = object
  const cache = cacheControl === undefined ? undefined : { 'Cache-Control': cacheControl }
  const headers = { ...renderBodyHeaders(bytes, type), ...cache }
  const request: CosRequest = {
    ...{ method: 'PUT', place, key, headers, body: bytes },
    ...{ maxBytes: MAX_XML_BYTES, actions: ACTIONS.write },
  }
  checkSuccess(await sender.send(request, attempt))
}

/** Headers of a body; with `Content-MD5` the service refuses what was damaged on its way. */
export function renderBodyHeaders(bytes: Uint8Array, type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Length': String(bytes.length),
    'Content-MD5': createHash('md5').update(bytes).digest('base64'),
  }
}

/** Only the service's own word counts: a gateway's 404 must not lead to a call that is paid for. */
function isMissingObject(answer: CosAnswer): boolean {
  return answer.status === 404 && parseServiceError(answer.body.toString('utf8'))?.code === 'NoSuchKey'
}
