import type { Box, Raster } from '../core/types.ts'

/** Alpha (0–255) above which a pixel belongs to the product: fainter ones cannot be seen and shall not move it. */
const VISIBLE_ALPHA = 8

/** The smallest box around the product, or undefined where the raster shows nothing. */
export function findBox({ data, width, height }: Raster): Box | undefined {
  return findVisible((x, y) => (data[(y * width + x) * 4 + 3] ?? 0) > VISIBLE_ALPHA, { width, height })
}

/** The same of an alpha channel alone: one byte a pixel, row-major. */
export function findBoxOfAlpha(alpha: Uint8Array, size: Pick<Raster, 'width' | 'height'>): Box | undefined {
  return findVisible((x, y) => (alpha[y * size.width + x] ?? 0) > VISIBLE_ALPHA, size)
}

function findVisible(
  isVisible: (x: number, y: number) => boolean,
  { width, height }: Pick<Raster, 'width' | 'height'>,
): Box | undefined {
  const hasRow = (y: number): boolean => some(width, (x) => isVisible(x, y))
  const top = findFirst(height, hasRow)
  if (top === undefined) return undefined
  const bottom = findLast(height, hasRow)
  const hasColumn = (x: number): boolean => some(bottom - top + 1, (row) => isVisible(x, top + row))
  const left = findFirst(width, hasColumn) ?? 0
  return { x: left, y: top, width: findLast(width, hasColumn) - left + 1, height: bottom - top + 1 }
}

function some(count: number, test: (i: number) => boolean): boolean {
  return findFirst(count, test) !== undefined
}

function findFirst(count: number, test: (i: number) => boolean): number | undefined {
  for (let i = 0; i < count; i++) if (test(i)) return i
  return undefined
}

function findLast(count: number, test: (i: number) => boolean): number {
  for (let i = count - 1; i > 0; i--) if (test(i)) return i
  return 0
}
