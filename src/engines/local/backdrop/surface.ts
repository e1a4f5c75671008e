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
/** The biweight lets go of colours farther than this many standard deviations. */
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

function pickSamples({ data }: BitMask): Int32Array {
  const pixels = new Int32Array(data.length)
  let count = 0
  for (let i = 0; i < data.length; i++) if (data[i] === 1) pixels[count++] = i
  const step = Math.max(1, count / SAMPLES)
  return Int32Array.from({ length: Math.floor(count / step) }, (_, i) => pixels[Math.floor(i * step)] ?? 0)
}

interface SurfaceFit {
  readonly coefficients: Coefficients
  readonly noise: readonly [number, number, number]
  /** Share of the samples that the surface explains. */
  readonly share: number
}

function fitSurface(lab: Field, samples: Int32Array): SurfaceFit {
  const observations = { colours: readSamples(lab, samples), bases: evaluateBases(lab, samples) }
  const residuals = new Float64Array(samples.length * 3)
  const weights = weighFirst(observations.colours)
  let coefficients: Coefficients = new Float64Array(TERMS.length * 3)
  let noise: readonly [number, number, number] = [1, 1, 1]
  for (let round = 0; round < ROUNDS; round++) {
    coefficients = fitWeighted(observations, weights)
    subtractSurface(observations, coefficients, residuals)
    const spread = (c: number): number => Math.max(0.5, 1.4826 * median(readSizes(residuals, c)))
    noise = [spread(0), spread(1), spread(2)]
    weighAnew(residuals, noise, weights)
  }
  let explained = 0
  for (const weight of weights) if (weight > 0) explained++
  return { coefficients, noise, share: explained / Math.max(1, weights.length) }
}

/** What the surface is fitted to, sample by sample. */
interface Observations {
  /** Three numbers each. */
  readonly colours: Float64Array
  /** The values of the terms at each. */
  readonly bases: Float64Array
}

function readSamples({ data }: Field, samples: Int32Array): Float64Array {
  const colours = new Float64Array(samples.length * 3)
  for (let i = 0; i < colours.length; i++) colours[i] = data[(samples[Math.floor(i / 3)] ?? 0) * 3 + (i % 3)] ?? 0
  return colours
}

function evaluateBases({ width, height }: Field, samples: Int32Array): Float64Array {
  const bases = new Float64Array(samples.length * TERMS.length)
  for (let i = 0; i < samples.length; i++) {
    const pixel = samples[i] ?? 0
    const u = ((pixel % width) / width) * 2 - 1
    const v = (Math.floor(pixel / width) / height) * 2 - 1
    for (const [term, [j, k]] of TERMS.entries()) bases[i * TERMS.length + term] = raise(u, j) * raise(v, k)
  }
  return bases
}

/** At first, colours count the less the farther they are from the middle one. */
function weighFirst(colours: Float64Array): Float64Array {
  const middle = [0, 1, 2].map((c) => median(readChannel(colours, c)))
  const weights = new Float64Array(colours.length / 3)
  for (let i = 0; i < weights.length; i++) {
    let sum = 0
    for (let c = 0; c < 3; c++) {
      const difference = (colours[i * 3 + c] ?? 0) - (middle[c] ?? 0)
      sum += difference * difference
    }
    weights[i] = 1 / (1 + sum / 100)
  }
  return weights
}

function readChannel(colours: Float64Array, channel: number): Float64Array {
  const values = new Float64Array(colours.length / 3)
  for (let i = 0; i < values.length; i++) values[i] = colours[i * 3 + channel] ?? 0
  return values
}

function readSizes(residuals: Float64Array, channel: number): Float64Array {
  const sizes = readChannel(residuals, channel)
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(sizes[i] ?? 0)
  return sizes
}

function fitWeighted({ colours, bases }: Observations, weights: Float64Array): Coefficients {
  const equations = createEquations(RIDGE)
  const terms = TERMS.length
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0
    if (weight === 0) continue
    addObservation(equations, bases.subarray(i * terms, (i + 1) * terms), colours.subarray(i * 3, i * 3 + 3), weight)
  }
  return solveEquations(equations)
}

function subtractSurface({ colours, bases }: Observations, coefficients: Coefficients, residuals: Float64Array): void {
  const terms = TERMS.length
  for (let i = 0, at = 0; at < residuals.length; i++, at += 3) {
    let l = 0
    let a = 0
    let b = 0
    for (let term = 0; term < terms; term++) {
      const value = bases[i * terms + term] ?? 0
      l += value * (coefficients[term * 3] ?? 0)
      a += value * (coefficients[term * 3 + 1] ?? 0)
      b += value * (coefficients[term * 3 + 2] ?? 0)
    }
    residuals[at] = (colours[at] ?? 0) - l
    residuals[at + 1] = (colours[at + 1] ?? 0) - a
    residuals[at + 2] = (colours[at + 2] ?? 0) - b
  }
}

/** A small whole power. */
function raise(value: number, exponent: number): number {
  let product = 1
  for (let i = 0; i < exponent; i++) product *= value
  return product
}

/** Tukey's biweight. */
function weighAnew(residuals: Float64Array, noise: readonly [number, number, number], weights: Float64Array): void {
  for (let i = 0, at = 0; i < weights.length; i++, at += 3) {
    const l = (residuals[at] ?? 0) / noise[0]
    const a = (residuals[at + 1] ?? 0) / noise[1]
    const b = (residuals[at + 2] ?? 0) / noise[2]
    const t = (l * l + a * a + b * b) / CUT_OFF ** 2
    weights[i] = t < 1 ? (1 - t) * (1 - t) : 0
  }
}

/** Row by row: with y fixed the surface is a cubic in x. */
function renderSurface(coefficients: Coefficients, size: Field): Field {
  const surface = createField(size, 3)
  const { data, width, height } = surface
  for (let y = 0; y < height; y++) {
    for (let channel = 0; channel < 3; channel++) {
      const [a, b, c, d] = fixRow(coefficients, (y / height) * 2 - 1, channel)
      for (let x = 0, i = y * width * 3 + channel; x < width; x++, i += 3) {
        const u = (x / width) * 2 - 1
        data[i] = a + u * (b + u * (c + u * d))
      }
    }
  }
  return surface
}

/** Coefficients of 1, x, x² and x³ for one channel in the row at `v`. */
function fixRow(coefficients: Coefficients, v: number, channel: number): readonly [number, number, number, number] {
  const row: [number, number, number, number] = [0, 0, 0, 0]
  TERMS.forEach(([i, j], term) => (row[i] += (coefficients[term * 3 + channel] ?? 0) * raise(v, j)))
  return row
}

function bendSurface({ data, width, height }: Field, lab: Field, background: BitMask): void {
  const difference = createField(lab, 3)
  for (let i = 0; i < data.length; i++) difference.data[i] = (lab.data[i] ?? 0) - (data[i] ?? 0)
  const spread = fillGaps(difference, { width, height, channels: 1, data: new Float32Array(background.data) }).data
  for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) + clamp(spread[i] ?? 0, -MAX_BEND, MAX_BEND)
}
