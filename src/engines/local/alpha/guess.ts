import { exponential } from '../planes/functions.ts'
import { createSampler } from '../planes/sampler.ts'
import { clamp } from '../planes/statistics.ts'
import type { AlphaProblem } from './problem.ts'

/** An alpha for each pixel asked for, from its own colour, with how much that says (0 to 1). */
export interface Guesses {
  readonly alpha: Float32Array
  readonly trust: Float32Array
}

/** Beyond this many units of noise a colour is no mixture of the two … */
const OFF_LINE = 2
/** … and beyond this many it is not the background's. */
const OFF_BACKGROUND = 3
/** Difference to the background, 0–255, at which a colour that is no mixture is taken for pure product. */
const PURE_DIFFERENCE = 60

/**
 * Projects the colours of `list` on the line from the background's to the product's colour nearby (as in shared
 * sampling, Gastal and Oliveira 2010). A colour far off that line is texture of the product, not a mixture.
 */
export function guessAlpha(problem: AlphaProblem, list: Int32Array): Guesses {
  const { pixels, noise } = problem
  const product = createSampler(problem.product, pixels)
  const background = createSampler(problem.background, pixels)
  const guesses = { alpha: new Float32Array(list.length), trust: new Float32Array(list.length) }
  const [near, behind] = [new Float64Array(3), new Float64Array(3)]
  for (let i = 0; i < list.length; i++) {
    const pixel = list[i] ?? 0
    const x = pixel % pixels.width
    const y = Math.floor(pixel / pixels.width)
    product(x, y, near)
    background(x, y, behind)
    let along = 0
    let span = 0
    let difference = 0
    for (let c = 0; c < 3; c++) {
      const base = behind[c] ?? 0
      const line = (near[c] ?? 0) - base
      const offset = (pixels.data[pixel * pixels.step + c] ?? 0) - base
      along += offset * line
      span += line * line
      difference += offset * offset
    }
    const alpha = clamp(along / Math.max(1, span), 0, 1)
    const rest = Math.max(0, difference - 2 * alpha * along + alpha * alpha * span)
    const isTexture =
      rest > OFF_LINE * OFF_LINE * noise * noise && difference > OFF_BACKGROUND * OFF_BACKGROUND * noise * noise
    const least = isTexture ? Math.min(1, Math.sqrt(difference) / Math.max(PURE_DIFFERENCE, Math.sqrt(span))) : 0
    guesses.alpha[i] = Math.max(alpha, least)
    guesses.trust[i] = (span / (span + 9 * noise * noise)) * exponential(-rest / (18 * noise * noise))
  }
  return guesses
}
