import type { Lease } from './lease-files.ts'
import type { Place } from './lease-place.ts'
import type { SilenceWatch } from './lease-silence.ts'

/** What is looked at to judge the owner of a lease. */
export interface Evidence {
  readonly place: Place
  readonly silence: SilenceWatch
  /** Silence that is borne, in ms. */
  readonly stale: number
}

/** How much longer the silence of a process is borne that surely lives: it may be kept busy, or suspended for a while. */
const INDULGENCE = 6

/** A judgement holds for so many ms: one who waits for a thousand leases of one owner looks once. */
const VALIDITY = 20

/** Tells whether the owner of a lease will not come back to it: it is gone, or was silent for too long. */
export function createJudge({ place, silence, stale }: Evidence): (lease: Lease) => boolean {
  const judgements = new Map<string, { readonly isAbandoned: boolean; readonly until: number }>()
  const judge = (lease: Lease): boolean => {
    const quiet = silence.measure(lease.owner)
    const fate = place.tellFate(lease.place)
    return fate === 'gone' || quiet >= (fate === 'alive' ? INDULGENCE * stale : stale)
  }
  return (lease) => {
    const now = performance.now()
    const before = judgements.get(lease.owner)
    if (before !== undefined && now < before.until) return before.isAbandoned
    const isAbandoned = judge(lease)
    judgements.set(lease.owner, { isAbandoned, until: now + VALIDITY })
    return isAbandoned
  }
}
