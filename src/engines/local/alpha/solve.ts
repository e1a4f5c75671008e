import { PRODUCT, UNKNOWN } from '../trimap/trimap.ts'
import { clamp } from '../planes/statistics.ts'
import { guessAlpha } from './guess.ts'
import { createLaplacian, type Laplacian } from './laplacian.ts'
import type { AlphaProblem } from './problem.ts'
import { collectWindows } from './windows.ts'

/** Alphas of the pixels that were unknown. */
export interface SolvedAlpha {
  /** Pixel numbers, ascending. */
  readonly pixels: Int32Array
  /** 0 to 1. */
  readonly alpha: Float32Array
}

/** Where to start from and how far to go. */
export interface SolveOptions {
  /** A first alpha for a pixel; the colour's own where left out. */
  readonly start?: ((pixel: number) => number) | undefined
  /** Most steps of conjugate gradients. */
  readonly steps: number
}

/** Even a colour that says nothing pulls this much, which keeps the system definite. */
const MIN_TRUST = 1e-4
/** Steps end when the residual has shrunk by this factor (squared). */
const TOLERANCE = 1e-6

/** Alpha in the unknown band: smooth as the matting Laplacian wants it, near what each colour says by itself. */
export function solveAlpha(problem: AlphaProblem, { start, steps }: SolveOptions): SolvedAlpha {
  const windows = collectWindows(problem)
  const guesses = guessAlpha(problem, windows.pixels)
  const kinds = Uint8Array.from(windows.pixels, (pixel) => problem.trimap.data[pixel] ?? 0)
  const pull = guesses.trust.map((trust, slot) => (kinds[slot] === UNKNOWN ? problem.trust * trust + MIN_TRUST : 0))
  const first = guesses.alpha.map((guess, slot) => {
    if (kinds[slot] !== UNKNOWN) return kinds[slot] === PRODUCT ? 1 : 0
    return start === undefined ? guess : start(windows.pixels[slot] ?? 0)
  })
  const solved = descend(
    {
      laplacian: createLaplacian(windows),
      isFree: kinds.map((kind) => (kind === UNKNOWN ? 1 : 0)),
      pull,
      target: guesses.alpha,
    },
    first,
    steps,
  )
  return keepUnknown(windows.pixels, solved, kinds)
}

/** Minimise αᵀLα + Σ pull (α - target)² over the free slots. */
interface System {
  readonly laplacian: Laplacian
  readonly isFree: Uint8Array
  readonly pull: Float32Array
  readonly target: Float32Array
}

/** Conjugate gradients with a diagonal preconditioner; fixed slots have no residual, so they stay. */
function descend({ laplacian, isFree, pull, target }: System, first: Float32Array, steps: number): Float32Array {
  const alpha = first.slice()
  const product = new Float32Array(alpha.length)
  laplacian(alpha, product)
  const rest = product.map((value, i) =>
    isFree[i] === 1 ? (pull[i] ?? 0) * ((target[i] ?? 0) - (alpha[i] ?? 0)) - value : 0,
  )
  const scale = pull.map((value) => 1 / (value + DIAGONAL))
  const direction = rest.map((value, i) => value * (scale[i] ?? 0))
  const size = sumProducts(rest, direction)
  for (let step = 0, left = size; step < steps && left > TOLERANCE * size && left > 1e-9; step++) {
    product.fill(0)
    laplacian(direction, product)
    for (let i = 0; i < product.length; i++)
      product[i] = isFree[i] === 1 ? (product[i] ?? 0) + (pull[i] ?? 0) * (direction[i] ?? 0) : 0
    const stride = left / Math.max(1e-12, sumProducts(product, direction))
    for (let i = 0; i < alpha.length; i++) {
      alpha[i] = (alpha[i] ?? 0) + stride * (direction[i] ?? 0)
      rest[i] = (rest[i] ?? 0) - stride * (product[i] ?? 0)
    }
    let next = 0
    for (let i = 0; i < rest.length; i++) next += (rest[i] ?? 0) ** 2 * (scale[i] ?? 0)
    for (let i = 0; i < rest.length; i++)
      direction[i] = (rest[i] ?? 0) * (scale[i] ?? 0) + (next / left) * (direction[i] ?? 0)
    left = next
  }
  return alpha
}

/** About what a pixel's own alpha counts in the Laplacian: nine windows, two thirds each. */
const DIAGONAL = 6

function sumProducts(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

function keepUnknown(pixels: Int32Array, alpha: Float32Array, kinds: Uint8Array): SolvedAlpha {
  return {
    pixels: pixels.filter((_, slot) => kinds[slot] === UNKNOWN),
    alpha: alpha.filter((_, slot) => kinds[slot] === UNKNOWN).map((value) => clamp(value, 0, 1)),
  }
}
