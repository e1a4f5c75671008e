import type { Field } from './field.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** Room for the levels of the pyramid, as a share of the lowest: each has a quarter of the pixels, rounded up, of the one below. */
const UPPER_LEVELS = 0.5
/** Numbers for each column, and for each channel in it, that rows take on their way. */
const ROW_NUMBERS = 8

/**
 * Spreads the values of pixels with weight (0 to 1) smoothly over those without: averages go up a pyramid, gaps are filled
 * on the way down ("push-pull", Gortler et al. 1996). Pixels of weight 1 keep their value.
 */
export function fillGaps(values: Field, weight: Field): Field {
  const { width, height, channels } = values
  return withShelf((shelf) => {
    const [data, weights] = [shelf.place(values.data), shelf.place(weight.data)]
    const spare = shelf.reserve(measureSpare(values))
    kernels.fillGaps(data, weights, width, height, channels, spare)
    return { ...values, data: shelf.read(data, values.data.length) }
  })
}

/** Bytes that the kernel takes by itself. */
function measureSpare({ width, height, channels }: Omit<Field, 'data'>): number {
  const numbers = UPPER_LEVELS * (width + 4) * (height + 4) + ROW_NUMBERS * (width + 1)
  return 4 * (channels + 1) * Math.ceil(numbers)
}
