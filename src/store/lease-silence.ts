import type { LeaseFiles } from './lease-files.ts'

/** Tells for how long the owners of leases gave no sign of life. */
export interface SilenceWatch {
  /** Since a heart last beat, as far as it was seen here, in ms. All leases of an owner fall silent together. */
  measure(owner: string): number
}

/** What one look adds at most, in ms: whoever slept through the signs has no say on how long there were none. */
const LONGEST_GAP = 500

interface Observation {
  readonly pulse: string
  readonly quiet: number
  /** `performance.now()` of the last look. */
  readonly looked: number
}

/**
 * Watches owners by the monotonic clock of this process: that of the machine may be set back, and a folder may come from
 * another machine.
 */
export function createSilenceWatch({ readPulse }: Pick<LeaseFiles, 'readPulse'>): SilenceWatch {
  const observations = new Map<string, Observation>()
  return {
    measure(owner) {
      const looked = performance.now()
      const pulse = readPulse(owner)
      const before = observations.get(owner)
      const quiet = before?.pulse === pulse ? before.quiet + Math.min(looked - before.looked, LONGEST_GAP) : 0
      observations.set(owner, { pulse, quiet, looked })
      return quiet
    },
  }
}
