import { isMattingError, MattingError, type MattingErrorCode } from '../../core/errors.ts'
import type { Clock } from './clock.ts'
import { readRetryAfter } from './failures.ts'
import { isLastingNetworkCode } from './remedies.ts'

/** Failures that may be gone a moment later. What is denied, rejected or odd stays so, and may cost each time. */
const PASSING: ReadonlySet<MattingErrorCode> = new Set(['COS_UNAVAILABLE', 'COS_THROTTLED', 'COS_TIMEOUT'])
/** Milliseconds before the first retry; doubled for each one after. */
const FIRST_DELAY = 500
/** Milliseconds. */
const LONGEST_DELAY = 15_000
/** Milliseconds that the service can have a build wait by `Retry-After`. */
const LONGEST_HINT = 30_000

/** How to try again. */
export interface RetryPolicy {
  /** Tries after the first. */
  readonly retries: number
  readonly clock: Clock
  /** Ends the waiting, and the tries. */
  readonly signal: AbortSignal
}

/**
 * Runs `attempt` until it succeeds, fails for good, or has failed `retries` times more than once.
 *
 * @throws what the last attempt threw, told with the number of tries
 */
export async function withRetries<T>(policy: RetryPolicy, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      policy.signal.throwIfAborted()
      if (!isPassing(error)) throw error
      if (tries > policy.retries) throw countTries(error, tries)
      await policy.clock.sleep(findDelay(error, tries, policy.clock), policy.signal)
    }
  }
}

/** Whether a failure may be gone a moment later. */
export function isPassing(error: unknown): error is MattingError {
  if (!isMattingError(error) || !PASSING.has(error.code)) return false
  const { cause } = error
  return !(cause instanceof Error && 'code' in cause && isLastingNetworkCode(String(cause.code)))
}

/** As long as the service asks for, in bounds, and never shorter than the back-off. */
function findDelay(error: MattingError, tries: number, clock: Clock): number {
  return Math.max(backOff(tries, clock), Math.min(readRetryAfter(error) ?? 0, LONGEST_HINT))
}

/** Exponential, and half of it by chance: clients that failed together must not come back together. */
function backOff(tries: number, clock: Clock): number {
  const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (tries - 1))
  return longest * (0.5 + clock.random() / 2)
}

function countTries(error: MattingError, tries: number): MattingError {
  if (tries === 1) return error
  const { code, reason, fix, cause, serviceCode, requestId } = error
  return new MattingError(code, `${reason} Given up after ${tries} tries.`, { fix, cause, serviceCode, requestId })
}
