import { fitBorder } from '../backdrop/border.ts'
import type { Field } from '../planes/field.ts'
import type { Tensor } from '../net/tensor.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** Channels the network takes. */
const FEATURE_CHANNELS = 11
/** The one that holds x. */
export const X_CHANNEL = 8
/** The one that holds what a first look said; zeros where there was none. */
const FIRST_CHANNEL = 10

/**
 * What the network sees of `colours` (0–255): RGB, the difference to the backdrop (squashed) in RGB, its size in units of
 * the backdrop's noise (logarithmic), that noise, x and y from -1 to 1, and what a first look said, from -1 to 1.
 *
 * @param first the probabilities of a first look, of the same size
 */
export function describePixels(colours: Field, first?: Field): Tensor {
  const { width, height } = colours
  const { middle, coefficients, noise } = fitBorder(colours)
  return withShelf((shelf) => {
    const backdrop = shelf.place(Float64Array.from([...middle, ...coefficients]))
    const area = width * height
    const [pixels, features] = [shelf.place(colours.data), shelf.reserve(4 * FIRST_CHANNEL * area)]
    kernels.describePixels(pixels, width, height, backdrop, noise, features)
    const data = new Float32Array(FEATURE_CHANNELS * area)
    shelf.readInto(features, data.subarray(0, FIRST_CHANNEL * area))
    first?.data.forEach((p, i) => (data[FIRST_CHANNEL * area + i] = p * 2 - 1))
    return { data, channels: FEATURE_CHANNELS, width, height }
  })
}
