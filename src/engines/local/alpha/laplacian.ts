import type { Windows } from './windows.ts'

/** Adds the matting Laplacian times `alpha` (a number per slot) to `product`. */
export type Laplacian = (alpha: Float32Array, product: Float32Array) => void

/**
 * The matting Laplacian without its matrix: in every window alpha should be a linear function of the colour (closed-form
 * matting, Levin, Lischinski and Weiss 2008); each pixel gets what alpha differs from the best such function.
 */
export function createLaplacian({ left, mean, inverse, colours }: Windows): Laplacian {
  const count = left.length / 3
  const fit = new Float64Array(4)
  return (alpha, product) => {
    for (let window = 0; window < count; window++) {
      fitWindow(window, alpha, fit)
      subtractFit(window, alpha, product)
    }
  }

  /** Slope in three colours and the value at colour 0 of alpha's best linear fit. */
  function fitWindow(window: number, alpha: Float32Array, out: Float64Array): void {
    const [m0, m1, m2] = [mean[window * 3] ?? 0, mean[window * 3 + 1] ?? 0, mean[window * 3 + 2] ?? 0]
    let [sum, s0, s1, s2] = [0, 0, 0, 0]
    for (let row = 0; row < 3; row++) {
      const start = left[window * 3 + row] ?? 0
      for (let slot = start; slot < start + 3; slot++) {
        const value = alpha[slot] ?? 0
        sum += value
        s0 += value * ((colours[slot * 3] ?? 0) - m0)
        s1 += value * ((colours[slot * 3 + 1] ?? 0) - m1)
        s2 += value * ((colours[slot * 3 + 2] ?? 0) - m2)
      }
    }
    const at = window * 6
    const c01 = inverse[at + 1] ?? 0
    const c02 = inverse[at + 2] ?? 0
    const c12 = inverse[at + 4] ?? 0
    const a0 = ((inverse[at] ?? 0) * s0 + c01 * s1 + c02 * s2) / 9
    const a1 = (c01 * s0 + (inverse[at + 3] ?? 0) * s1 + c12 * s2) / 9
    const a2 = (c02 * s0 + c12 * s1 + (inverse[at + 5] ?? 0) * s2) / 9
    out[0] = a0
    out[1] = a1
    out[2] = a2
    out[3] = sum / 9 - a0 * m0 - a1 * m1 - a2 * m2
  }

  function subtractFit(window: number, alpha: Float32Array, product: Float32Array): void {
    const [a0, a1, a2, base] = [fit[0] ?? 0, fit[1] ?? 0, fit[2] ?? 0, fit[3] ?? 0]
    for (let row = 0; row < 3; row++) {
      const start = left[window * 3 + row] ?? 0
      for (let slot = start; slot < start + 3; slot++) {
        const at = slot * 3
        const fitted = base + a0 * (colours[at] ?? 0) + a1 * (colours[at + 1] ?? 0) + a2 * (colours[at + 2] ?? 0)
        product[slot] = (product[slot] ?? 0) + (alpha[slot] ?? 0) - fitted
      }
    }
  }
}
