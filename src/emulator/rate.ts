import { refuse } from './errors.ts'

/**
 * Makes the gate that lets `most` requests through in any second. What is turned away does not count, so a client that
 * slows down gets through. The code is that of the vendor's page "Error Codes" for a rate that is too high: 503 `SlowDown`.
 *
 * @param most requests per second; `Infinity` for no bound
 * @param clock milliseconds since 1970
 */
export function createRateGate(most: number, clock: () => number): () => void {
  const admitted: number[] = []
  return () => {
    if (most === Infinity) return
    const now = clock()
    while ((admitted[0] ?? Infinity) <= now - 1000) admitted.shift()
    if (admitted.length >= most) throw refuse('SlowDown')
    admitted.push(now)
  }
}
