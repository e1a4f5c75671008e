import { parseServiceError } from './answer.ts'
import { EXPIRED_MESSAGE } from './remedies.ts'
import { type ServiceClock, TOLERATED_SKEW } from './skew.ts'
import type { HttpAnswer } from './transport.ts'

/** What a refused request needs before it is sent once more. Refused requests are not billed. */
export type Repair = 'clock' | 'keys'

/** Codes that a wrong clock can be behind, where the answer's `Date` says so. */
const CLOCK_CODES: ReadonlySet<string> = new Set(['AccessDenied', 'ExpiredToken', ''])
/** Codes that temporary keys get once they have run out. */
const KEY_CODES: ReadonlySet<string> = new Set(['ExpiredToken', 'InvalidAccessKeyId'])

/**
 * What can be mended of a refusal; undefined where nothing can. HEAD is refused without words: only its `Date` tells.
 *
 * @param clock that the request was signed by
 */
export function findRepair(
  { status, headers, body }: HttpAnswer,
  clock: Pick<ServiceClock, 'measure'>,
): Repair | undefined {
  if (status !== 403) return undefined
  const told = parseServiceError(body.toString('utf8'))
  const code = told?.code ?? ''
  const skew = clock.measure(headers.date)
  if (skew !== undefined) {
    if (code === 'RequestTimeTooSkewed') return 'clock'
    if (CLOCK_CODES.has(code) && Math.abs(skew) > TOLERATED_SKEW) return 'clock'
  }
  if (KEY_CODES.has(code)) return 'keys'
  return code === 'AccessDenied' && told?.message === EXPIRED_MESSAGE ? 'keys' : undefined
}
