import type { Clock } from './clock.ts'

/** Milliseconds between the clocks of service and machine that a signature bears with. */
export const TOLERATED_SKEW = 60_000

/** The service's clock, as far as it is known. */
export interface ServiceClock {
  /** Milliseconds since 1970. */
  time(): number
  /** How far an answer's `Date` is from {@link time}, in ms; undefined where it has none. */
  measure(date: string | undefined): number | undefined
  /** Measures by what is known now, also once it is corrected: a request is signed by what was known then. */
  remember(): Pick<ServiceClock, 'measure'>
  /** Goes by an answer's `Date` from now on. */
  correct(date: string | undefined): void
}

/** A clock that is the machine's own until it is corrected. */
export function createServiceClock(clock: Pick<Clock, 'time'>): ServiceClock {
  let offset = 0
  const measureBy = (known: number, date: string | undefined): number | undefined => {
    const told = Date.parse(date ?? '')
    return Number.isNaN(told) ? undefined : told - (clock.time() + known)
  }
  const measure = (date: string | undefined): number | undefined => measureBy(offset, date)
  return {
    time: () => clock.time() + offset,
    measure,
    remember() {
      const known = offset
      return { measure: (date) => measureBy(known, date) }
    },
    correct: (date) => void (offset += measure(date) ?? 0),
  }
}
