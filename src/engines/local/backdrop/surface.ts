import { createField, type BitMask, type Field } from '../planes/field.ts'
import { fillGaps } from '../planes/fill.ts'
import { clamp } from '../planes/statistics.ts'
import { withShelf } from '../shelf.ts'
import { kernels, measureEquations } from './kernels.ts'

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
/** Numbers that each takes while the surface is fitted. */
const SAMPLE_NUMBERS = 18
/** Terms of a cubic surface. */
const TERMS = 10
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
  const isSmooth = samples.length >= TERMS * 4 && Math.hypot(...fit.noise) < SMOOTH_NOISE && fit.share > SMOOTH_SHARE
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
  /** Three (one a channel) for each term. */
  readonly coefficients: Float64Array
  readonly noise: readonly [number, number, number]
  /** Share of the samples that the surface explains. */
  readonly share: number
}

function fitSurface({ data, width, height }: Field, samples: Int32Array): SurfaceFit {
  return withShelf((shelf) => {
    const [lab, pixels, result] = [shelf.place(data), shelf.place(samples), shelf.reserve(8 * (TERMS * 3 + 4))]
    const spare = shelf.reserve(measureEquations(TERMS) + 8 * SAMPLE_NUMBERS * samples.length)
    kernels.fitSurface(lab, width, height, pixels, samples.length, result, spare)
    const [l = 1, a = 1, b = 1, share = 0] = shelf.readWide(result + 8 * TERMS * 3, 4)
    return { coefficients: shelf.readWide(result, TERMS * 3), noise: [l, a, b], share }
  })
}

function renderSurface(coefficients: Float64Array, { width, height }: Field): Field {
  return withShelf((shelf) => {
    const [terms, surface] = [shelf.place(coefficients), shelf.reserve(12 * width * height)]
    kernels.renderSurface(terms, width, height, surface)
    return { data: shelf.read(surface, 3 * width * height), width, height, channels: 3 }
  })
}

function bendSurface({ data, width, height }: Field, lab: Field, background: BitMask): void {
  const difference = createField(lab, 3)
  for (let i = 0; i < data.length; i++) difference.data[i] = (lab.data[i] ?? 0) - (data[i] ?? 0)
  const spread = fillGaps(difference, { width, height, channels: 1, data: new Float32Array(background.data) }).data
  for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) + clamp(spread[i] ?? 0, -MAX_BEND, MAX_BEND)
}
