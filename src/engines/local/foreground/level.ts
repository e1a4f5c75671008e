import type { Size } from '../planes/field.ts'

/** One resolution of foreground estimation; colours are 0 to 1, three a pixel, and alpha one a pixel. */
export interface Level extends Size {
  readonly colours: Float32Array
  readonly alpha: Float32Array
  /** Estimates, improved in place. */
  readonly product: Float32Array
  readonly background: Float32Array
}

/** A level of zeros. */
export function createLevel({ width, height }: Size): Level {
  const area = width * height
  const three = (): Float32Array => new Float32Array(area * 3)
  return { width, height, colours: three(), alpha: new Float32Array(area), product: three(), background: three() }
}

/** How strongly neighbours are alike: always, and for each unit that alpha differs between them. */
const BASE_WEIGHT = 1e-5
const GRADIENT_WEIGHT = 0.1

/** Improves the estimates of the pixels that mix, row by row. */
export function relaxMixed(level: Level): void {
  const { width, height } = level
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const alpha = level.alpha[i] ?? 0
      if (alpha > 0 && alpha < 1) relaxPixel(level, x, y)
    }
  }
}

/**
 * Improves the estimates of one pixel: the pair of colours that mixes to the pixel's own and is like its four neighbours',
 * the more so the steeper alpha is between them (multi-level foreground estimation, Germer et al. 2020).
 */
export function relaxPixel(level: Level, x: number, y: number): void {
  const { width, height, colours, alpha, product, background } = level
  const i = y * width + x
  const a = alpha[i] ?? 0
  const b = 1 - a
  const up = y > 0 ? i - width : i
  const down = y < height - 1 ? i + width : i
  const left = x > 0 ? i - 1 : i
  const right = x < width - 1 ? i + 1 : i
  const wUp = weigh(a, alpha[up] ?? 0)
  const wDown = weigh(a, alpha[down] ?? 0)
  const wLeft = weigh(a, alpha[left] ?? 0)
  const wRight = weigh(a, alpha[right] ?? 0)
  const weight = wUp + wDown + wLeft + wRight
  const determinant = (a * a + weight) * (b * b + weight) - a * a * b * b
  for (let c = 0; c < 3; c++) {
    const u = up * 3 + c
    const d = down * 3 + c
    const l = left * 3 + c
    const r = right * 3 + c
    const own = colours[i * 3 + c] ?? 0
    const f =
      a * own +
      wUp * (product[u] ?? 0) +
      wDown * (product[d] ?? 0) +
      wLeft * (product[l] ?? 0) +
      wRight * (product[r] ?? 0)
    const g =
      b * own +
      wUp * (background[u] ?? 0) +
      wDown * (background[d] ?? 0) +
      wLeft * (background[l] ?? 0) +
      wRight * (background[r] ?? 0)
    product[i * 3 + c] = clampUnit(((b * b + weight) * f - a * b * g) / determinant)
    background[i * 3 + c] = clampUnit(((a * a + weight) * g - a * b * f) / determinant)
  }
}

function weigh(alpha: number, other: number): number {
  return BASE_WEIGHT + GRADIENT_WEIGHT * Math.abs(alpha - other)
}

function clampUnit(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value
}
