import type { Raster } from '../../src/core/types.ts'

/** Alphas of a raster, 0 to 1. */
export function readAlpha(raster: Raster): Float32Array {
  return Float32Array.from({ length: raster.width * raster.height }, (_, i) => raster.data[i * 4 + 3]! / 255)
}

/** Intersection over union of what is more than half product. */
export function measureIoU(alpha: Float32Array, truth: Float32Array): number {
  let [both, either] = [0, 0]
  alpha.forEach((value, i) => {
    if (value > 0.5 && truth[i]! > 0.5) both++
    if (value > 0.5 || truth[i]! > 0.5) either++
  })
  return either === 0 ? 1 : both / either
}

/** Sum of absolute differences, in thousands of pixels. */
export function measureSad(alpha: Float32Array, truth: Float32Array): number {
  return alpha.reduce((sum, value, i) => sum + Math.abs(value - truth[i]!), 0) / 1000
}

/** Squared difference of the gradients' magnitudes, summed, in thousands (after Rhemann et al. 2009; central differences). */
export function measureGradientError(alpha: Float32Array, truth: Float32Array, width: number): number {
  let sum = 0
  for (let i = width + 1; i < alpha.length - width - 1; i++)
    sum += (gradient(alpha, i, width) - gradient(truth, i, width)) ** 2
  return sum / 1000
}

function gradient(alpha: Float32Array, i: number, width: number): number {
  return Math.hypot(alpha[i + 1]! - alpha[i - 1]!, alpha[i + width]! - alpha[i - width]!) / 2
}

/** Mean difference (0–255) of edge colours from the product's true ones, weighted by alpha: the halo a viewer sees. */
export function measureHalo(cut: Raster, truth: Raster): number {
  let [sum, weight] = [0, 0]
  for (let i = 0; i < cut.data.length; i += 4) {
    const alpha = cut.data[i + 3]! / 255
    if (alpha === 0 || truth.data[i + 3]! === 0 || truth.data[i + 3]! === 255) continue
    for (let c = 0; c < 3; c++) sum += (alpha * Math.abs(cut.data[i + c]! - truth.data[i + c]!)) / 3
    weight += alpha
  }
  return weight === 0 ? 0 : sum / weight
}
