import type { AuthorizationRequest, AuthorizationSource } from '../../core/authorization.ts'
import { isMattingError, MattingError, redact } from '../../core/errors.ts'
import { tidy } from './censor.ts'
import { withDeadline } from './deadline.ts'
import type { Keys } from './sign.ts'
import { waitFor } from './signals.ts'

/** Keys that hold for a while. */
export interface TemporaryKeySet extends Keys {
  /** Seconds since 1970. */
  readonly expires: number
}

/** Milliseconds that `cos.getAuthorization` has; it asks a server of the project. */
const MAX_WAIT = 30_000
const SECRET_RE = /^[\x21-\x7e]+$/
const SHAPES = '`{ TmpSecretId, TmpSecretKey, SecurityToken, ExpiredTime }`, or the answer of STS as it is'
const FIX = `Let \`cos.getAuthorization\` give (return, resolve to, or hand to its callback) ${SHAPES}.`

/**
 * Asks the project for temporary keys.
 *
 * @param timeout milliseconds of an attempt; the answer must come within that, and within 30 s
 * @throws MattingError `COS_CREDENTIALS` when it throws, gives something else, or gives nothing in time
 */
export async function askForKeys(
  source: AuthorizationSource,
  request: AuthorizationRequest,
  timeout: number,
): Promise<TemporaryKeySet> {
  const limit = Math.min(timeout, MAX_WAIT)
  const late = (): Error => refuse(`gave no keys within ${limit} ms`)
  const { signal } = new AbortController()
  try {
    const given = await withDeadline({ timeout: limit, signal, late }, (attempt) =>
      waitFor(callSource(source, request), attempt.signal),
    )
    return readKeys(given)
  } catch (error) {
    if (isMattingError(error)) throw error
    throw refuse(`failed${describeError(error)}`)
  }
}

/** What comes first: what it hands to the callback, or what it returns unless that is nothing. */
function callSource(source: AuthorizationSource, request: AuthorizationRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = async (): Promise<unknown> => source({ ...request }, resolve)
    call().then((returned) => (returned === undefined ? undefined : resolve(returned)), reject)
  })
}

function readKeys(given: unknown): TemporaryKeySet {
  const { credentials, ...own } = readObject(given)
  const nested = readObject(credentials)
  const keys = {
    secretId: own['TmpSecretId'] ?? nested['tmpSecretId'],
    secretKey: own['TmpSecretKey'] ?? nested['tmpSecretKey'],
    sessionToken: own['SecurityToken'] ?? own['XCosSecurityToken'] ?? nested['sessionToken'],
    expires: own['ExpiredTime'] ?? own['expiredTime'],
  }
  const { secretId, secretKey, sessionToken, expires } = keys
  if (!isSecret(secretId)) throw refuse('gave no `TmpSecretId` that could be one')
  if (!isSecret(secretKey)) throw refuse('gave no `TmpSecretKey` that could be one')
  if (sessionToken !== undefined && !isSecret(sessionToken)) throw refuse('gave a malformed `SecurityToken`')
  if (typeof expires !== 'number' || !(expires > 0)) throw refuse('gave no `ExpiredTime` in seconds since 1970')
  return { secretId, secretKey, sessionToken, expires }
}

function readObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function isSecret(value: unknown): value is string {
  return typeof value === 'string' && SECRET_RE.test(value)
}

function describeError(error: unknown): string {
  const text = tidy(redact(error instanceof Error ? error.message : ''), 200)
  return text === '' ? '' : `: ${text}`
}

function refuse(fault: string): MattingError {
  return new MattingError('COS_CREDENTIALS', `\`cos.getAuthorization\` ${fault}.`, { fix: FIX })
}
