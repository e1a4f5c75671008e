import type { Clock } from './clock.ts'

/** Resolves when the next request may be sent. */
export type RateLimiter = (signal: AbortSignal) => Promise<void>

/** Spaces requests evenly, `qps` a second: a burst at the start of a build would be throttled, and answered late. */
export function createRateLimiter(qps: number, clock: Clock): RateLimiter {
  const interval = 1000 / qps
  let free = 0
  return async (signal) => {
    const now = clock.now()
    const turn = Math.max(now, free)
    free = turn + interval
    if (turn > now) await clock.sleep(turn - now, signal)
    signal.throwIfAborted()
  }
}
