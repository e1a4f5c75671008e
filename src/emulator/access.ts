import { refuse } from './errors.ts'
import { findParameter, type RequestHead } from './request.ts'
import { readSecretId, verifySignature, type SigningKeys } from './signature.ts'

/** A temporary key, as the Security Token Service gives it. */
export interface TemporaryKey extends SigningKeys {
  /** What requests carry as `x-cos-security-token`, in a header line or in the query. */
  readonly sessionToken: string
  /** End of its life, in milliseconds since 1970. @default never */
  readonly expires?: number
}

/** Every key the account knows. */
export interface KeyRing {
  readonly permanent: SigningKeys
  readonly temporary: readonly TemporaryKey[]
}

const TOKEN = 'x-cos-security-token'

/**
 * Checks who a request comes from. The vendor's pages do not say which code belongs to which fault of a token:
 * `InvalidAccessKeyId` without one (the id alone is not known), `AccessDenied` for another one, `ExpiredToken` past its end.
 *
 * @param now milliseconds since 1970
 * @throws MattingError `EMULATOR` with these codes, or those of {@link verifySignature}
 */
export function authenticate(head: RequestHead, { permanent, temporary }: KeyRing, now: number): void {
  const id = readSecretId(head)
  const key = temporary.find(({ secretId }) => secretId === id)
  if (key !== undefined) checkToken(head, key, now)
  verifySignature(head, key ?? permanent, now / 1000)
}

/**
 * Holds the actions of an operation to those that are granted. A grant may end in `*`, and begin with `name/` as in the
 * policies of temporary keys.
 *
 * @throws MattingError `EMULATOR` with `AccessDenied`
 */
export function checkPermissions(needed: readonly string[], granted: readonly string[]): void {
  const missing = needed.find((action) => !granted.some((grant) => covers(grant.replace(/^name\//, ''), action)))
  if (missing !== undefined) throw refuse('AccessDenied', `The action ${missing} is not granted.`)
}

function checkToken(head: RequestHead, { sessionToken, expires = Infinity }: TemporaryKey, now: number): void {
  const sent = head.headers[TOKEN] ?? findParameter(head.query, TOKEN)
  if (sent === undefined) throw refuse('InvalidAccessKeyId', `A temporary key needs its ${TOKEN}.`)
  if (sent !== sessionToken) throw refuse('AccessDenied', `The ${TOKEN} is not that of the key.`)
  if (now >= expires) throw refuse('ExpiredToken')
}

function covers(grant: string, action: string): boolean {
  return grant.endsWith('*') ? action.startsWith(grant.slice(0, -1)) : grant === action
}
