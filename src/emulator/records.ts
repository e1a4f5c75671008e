import type { QueryPair, RequestHead } from './request.ts'

/** A request the emulator got, in the order of arrival. */
export interface RecordedRequest {
  readonly method: string
  /** Decoded, with its leading `/`. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** By lower-case name; what signs is replaced by `***`. */
  readonly headers: Readonly<Record<string, string>>
  readonly requestId: string
  /** Size of the body in bytes; `undefined` until it has come in. */
  readonly bytes: number | undefined
  /** Status of the answer; `undefined` while there is none, which is for ever after `reset` and `hang`. */
  readonly status: number | undefined
  /** Kind of the fault that was played, where one was. */
  readonly fault: string | undefined
}

/** A record its own request may still complete. */
export type OpenRecord = { -readonly [Name in keyof RecordedRequest]: RecordedRequest[Name] }

const SECRET_HEADERS = ['authorization', 'x-cos-security-token']
const SECRET_PARAMETERS = ['q-signature', 'q-ak', 'x-cos-security-token']

/** Starts the record of a request. */
export function openRecord(head: RequestHead, requestId: string): OpenRecord {
  return {
    method: head.method,
    path: head.path,
    query: hide(head.query, SECRET_PARAMETERS),
    headers: hide(Object.entries(head.headers), SECRET_HEADERS),
    requestId,
    bytes: undefined,
    status: undefined,
    fault: undefined,
  }
}

function hide(pairs: readonly QueryPair[], secret: readonly string[]): Record<string, string> {
  return Object.fromEntries(pairs.map(([name, value]) => [name, secret.includes(name) ? '***' : value]))
}
