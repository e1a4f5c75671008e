import type { Windows } from './windows.ts'

/** Adds the matting Laplacian times `alpha` (a number per slot) to `product`. */
export type Laplacian = (alpha: Float32Array, product: Float32Array) => void

/**
 * The matting Laplacian without its matrix: in every window alpha should be a linear function of the colour (closed-form
 * matting, Levin, Lischinski and Weiss 2008); each pixel gets what alpha differs from the best such function.
 */
export function createLaplacian({ left, mean, inverse, colours }: Windows): Laplacian {
  const count = left.length / 3
  return (alpha, product) => {
    for (let window = 0; window < count; window++) {
      const [m0, m1, m2] = [mean[window * 3] ?? 0, mean[window * 3 + 1] ?? 0, mean[window * 3 + 2] ?? 0]
      let [sum, s0, s1, s2] = [0, 0, 0, 0]
      for (let row = window * 3; row < window * 3 + 3; row++) {
        const start = left[row] ?? 0
        for (let slot = start, at = start * 3; slot < start + 3; slot++, at += 3) {
          const value = alpha[slot] ?? 0
          sum += value
          s0 += value * ((colours[at] ?? 0) - m0)
          s1 += value * ((colours[at + 1] ?? 0) - m1)
          s2 += value * ((colours[at + 2] ?? 0) - m2)
        }
      }
      const i = window * 6
      const [c01, c02, c12] = [inverse[i + 1] ?? 0, inverse[i + 2] ?? 0, inverse[i + 4] ?? 0]
      const a0 = ((inverse[i] ?? 0) * s0 + c01 * s1 + c02 * s2) / 9
      const a1 = (c01 * s0 + (inverse[i + 3] ?? 0) * s1 + c12 * s2) / 9
      const a2 = (c02 * s0 + c12 * s1 + (inverse[i + 5] ?? 0) * s2) / 9
      const base = sum / 9 - a0 * m0 - a1 * m1 - a2 * m2
      for (let row = window * 3; row < window * 3 + 3; row++) {
        const start = left[row] ?? 0
        for (let slot = start, at = start * 3; slot < start + 3; slot++, at += 3) {
          const fitted = base + a0 * (colours[at] ?? 0) + a1 * (colours[at + 1] ?? 0) + a2 * (colours[at + 2] ?? 0)
          product[slot] = (product[slot] ?? 0) + (alpha[slot] ?? 0) - fitted
        }
      }
    }
  }
}
