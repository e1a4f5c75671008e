import { createHash, createHmac } from 'node:crypto'
import { EXPIRED, refuse } from './errors.ts'
import { findParameter, parseQuery, type QueryPair, type RequestHead } from './request.ts'

/** A pair of keys. */
export interface SigningKeys {
  readonly secretId: string
  readonly secretKey: string
}

/** What a request says about its own signature: the seven `q-` fields. */
interface Claim {
  readonly algorithm: string
  readonly secretId: string
  readonly signTime: string
  readonly keyTime: string
  readonly headerNames: readonly string[]
  readonly parameterNames: readonly string[]
  readonly signature: string
}

/** Seconds a client's clock may be ahead; a judgement, the vendor prints none. */
const EARLY_SECONDS = 60
const WINDOW_RE = /^(\d{1,12});(\d{1,12})$/

/**
 * Checks the signature of a request (version 5, "Request Signature", COS document 436/7778): secret id, window of time,
 * and the HMAC over everything that `q-header-list` and `q-url-param-list` name.
 *
 * @param now Unix time in seconds
 * @throws MattingError `EMULATOR` with the service's code: `AccessDenied` (none, malformed, expired),
 *   `InvalidAccessKeyId`, `RequestTimeTooSkewed`, `SignatureDoesNotMatch`
 */
export function verifySignature(head: RequestHead, keys: SigningKeys, now: number): void {
  const claim = readClaim(head)
  if (claim.algorithm !== 'sha1') throw refuse('AccessDenied', 'q-sign-algorithm is not sha1.')
  if (claim.secretId !== keys.secretId) throw refuse('InvalidAccessKeyId')
  checkWindow(claim.signTime, now)
  checkWindow(claim.keyTime, now)
  // Some SDKs sign the host with its port, some without; the service sees a default port and can't tell.
  const expected = listHosts(head.headers['host']).map((host) => sign(head, claim, host, keys.secretKey))
  if (!expected.includes(claim.signature)) throw refuse('SignatureDoesNotMatch')
}

/** The secret id a request says it is signed with; `''` where it says none. */
export function readSecretId(head: RequestHead): string {
  return findParameter(listFields(head), 'q-ak') ?? ''
}

/** The signature that belongs to a request, by the fields of its own claim. */
export function computeSignature(head: RequestHead, secretKey: string): string {
  return sign(head, readClaim(head), head.headers['host'] ?? '', secretKey)
}

/** Whether a query parameter belongs to the signature and not to the operation. */
export function isSigningParameter(name: string): boolean {
  return name.startsWith('q-') || name === 'x-cos-security-token'
}

function sign(head: RequestHead, claim: Claim, host: string, secretKey: string): string {
  const headers = Object.entries({ ...head.headers, host })
  const text = [
    head.method.toLowerCase(),
    head.path,
    joinSigned(head.query, claim.parameterNames),
    joinSigned(headers, claim.headerNames),
    '',
  ].join('\n')
  const signKey = hmac(secretKey, claim.keyTime)
  return hmac(signKey, `sha1\n${claim.signTime}\n${createHash('sha1').update(text).digest('hex')}\n`)
}

function readClaim(head: RequestHead): Claim {
  const fields = listFields(head)
  const read = (name: string): string => findParameter(fields, name) ?? ''
  if (read('q-signature') === '') throw refuse('AccessDenied', 'The request carries no signature of version 5.')
  return {
    algorithm: read('q-sign-algorithm'),
    secretId: read('q-ak'),
    signTime: read('q-sign-time'),
    keyTime: read('q-key-time'),
    headerNames: readNames(read('q-header-list')),
    parameterNames: readNames(read('q-url-param-list')),
    signature: read('q-signature'),
  }
}

/** The fields of the signature: in `Authorization`, else in the query. */
function listFields({ headers, query }: RequestHead): readonly QueryPair[] {
  const header = headers['authorization']
  return header === undefined ? query : parseQuery(header.trim())
}

function readNames(list: string): string[] {
  return list.split(';').filter((name) => name !== '')
}

function checkWindow(window: string, now: number): void {
  const [, start, end] = WINDOW_RE.exec(window) ?? []
  if (start === undefined || end === undefined) throw refuse('AccessDenied', 'A q-…-time is not <start>;<end>.')
  if (now > Number(end)) throw refuse('AccessDenied', EXPIRED)
  if (now < Number(start) - EARLY_SECONDS) throw refuse('RequestTimeTooSkewed')
}

function listHosts(host = ''): string[] {
  return [host, host.replace(/:\d+$/, '')]
}

function joinSigned(pairs: readonly QueryPair[], names: readonly string[]): string {
  return pairs
    .map(([name, value]): QueryPair => [encode(name).toLowerCase(), encode(value)])
    .filter(([name]) => names.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** RFC 3986: everything but letters, digits and `-_.~` becomes `%XX`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex')
}
