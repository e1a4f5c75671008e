import { describe, expect, it } from 'vitest'
import { findRepair } from '../../../src/engines/cos/repair.ts'
import { createServiceClock } from '../../../src/engines/cos/skew.ts'
import { renderError } from './setting.ts'

const NOW = Date.parse('2028-01-01T00:00:00Z')
const date = (offset: number): string => new Date(NOW + offset).toUTCString()

function refusal(code: string, offset: number, message = 'No.', status = 403) {
  return { status, headers: { date: date(offset) }, body: Buffer.from(code === '' ? '' : renderError(code, message)) }
}

describe('findRepair', () => {
  const clock = createServiceClock({ time: () => NOW })

  it.each<[string, number, string | undefined, string?, number?]>([
    ['RequestTimeTooSkewed', 0, 'clock'],
    ['AccessDenied', 120_000, 'clock'],
    ['AccessDenied', -120_000, 'clock', 'Request has expired'],
    // HEAD has no words.
    ['', 120_000, 'clock'],
    ['', 0, undefined],
    ['AccessDenied', 0, undefined],
    ['AccessDenied', 30_000, 'keys', 'Request has expired'],
    ['ExpiredToken', 0, 'keys'],
    ['InvalidAccessKeyId', 0, 'keys'],
    ['SignatureDoesNotMatch', 120_000, undefined],
    ['AccessDenied', 120_000, undefined, 'No.', 400],
  ])('of %s, its clock %d ms off: %s', (code, offset, expected, message, status) => {
    expect(findRepair(refusal(code, offset, message, status), clock)).toBe(expected)
  })

  it('knows no skew without a date', () => {
    const { headers: _, ...answer } = refusal('RequestTimeTooSkewed', 0)
    expect(findRepair({ ...answer, headers: {} }, clock)).toBeUndefined()
  })
})

describe('createServiceClock', () => {
  it('remembers what a request was signed by, while another has it corrected', () => {
    const clock = createServiceClock({ time: () => NOW })
    const then = clock.remember()
    clock.correct(date(600_000))
    expect(findRepair(refusal('AccessDenied', 600_000), then)).toBe('clock')
    expect(findRepair(refusal('AccessDenied', 600_000), clock)).toBeUndefined()
  })

  it("goes by the service's date once it is corrected", () => {
    const clock = createServiceClock({ time: () => NOW })
    expect(clock.time()).toBe(NOW)
    clock.correct(date(600_000))
    expect(clock.time()).toBe(NOW + 600_000)
    expect(clock.measure(date(600_000))).toBe(0)
    clock.correct(undefined)
    clock.correct('yesterday')
    expect(clock.time()).toBe(NOW + 600_000)
  })
})
