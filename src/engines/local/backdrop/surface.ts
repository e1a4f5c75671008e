import { createField, type BitMask, type Field } from '../planes/field.ts'
import { fillGaps } from '../planes/fill.ts'
import { clamp, median } from '../planes/statistics.ts'
import { addObservation, createEquations, solveEquations, type Coefficients } from './least-squares.ts'

/** The backdrop behind the product, in L*a*b*. */
export interface Backdrop {
  /** Its colour at every pixel, also behind the product. */
  readonly colours: Field
  /** How far single pixels are from it, one robust standard deviation a channel. */
  readonly noise: readonly [number, number, number]
  /** Whether it is a smooth sheet (a studio backdrop), so that being unlike it means something. */
  readonly isSmooth: boolean
}

const SAMPLES = 6000
const ROUNDS = 8
/** Exponents of x and y in each term of a cubic surface. */
const POWERS = [0, 1, 2, 3] as const
const TERMS = POWERS.flatMap((i) => POWERS.filter((j) => i + j <= 3).map((j) => [i, j] as const))
const RIDGE = TERMS.map((_, i) => (i === 0 ? 1e-6 : 1e-3))
/** Tukey's biweight lets go of colours farther than this many standard deviations. */
const CUT_OFF = 6
/** A sheet: the noise in L*a*b* is below this, and so much of the background lies on the surface. */
const SMOOTH_NOISE = 9
const SMOOTH_SHARE = 0.45
/** How far the backdrop may be off the cubic surface (soft shadows, folds), in L*a*b* units. */
const MAX_BEND = 25

/**
 * Models the backdrop from the pixels of `background`: a cubic surface by iteratively reweighted least squares (Tukey's
 * biweight), plus what the background differs from it, spread smoothly into the gaps.
 */
export function fitBackdrop(lab: Field, background: BitMask): Backdrop {
  const samples = pickSamples(background)
  const fit = fitSurface(lab, samples)
  const colours = renderSurface(fit.coefficients, lab)
  bendSurface(colours, lab, background)
  const isSmooth =
    samples.length >= TERMS.length * 4 && Math.hypot(...fit.noise) < SMOOTH_NOISE && fit.share > SMOOTH_SHARE
  return { colours, noise: fit.noise, isSmooth }
}

function pickSamples(background: BitMask): readonly number[] {
  const pixels: number[] = []
  background.data.forEach((bit, i) => bit === 1 && pixels.push(i))
  const step = Math.max(1, pixels.length / SAMPLES)
  return Array.from({ length: Math.floor(pixels.length / step) }, (_, i) => pixels[Math.floor(i * step)] ?? 0)
}

interface SurfaceFit {
  readonly coefficients: Coefficients
  readonly noise: readonly [number, number, number]
  /** Share of the samples that the surface explains. */
  readonly share: number
}

function fitSurface(lab: Field, samples: readonly number[]): SurfaceFit {
  const colours = samples.map((i) => lab.data.subarray(i * 3, i * 3 + 3))
  const bases = samples.map((i) => evaluateTerms(i % lab.width, Math.floor(i / lab.width), lab))
  const middle = [0, 1, 2].map((c) => median(colours.map((colour) => colour[c] ?? 0)))
  let weights = colours.map((colour) => 1 / (1 + squaredDistance(colour, middle) / 100))
  let coefficients: Coefficients = new Float64Array(TERMS.length * 3)
  let noise: [number, number, number] = [1, 1, 1]
  for (let round = 0; round < ROUNDS; round++) {
    const equations = createEquations(RIDGE)
    colours.forEach((colour, i) => addObservation(equations, bases[i] ?? [], colour, weights[i] ?? 0))
    coefficients = solveEquations(equations)
    const residuals = colours.map((colour, i) => subtractSurface(coefficients, bases[i], colour))
    const spread = (c: number): number => Math.max(0.5, 1.4826 * median(residuals.map((r) => Math.abs(r[c] ?? 0))))
    noise = [spread(0), spread(1), spread(2)]
    weights = residuals.map((r) => biweight(r.reduce((sum, value, c) => sum + (value / (noise[c] ?? 1)) ** 2, 0)))
  }
  return { coefficients, noise, share: weights.filter((weight) => weight > 0).length / Math.max(1, weights.length) }
}

function biweight(squared: number): number {
  const t = squared / CUT_OFF ** 2
  return t < 1 ? (1 - t) ** 2 : 0
}

function squaredDistance(colour: Float32Array, other: readonly number[]): number {
  return other.reduce((sum, value, c) => sum + ((colour[c] ?? 0) - value) ** 2, 0)
}

function subtractSurface(
  coefficients: Coefficients,
  basis: Float64Array | undefined,
  colour: Float32Array,
): readonly number[] {
  return [0, 1, 2].map((c) => (colour[c] ?? 0) - evaluateSurface(coefficients, basis ?? new Float64Array(), c))
}

function evaluateTerms(x: number, y: number, { width, height }: Field): Float64Array {
  const u = (x / width) * 2 - 1
  const v = (y / height) * 2 - 1
  return Float64Array.from(TERMS, ([i, j]) => u ** i * v ** j)
}

function evaluateSurface(coefficients: Coefficients, basis: Float64Array, channel: number): number {
  let sum = 0
  for (let i = 0; i < basis.length; i++) sum += (basis[i] ?? 0) * (coefficients[i * 3 + channel] ?? 0)
  return sum
}

/** Row by row: with y fixed the surface is a cubic in x. */
function renderSurface(coefficients: Coefficients, size: Field): Field {
  const surface = createField(size, 3)
  for (let y = 0, i = 0; y < size.height; y++) {
    const cubics = [0, 1, 2].map((c) => fixRow(coefficients, (y / size.height) * 2 - 1, c))
    for (let x = 0; x < size.width; x++) {
      const u = (x / size.width) * 2 - 1
      for (const [a, b, c, d] of cubics) surface.data[i++] = a + u * (b + u * (c + u * d))
    }
  }
  return surface
}

/** Coefficients of 1, x, x² and x³ for one channel in the row at `v`. */
function fixRow(coefficients: Coefficients, v: number, channel: number): readonly [number, number, number, number] {
  const row: [number, number, number, number] = [0, 0, 0, 0]
  TERMS.forEach(([i, j], term) => (row[i] += (coefficients[term * 3 + channel] ?? 0) * v ** j))
  return row
}

function bendSurface(surface: Field, lab: Field, background: BitMask): void {
  const difference = { ...lab, data: lab.data.map((value, i) => value - (surface.data[i] ?? 0)) }
  const weight = { ...background, data: Float32Array.from(background.data), channels: 1 }
  const spread = fillGaps(difference, weight).data
  const { data } = surface
  for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) + clamp(spread[i] ?? 0, -MAX_BEND, MAX_BEND)
}
