import { refuse } from '../errors.ts'

/** Whole pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** The size a picture is scaled to. */
export type Scaling = (source: Size) => Size

/** Longest edge of a result ("Scaling", COS document 436/36366). */
export const MAX_EDGE = 9999

/** Parses the geometry of `imageMogr2/thumbnail`, e.g. `400x`, `!50p` or `300x200>`. */
export function parseThumbnail(geometry: string): Scaling {
  for (const [form, plan] of FORMS) {
    const match = form.exec(geometry)
    const numbers = match?.slice(1).map(Number)
    if (numbers !== undefined && numbers.every((number) => number > 0)) return plan(numbers[0] ?? 1, numbers[1] ?? 1)
  }
  throw refuse('InvalidArgument', `thumbnail is "${geometry}", which is no geometry of imageMogr2.`)
}

/** Multiplies both edges; none gets shorter than a pixel. */
export function scaleSize({ width, height }: Size, x: number, y: number = x): Size {
  return { width: Math.max(1, Math.round(width * x)), height: Math.max(1, Math.round(height * y)) }
}

/** Every geometry of the vendor's page, in its order; numbers are at most six digits long. */
const FORMS: readonly (readonly [RegExp, (a: number, b: number) => Scaling])[] = [
  [/^!(\d{1,6})p$/, (percent) => (source) => scaleSize(source, percent / 100)],
  [/^!(\d{1,6})px$/, (percent) => (source) => scaleSize(source, percent / 100, 1)],
  [/^!x(\d{1,6})p$/, (percent) => (source) => scaleSize(source, 1, percent / 100)],
  [/^(\d{1,6})x$/, (width) => (source) => scaleSize(source, width / source.width)],
  [/^x(\d{1,6})$/, (height) => (source) => scaleSize(source, height / source.height)],
  [/^(\d{1,6})x(\d{1,6})$/, (width, height) => (source) => scaleSize(source, fit(source, { width, height }))],
  [
    /^(\d{1,6})x(\d{1,6})>$/,
    (width, height) => (source) => scaleSize(source, Math.min(1, fit(source, { width, height }))),
  ],
  [
    /^(\d{1,6})x(\d{1,6})<$/,
    (width, height) => (source) => scaleSize(source, Math.max(1, fit(source, { width, height }))),
  ],
  [/^!(\d{1,6})x(\d{1,6})r$/, (width, height) => (source) => scaleSize(source, fill(source, { width, height }))],
  [/^(\d{1,6})x(\d{1,6})!$/, (width, height) => () => ({ width, height })],
  [/^(\d{1,9})@$/, (area) => (source) => scaleToArea(source, area)],
]

/** The factor that brings a picture just inside a box. */
export function fit(source: Size, box: Size): number {
  return Math.min(box.width / source.width, box.height / source.height)
}

/** The factor with which a picture just covers a box. */
export function fill(source: Size, box: Size): number {
  return Math.max(box.width / source.width, box.height / source.height)
}

/** Rounded down, for the bound is on the product of both edges. */
function scaleToArea(source: Size, area: number): Size {
  const factor = Math.min(1, Math.sqrt(area / (source.width * source.height)))
  return {
    width: Math.max(1, Math.floor(source.width * factor)),
    height: Math.max(1, Math.floor(source.height * factor)),
  }
}
