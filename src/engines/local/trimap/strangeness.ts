import type { Backdrop } from '../backdrop/surface.ts'

/** Noise counts for at least this much, in L*a*b* units, and is taken this much higher than measured. */
const NOISE_FLOOR = 1.5
const NOISE_MARGIN = 1.5

/**
 * Squared distance of a colour (L*a*b*, from index `at` of `data` on) to the backdrop's (from index `behind` of `backdrop` on), in units
 * of the backdrop's noise.
 */
export type Strangeness = (data: Float32Array, at: number, backdrop: Float32Array, behind: number) => number

/** Measures how unlike a backdrop colours are. */
export function createStrangeness({ noise }: Backdrop): Strangeness {
  const weigh = (units: number): number => 1 / Math.max(NOISE_FLOOR, units * NOISE_MARGIN) ** 2
  const [lightness, first, second] = [weigh(noise[0]), weigh(noise[1]), weigh(noise[2])]
  return (data, at, backdrop, behind) => {
    const dl = (data[at] ?? 0) - (backdrop[behind] ?? 0)
    const da = (data[at + 1] ?? 0) - (backdrop[behind + 1] ?? 0)
    const db = (data[at + 2] ?? 0) - (backdrop[behind + 2] ?? 0)
    return dl * dl * lightness + da * da * first + db * db * second
  }
}
