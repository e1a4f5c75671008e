/** Work in flight, by key. */
export type Flights = Map<string, Promise<unknown>>

/**
 * Runs `work` once for all callers that ask for the same key while it runs. A failure is shared too, and forgotten:
 * the next caller tries again.
 */
export function runOnce<T>(flights: Flights, key: string, work: () => Promise<T>): Promise<T> {
  const running = flights.get(key)
  if (running !== undefined) return running as Promise<T>
  const flight = work().finally(() => flights.delete(key))
  flights.set(key, flight)
  return flight
}

const PROCESS_FLIGHTS = Symbol.for('unplugin-matting.flights')

/**
 * The one map of the process. A Vite build with several environments makes several instances of a plugin, perhaps
 * from several copies of this module; they must not pay for one picture twice.
 */
export function getProcessFlights(): Flights {
  const holder = globalThis as { [PROCESS_FLIGHTS]?: Flights }
  return (holder[PROCESS_FLIGHTS] ??= new Map())
}
