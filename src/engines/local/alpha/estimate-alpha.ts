import type { Raster } from '../../../core/types.ts'
import type { Backdrop } from '../backdrop/surface.ts'
import { createField, type Field, type Size } from '../planes/field.ts'
import { spreadKind } from '../planes/spread-kind.ts'
import { BACKGROUND, PRODUCT, type Trimap } from '../trimap/trimap.ts'
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

/** Estimates alpha in the trimap's unknown band. `colours`: 0–255, of the trimap's size. */
export function estimateAlpha(colours: Field, trimap: Trimap, backdrop: Backdrop): AlphaEstimate {
  const problem: AlphaProblem = {
    pixels: pixelsOfField(colours),
    trimap,
    product: spreadKind(colours, trimap.data, PRODUCT),
    background: spreadKind(colours, trimap.data, BACKGROUND),
    noise: backdrop.isSmooth ? 4 + 2 * backdrop.noise[0] : 18,
    trust: backdrop.isSmooth ? 0.1 : 0.01,
  }
  const alpha = createField(colours, 1)
  for (let i = 0; i < alpha.data.length; i++) if (trimap.data[i] === PRODUCT) alpha.data[i] = 1
  const solved = solveAlpha(problem, { steps: STEPS })
  for (let i = 0; i < solved.pixels.length; i++) alpha.data[solved.pixels[i] ?? 0] = solved.alpha[i] ?? 0
  return { alpha, problem }
}

/** Brings an estimate to the photo's own size: only pixels near its edges are solved again. */
export function refineAlpha(photo: Raster, { alpha, problem }: AlphaEstimate): Matte {
  const { width, height } = photo
  const data = new Uint8Array(width * height)
  if (alpha.width === width && alpha.height === height) {
    for (let i = 0; i < data.length; i++) data[i] = toByte(alpha.data[i] ?? 0)
    return { width, height, data }
  }
  const trimap = widenEdges(alpha, photo)
  for (let i = 0; i < data.length; i++) if (trimap.data[i] === PRODUCT) data[i] = 255
  const finer = { ...problem, pixels: pixelsOfRaster(photo), trimap }
  const solved = solveAlpha(finer, { start: alpha, steps: REFINING_STEPS })
  for (let i = 0; i < solved.pixels.length; i++) data[solved.pixels[i] ?? 0] = toByte(solved.alpha[i] ?? 0)
  return { width, height, data }
}

function toByte(alpha: number): number {
  return Math.round(alpha * 255)
}
