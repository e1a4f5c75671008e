import type { Backdrop } from '../backdrop/surface.ts'

/** Noise counts for at least this much, in L*a*b* units, and is taken this much higher than measured. */
const NOISE_FLOOR = 1.5
const NOISE_MARGIN = 1.5

/** What squared differences to a backdrop weigh in L*, a* and b*, so that they count in units of its noise. */
export function weighDifferences({ noise }: Backdrop): readonly number[] {
  return noise.map((units) => 1 / Math.max(NOISE_FLOOR, units * NOISE_MARGIN) ** 2)
}
