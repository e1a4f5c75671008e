import type { Field } from '../planes/field.ts'
import { resample } from '../planes/resample.ts'
import { clamp, median } from '../planes/statistics.ts'
import { withShelf } from '../shelf.ts'
import { kernels, measureEquations } from './kernels.ts'

/** The backdrop as seen from the picture's border: a quadratic surface in RGB (0–1) through it. */
export interface BorderBackdrop {
  /** The border's median colour, three numbers; the surface is relative to it. */
  readonly middle: readonly number[]
  /** Six terms (1, u, v, u², uv, v²) of three channels, over u and v from -1 to 1. */
  readonly coefficients: Float64Array
  /** How far the border's colours are from the surface, as a robust standard deviation. */
  readonly noise: number
}

const GRID = 32
const RING_WIDTH = 2
const TERMS = 6

/**
 * Fits the backdrop to the border ring of a 32 × 32 copy of `colours` (0–255), by iteratively reweighted least squares
 * with Geman–McClure weights, so that a product that crosses the border counts little. The network was trained with
 * exactly these numbers.
 */
export function fitBorder(colours: Field): BorderBackdrop {
  const small = resample(colours, { width: GRID, height: GRID }).data
  const ring = listRing()
  const middle = [0, 1, 2].map((c) => median(ring.map((i) => (small[i * 3 + c] ?? 0) / 255)))
  const samples = ring.map((i) => middle.map((value, c) => (small[i * 3 + c] ?? 0) / 255 - value))
  const places = ring.map((i) => [(((i % GRID) + 0.5) / GRID) * 2 - 1, ((Math.floor(i / GRID) + 0.5) / GRID) * 2 - 1])
  const bases = places.map(([u = 0, v = 0]) => [1, u, v, u * u, u * v, v * v])
  const { coefficients, residual } = fitSurface(samples.flat(), bases.flat())
  return { middle, coefficients, noise: clamp(Math.sqrt(residual), 0.004, 0.5) }
}

interface SurfaceFit {
  readonly coefficients: Float64Array
  /** The middle of the squared distances to the surface. */
  readonly residual: number
}

function fitSurface(samples: readonly number[], bases: readonly number[]): SurfaceFit {
  const count = samples.length / 3
  return withShelf((shelf) => {
    const [colours, terms] = [shelf.place(Float64Array.from(samples)), shelf.place(Float64Array.from(bases))]
    const [result, spare] = [shelf.reserve(8 * (TERMS * 3 + 1)), shelf.reserve(measureEquations(TERMS) + 16 * count)]
    kernels.fitBorder(colours, terms, count, result, spare)
    const [residual = 0] = shelf.readWide(result + 8 * TERMS * 3, 1)
    return { coefficients: shelf.readWide(result, TERMS * 3), residual }
  })
}

function listRing(): readonly number[] {
  const inner = (at: number): boolean => at >= RING_WIDTH && at < GRID - RING_WIDTH
  return Array.from({ length: GRID * GRID }, (_, i) => i).filter(
    (i) => !inner(i % GRID) || !inner(Math.floor(i / GRID)),
  )
}
