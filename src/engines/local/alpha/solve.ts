import { PRODUCT, UNKNOWN } from '../trimap/trimap.ts'
import { clamp } from '../planes/statistics.ts'
import { guessAlpha } from './guess.ts'
import { descend } from './kernels.ts'
import type { AlphaProblem } from './problem.ts'
import { collectWindows } from './windows.ts'

/** Where to start from and how far to go. */
export interface SolveOptions {
  /** A first alpha for the pixel at `x`, `y`; the colour's own where left out. */
  readonly start?: ((x: number, y: number) => number) | undefined
  /** Most steps of conjugate gradients. */
  readonly steps: number
}

/** Even a colour that says nothing pulls this much, which keeps the system definite. */
const MIN_TRUST = 1e-4

/**
 * Alpha in the unknown band: smooth as the matting Laplacian wants it, near what each colour says by itself. `keep` gets every
 * unknown pixel and its alpha, 0 to 1.
 */
export function solveAlpha(
  problem: AlphaProblem,
  { start, steps }: SolveOptions,
  keep: (pixel: number, alpha: number) => void,
): void {
  const { trimap } = problem
  const windows = collectWindows(trimap)
  const { pixels } = windows
  const { alpha: target, trust } = guessAlpha(problem, pixels)
  const pull = new Float32Array(pixels.length)
  const first = new Float32Array(pixels.length)
  for (let slot = 0; slot < pixels.length; slot++) {
    const pixel = pixels[slot] ?? 0
    const kind = trimap.data[pixel]
    if (kind === UNKNOWN) {
      pull[slot] = problem.trust * (trust[slot] ?? 0) + MIN_TRUST
      first[slot] = start?.(pixel % trimap.width, Math.floor(pixel / trimap.width)) ?? target[slot] ?? 0
    } else first[slot] = kind === PRODUCT ? 1 : 0
  }
  const solved = descend({ windows, colours: readColours(problem, pixels), pull, target, start: first, steps })
  for (let slot = 0; slot < pixels.length; slot++) {
    if ((pull[slot] ?? 0) > 0) keep(pixels[slot] ?? 0, clamp(solved[slot] ?? 0, 0, 1))
  }
}

/** Three planes, 0 to 1. */
function readColours({ pixels: { data, step } }: AlphaProblem, list: Int32Array): Float32Array {
  const count = list.length
  const colours = new Float32Array(count * 3)
  for (let slot = 0; slot < count; slot++) {
    const from = (list[slot] ?? 0) * step
    colours[slot] = (data[from] ?? 0) / 255
    colours[count + slot] = (data[from + 1] ?? 0) / 255
    colours[2 * count + slot] = (data[from + 2] ?? 0) / 255
  }
  return colours
}
