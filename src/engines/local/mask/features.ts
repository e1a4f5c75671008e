import { evaluateSurface, fitBorder } from '../backdrop/border.ts'
import type { Field } from '../planes/field.ts'
import { hyperbolicTangent, logarithm } from '../planes/functions.ts'
import type { Tensor } from '../net/tensor.ts'

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
  const area = width * height
  const data = new Float32Array(FEATURE_CHANNELS * area)
  const noiseFeature = hyperbolicTangent(8 * noise)
  for (let y = 0, i = 0; y < height; y++) {
    const v = ((y + 0.5) / height) * 2 - 1
    for (let x = 0; x < width; x++, i++) {
      const u = ((x + 0.5) / width) * 2 - 1
      let squares = 0
      for (let c = 0; c < 3; c++) {
        const value = (colours.data[i * 3 + c] ?? 0) / 255
        const difference = value - (middle[c] ?? 0) - evaluateSurface(coefficients, u, v, c)
        squares += difference * difference
        data[c * area + i] = value * 2 - 1
        data[(3 + c) * area + i] = hyperbolicTangent(4 * difference)
      }
      data[6 * area + i] = logarithm(1 + Math.sqrt(squares) / noise) / 3 - 0.5
      data[7 * area + i] = noiseFeature
      data[X_CHANNEL * area + i] = u
      data[9 * area + i] = v
    }
  }
  return { data, channels: FEATURE_CHANNELS, width, height }
}
