import type { Raster } from '../../../core/types.ts'
import type { Backdrop } from '../backdrop/surface.ts'
import { createField, toField, type Field, type Size } from '../planes/field.ts'
import { fillGaps } from '../planes/fill.ts'
import { resample } from '../planes/resample.ts'
import { createSampler } from '../planes/sampler.ts'
import { BACKGROUND, PRODUCT, selectKind, type Trimap } from '../trimap/trimap.ts'
import { pixelsOfField, pixelsOfRaster, type AlphaProblem } from './problem.ts'
import { solveAlpha } from './solve.ts'
import { widenEdges } from './unsettled.ts'

/** Alpha at working size, and what it was estimated from. */
export interface AlphaEstimate {
  /** 0 to 1; exactly 0 and 1 away from edges. */
  readonly alpha: Field
  readonly problem: AlphaProblem
}

/** Alpha of each pixel, 0 to 255. */
export interface Matte extends Size {
  readonly data: Uint8Array
}

/** Steps of conjugate gradients from scratch, and from an alpha that is nearly right. */
const STEPS = 40
const REFINING_STEPS = 12
/** The pure colours are smooth: they are found at this share of the working size. */
const PURE_SCALE = 0.5
/** What is nearer than this to 0 or 1 is 0 or 1: no veil over the background, none over the product. */
const VEIL = 0.02

/** Estimates alpha in the trimap's unknown band. `colours`: 0–255, of the trimap's size. */
export function estimateAlpha(colours: Field, trimap: Trimap, backdrop: Backdrop): AlphaEstimate {
  const problem: AlphaProblem = {
    pixels: pixelsOfField(colours),
    trimap,
    product: spreadColours(colours, trimap, PRODUCT),
    background: spreadColours(colours, trimap, BACKGROUND),
    noise: backdrop.isSmooth ? 4 + 2 * backdrop.noise[0] : 18,
    trust: backdrop.isSmooth ? 0.1 : 0.01,
  }
  const alpha = createField(colours, 1)
  trimap.data.forEach((kind, i) => (alpha.data[i] = kind === PRODUCT ? 1 : 0))
  const solved = solveAlpha(problem, { steps: STEPS })
  solved.pixels.forEach((pixel, i) => (alpha.data[pixel] = liftVeil(solved.alpha[i] ?? 0)))
  return { alpha, problem }
}

/** Brings an estimate to the photo's own size: only pixels near its edges are solved again. */
export function refineAlpha(photo: Raster, { alpha, problem }: AlphaEstimate): Matte {
  const { width, height } = photo
  if (alpha.width === width && alpha.height === height)
    return { width, height, data: Uint8Array.from(alpha.data, toByte) }
  const coarse = createSampler(alpha, photo)
  const trimap = widenEdges(alpha, photo)
  const solved = solveAlpha(
    { ...problem, pixels: pixelsOfRaster(photo), trimap },
    { start: (pixel) => coarse(pixel % width, Math.floor(pixel / width), 0), steps: REFINING_STEPS },
  )
  const data = trimap.data.map((kind) => (kind === PRODUCT ? 255 : 0))
  solved.pixels.forEach((pixel, i) => (data[pixel] = toByte(liftVeil(solved.alpha[i] ?? 0))))
  return { width, height, data }
}

function liftVeil(alpha: number): number {
  return Math.min(1, Math.max(0, (alpha - VEIL) / (1 - 2 * VEIL)))
}

function toByte(alpha: number): number {
  return Math.round(alpha * 255)
}

/** The colours of one kind of pixel, spread smoothly over all others. */
function spreadColours(colours: Field, trimap: Trimap, kind: typeof BACKGROUND | typeof PRODUCT): Field {
  const selected = toField(selectKind(trimap, kind))
  const size = { width: Math.ceil(colours.width * PURE_SCALE), height: Math.ceil(colours.height * PURE_SCALE) }
  const weight = resample(selected, size)
  const sums = resample(
    scalePixels(colours, (i) => selected.data[i] ?? 0),
    size,
  )
  return fillGaps(
    scalePixels(sums, (i) => 1 / Math.max(1e-6, weight.data[i] ?? 0)),
    weight,
  )
}

function scalePixels(colours: Field, factor: (pixel: number) => number): Field {
  const scaled = createField(colours, 3)
  for (let i = 0, at = 0; at < scaled.data.length; i++, at += 3) {
    const by = factor(i)
    for (let c = at; c < at + 3; c++) scaled.data[c] = (colours.data[c] ?? 0) * by
  }
  return scaled
}
