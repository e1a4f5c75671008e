import type { Size } from '../planes/field.ts'

/** Visits the pixel at `x`, `y` and those around it that there are, row by row. */
export function visitAround({ width, height }: Size, x: number, y: number, visit: (i: number) => void): void {
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) visit(row * width + column)
  }
}
