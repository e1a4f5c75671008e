import { fitBorder } from '../backdrop/border.ts'
import type { Field } from '../planes/field.ts'
import type { Tensor } from '../net/tensor.ts'
import { createShelf } from '../shelf.ts'
import { loadKernels } from './kernels.ts'

/** Channels the network takes. */
const FEATURE_CHANNELS = 10
/** The one that holds x. */
export const X_CHANNEL = 8

/**
 * What the network sees of `colours` (0–255): RGB, the difference to the backdrop (squashed) in RGB, its size in units of
 * the backdrop's noise (logarithmic), that noise, and x and y from -1 to 1.
 */
export function describePixels(colours: Field): Tensor {
  const { width, height } = colours
  const { middle, coefficients, noise } = fitBorder(colours)
  const kernels = loadKernels()
  const shelf = createShelf(kernels.memory)
  const backdrop = shelf.place(Float64Array.from([...middle, ...coefficients]))
  const [pixels, features] = [shelf.place(colours.data), shelf.reserve(4 * FEATURE_CHANNELS * width * height)]
  kernels.describePixels(pixels, width, height, backdrop, noise, features)
  return { data: shelf.read(features, FEATURE_CHANNELS * width * height), channels: FEATURE_CHANNELS, width, height }
}
