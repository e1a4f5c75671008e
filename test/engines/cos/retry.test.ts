import { describe, expect, it } from 'vitest'
import { MattingError, type MattingErrorCode } from '../../../src/core/errors.ts'
import { renderServiceFailure } from '../../../src/engines/cos/failures.ts'
import { createRateLimiter } from '../../../src/engines/cos/rate.ts'
import { withRetries } from '../../../src/engines/cos/retry.ts'
import { SYSTEM_CLOCK } from '../../../src/engines/cos/clock.ts'
import { createFastClock } from './setting.ts'

function failing(code: MattingErrorCode, times: number): { tries: () => number; attempt: () => Promise<string> } {
  let tries = 0
  return {
    tries: () => tries,
    attempt: async () => {
      tries += 1
      if (tries > times) return 'done'
      throw new MattingError(code, 'It failed.', { fix: 'Wait.', requestId: 'r1', serviceCode: 's1', cause: 'c1' })
    },
  }
}

describe('withRetries', () => {
  const { signal } = new AbortController()

  it.each<MattingErrorCode>(['COS_UNAVAILABLE', 'COS_THROTTLED', 'COS_TIMEOUT'])(
    'tries again after %s',
    async (code) => {
      const { tries, attempt } = failing(code, 2)
      expect(await withRetries({ retries: 3, clock: createFastClock(), signal }, attempt)).toBe('done')
      expect(tries()).toBe(3)
    },
  )

  it.each<MattingErrorCode>([
    'COS_DENIED',
    'COS_CREDENTIALS',
    'COS_NOT_FOUND',
    'COS_NOT_ENABLED',
    'COS_REJECTED',
    'COS_RESPONSE',
    'ENGINE_RESULT',
    'SOURCE_LIMIT',
  ])('does not try again after %s', async (code) => {
    const { tries, attempt } = failing(code, 1)
    await expect(withRetries({ retries: 3, clock: createFastClock(), signal }, attempt)).rejects.toMatchObject({ code })
    expect(tries()).toBe(1)
  })

  it('ends, says how often it tried, and loses nothing of the error', async () => {
    const { tries, attempt } = failing('COS_UNAVAILABLE', 99)
    await expect(withRetries({ retries: 2, clock: createFastClock(), signal }, attempt)).rejects.toMatchObject({
      code: 'COS_UNAVAILABLE',
      reason: 'It failed. Given up after 3 tries.',
      fix: 'Wait.',
      requestId: 'r1',
      serviceCode: 's1',
      cause: 'c1',
    })
    expect(tries()).toBe(3)
  })

  it('waits longer each time, up to a bound, never the same for all', async () => {
    const clock = createFastClock()
    const { attempt } = failing('COS_UNAVAILABLE', 8)
    await withRetries({ retries: 8, clock, signal }, attempt)
    expect(clock.waits).toEqual([375, 750, 1500, 3000, 6000, 11_250, 11_250, 11_250])
    const other = { ...createFastClock(), random: () => 0 }
    const waits: number[] = []
    await withRetries(
      { retries: 1, clock: { ...other, sleep: async (ms) => void waits.push(ms) }, signal },
      failing('COS_TIMEOUT', 1).attempt,
    )
    expect(waits).toEqual([250])
  })

  it.each([
    ['2', 2000],
    ['0', 375],
    ['3600', 30_000],
    ['Sat, 01 Jan 2028 00:00:05 GMT', 5000],
    ['soon', 375],
  ])('waits as long as the service asks for by Retry-After: %s, in bounds', async (told, expected) => {
    const headers = { 'retry-after': told, date: 'Sat, 01 Jan 2028 00:00:00 GMT' }
    const context = { action: 'GET a', actions: [], censor: (text: string) => text }
    const error = renderServiceFailure({ status: 503, headers, body: Buffer.alloc(0) }, context)
    const clock = createFastClock()
    let tries = 0
    const attempt = async (): Promise<void> => {
      if (++tries === 1) throw error
    }
    await withRetries({ retries: 1, clock, signal }, attempt)
    expect(clock.waits).toEqual([expected])
  })

  it('does not try again where a certificate is not trusted', async () => {
    const cause = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    const attempt = (): Promise<never> => Promise.reject(new MattingError('COS_UNAVAILABLE', 'No.', { cause }))
    const clock = createFastClock()
    await expect(withRetries({ retries: 3, clock, signal }, attempt)).rejects.toThrow('No.')
    expect(clock.waits).toEqual([])
  })

  it('ends at once, with the reason, when it is given up while waiting', async () => {
    const giveUp = new AbortController()
    const { tries, attempt } = failing('COS_UNAVAILABLE', 99)
    const outcome = withRetries({ retries: 10, clock: SYSTEM_CLOCK, signal: giveUp.signal }, attempt)
    const reason = new Error('enough')
    setTimeout(() => giveUp.abort(reason), 5)
    await expect(outcome).rejects.toBe(reason)
    expect(tries()).toBe(1)
  })
})

describe('createRateLimiter', () => {
  const { signal } = new AbortController()

  it('spaces requests evenly', async () => {
    let now = 1000
    const starts: number[] = []
    const clock = {
      now: () => now,
      time: () => now,
      random: () => 0,
      sleep: async (ms: number) => void starts.push(now + ms),
    }
    const takeTurn = createRateLimiter('a.example.com', 50, clock)
    const { signal } = new AbortController()
    for (let request = 0; request < 4; request++) await takeTurn(signal)
    expect(starts).toEqual([1020, 1040, 1060])
    now = 5000
    await takeTurn(signal)
    expect(starts).toHaveLength(3)
  })

  it('is one queue for all who ask the same host, each at its own pace', async () => {
    const starts: number[] = []
    const clock = {
      now: () => 1000,
      time: () => 1000,
      random: () => 0,
      sleep: async (ms: number) => void starts.push(ms),
    }
    const [fast, slow, other] = [
      createRateLimiter('c.example.com', 100, clock),
      createRateLimiter('c.example.com', 10, clock),
      createRateLimiter('d.example.com', 100, clock),
    ]
    for (const takeTurn of [fast, slow, fast, slow, other]) await takeTurn(signal)
    expect(starts).toEqual([10, 110, 120])
  })

  it('does not let a request through that is given up', async () => {
    const takeTurn = createRateLimiter('b.example.com', 1, SYSTEM_CLOCK)
    await takeTurn(new AbortController().signal)
    const giveUp = new AbortController()
    const turn = takeTurn(giveUp.signal)
    const reason = new Error('enough')
    giveUp.abort(reason)
    await expect(turn).rejects.toBe(reason)
  })
})
