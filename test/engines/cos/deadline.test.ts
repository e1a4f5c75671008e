import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { withDeadline } from '../../../src/engines/cos/deadline.ts'
import { endAll, waitFor, withSignals } from '../../../src/engines/cos/signals.ts'

const { signal } = new AbortController()
const late = (): Error => new Error('late')
const untilAborted = (inner: AbortSignal): Promise<never> => waitFor(new Promise<never>(() => undefined), inner)

describe('withDeadline', () => {
  it('ends what takes too long', async () => {
    await expect(withDeadline({ timeout: 5, signal, late }, (attempt) => untilAborted(attempt.signal))).rejects.toThrow(
      'late',
    )
  })

  it('does not count what others are waited for', async () => {
    const done = withDeadline({ timeout: 30, signal, late }, async (attempt) => {
      await Promise.all([attempt.standBy(() => sleep(60)), attempt.standBy(() => sleep(80))])
      return attempt.signal.aborted
    })
    expect(await done).toBe(false)
  })

  it('goes on counting after that', async () => {
    const outcome = withDeadline({ timeout: 20, signal, late }, async (attempt) => {
      await attempt.standBy(() => sleep(40))
      return untilAborted(attempt.signal)
    })
    await expect(outcome).rejects.toThrow('late')
  })

  it("ends with the caller's reason", async () => {
    const giveUp = new AbortController()
    const outcome = withDeadline({ timeout: 5000, signal: giveUp.signal, late }, (attempt) =>
      untilAborted(attempt.signal),
    )
    giveUp.abort(new Error('enough'))
    await expect(outcome).rejects.toThrow('enough')
  })
})

describe('signals', () => {
  it('end work with the first of several, also with one that has ended before', async () => {
    const [one, other] = [new AbortController(), new AbortController()]
    const outcome = withSignals([one.signal, other.signal], (controller) => untilAborted(controller.signal))
    other.abort(new Error('other'))
    await expect(outcome).rejects.toThrow('other')
    await expect(withSignals([signal, other.signal], async () => 'done')).rejects.toThrow('other')
  })

  it('let several works end before a failure is told', async () => {
    const ended: number[] = []
    const work = async (ms: number): Promise<void> => {
      await sleep(ms)
      ended.push(ms)
      if (ms === 1) throw new Error('first')
    }
    await expect(endAll([work(20), work(1)])).rejects.toThrow('first')
    expect(ended).toEqual([1, 20])
  })
})
