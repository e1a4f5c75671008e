import type { Clock } from './clock.ts'

/** Resolves when the next request may be sent. */
export type RateLimiter = (signal: AbortSignal) => Promise<void>

/** When the next request to a host may be sent, by `Clock.now`. */
interface Turns {
  free: number
}

const PROCESS_TURNS = Symbol.for('unplugin-matting.cos-turns')

/**
 * Spaces requests evenly: a burst at the start of a build would be throttled, and answered late. All work of the process
 * on one host queues up together, whatever number of services it has; each request keeps the next one waiting for
 * `1 / qps` of its own service, so the slowest setting slows only what is asked through it.
 */
export function createRateLimiter(host: string, qps: number, clock: Clock): RateLimiter {
  const interval = 1000 / qps
  const turns = findTurns(host)
  return async (signal) => {
    const now = clock.now()
    const turn = Math.max(now, turns.free)
    turns.free = turn + interval
    if (turn > now) await clock.sleep(turn - now, signal)
    signal.throwIfAborted()
  }
}

/** The one queue of the process for a host: a bundler may load several copies of this module. */
function findTurns(host: string): Turns {
  const holder = globalThis as { [PROCESS_TURNS]?: Map<string, Turns> }
  const all = (holder[PROCESS_TURNS] ??= new Map())
  const turns = all.get(host) ?? { free: 0 }
  all.set(host, turns)
  return turns
}
