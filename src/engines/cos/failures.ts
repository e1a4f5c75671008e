import { describeCause, isMattingError, MattingError, type MattingErrorCode } from '../../core/errors.ts'
import { parseServiceError } from './answer.ts'
import { type Censor, tidy } from './censor.ts'
import { findNetworkFix, findRemedy } from './remedies.ts'
import type { HttpAnswer } from './transport.ts'

/** A request in words, `PUT matting/src/….jpg`, the rights it needs, and the censor for what comes back. */
export interface FailureContext {
  readonly action: string
  readonly actions: readonly string[]
  readonly censor: Censor
}

/** When the service asks to come back, kept as the cause of an error. */
interface RetryHint extends Error {
  /** Milliseconds. */
  readonly retryAfter: number
}

/** The error for an answer that tells a failure: by its own code, else by its status. */
export function renderServiceFailure(answer: HttpAnswer, { action, actions, censor }: FailureContext): MattingError {
  const { status } = answer
  const told = parseServiceError(answer.body.toString('utf8'))
  const serviceCode = tidy(censor(told?.code ?? ''), 64)
  const { code, fix } = findRemedy({ status, serviceCode, message: told?.message ?? '', actions })
  const words = tidy(censor(told?.message ?? ''), 300).replace(/\.$/, '')
  const reason = `Tencent COS answered ${status} to ${action}${words === '' ? '' : `: ${words}`}.`
  return new MattingError(code, reason, {
    fix,
    serviceCode: serviceCode || undefined,
    requestId: readRequestId(answer, censor) ?? (tidy(censor(told?.requestId ?? ''), 128) || undefined),
    cause: renderRetryHint(answer),
  })
}

/** The error for an answer that says it succeeded and can't be taken for that. */
export function renderOddAnswer(answer: HttpAnswer, { action, censor }: FailureContext, fault: string): MattingError {
  return new MattingError('COS_RESPONSE', `Tencent COS answered ${answer.status} to ${action}, but ${fault}.`, {
    fix: 'Look for a proxy or gateway that changes answers; quote the request id to support if there is none.',
    requestId: readRequestId(answer, censor),
  })
}

/** The error for a request that was not answered, or not to the end. */
export function renderNetworkFailure(error: unknown, { action, censor }: FailureContext): MattingError {
  const plain = copyPlain(error, censor)
  return new MattingError('COS_UNAVAILABLE', `Tencent COS can't be reached for ${action}: ${plain.message}.`, {
    fix: findNetworkFix(plain.code),
    cause: plain,
  })
}

/** The error for an attempt that took too long. */
export function renderTimeout(timeout: number, { action }: Pick<FailureContext, 'action'>): MattingError {
  return new MattingError('COS_TIMEOUT', `Tencent COS did not finish ${action} within ${timeout} ms.`, {
    fix: 'Raise `cos.timeout` on a slow line; otherwise build again later.',
  })
}

/** Milliseconds the service asked to wait, where it did. */
export function readRetryAfter({ cause }: MattingError): number | undefined {
  return cause instanceof Error && 'retryAfter' in cause ? Number(cause.retryAfter) : undefined
}

/** Codes of failures that are refusals whoever says so: nothing was made, and nothing is being made. */
const REFUSALS: ReadonlySet<MattingErrorCode> = new Set([
  'COS_CREDENTIALS',
  'COS_DENIED',
  'COS_NOT_FOUND',
  'COS_NOT_ENABLED',
  'COS_REJECTED',
  'COS_THROTTLED',
])

/** Whether a request has certainly come to nothing: the service itself says so. */
export function isRefusal(error: unknown): boolean {
  return isMattingError(error) && (error.serviceCode !== undefined || REFUSALS.has(error.code))
}

function renderRetryHint({ status, headers }: HttpAnswer): RetryHint | undefined {
  const told = headers['retry-after']
  if (told === undefined) return undefined
  const wait = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - Date.parse(headers.date ?? '')
  if (!(wait >= 0)) return undefined
  return Object.assign(new Error(`HTTP ${status} with Retry-After`), { retryAfter: wait })
}

function readRequestId({ headers }: HttpAnswer, censor: Censor): string | undefined {
  const id = headers['x-cos-request-id']
  return typeof id === 'string' && id !== '' ? tidy(censor(id), 128) : undefined
}

/** A network error without what Node hangs on it (raw packets, sockets): an error may end in a log. */
function copyPlain(error: unknown, censor: Censor): Error & { code: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // Node's error for several refused addresses has a code and no message.
  const text = describeCause(error) || code
  // Node names the proxy it went by, with the password its address may hold.
  const shown = censor(text).replace(/\/\/[^/@\s]*@/g, '//***@')
  return Object.assign(new Error(tidy(shown, 300)), { code })
}
