import type { Field } from '../planes/field.ts'

/** Where a matte has edges. */
export interface Edges {
  /** Whether there is one within {@link BLOCK} pixels. A few farther pixels are near, too. */
  isNear(x: number, y: number): boolean
}

/** Pixels a side of the blocks that edges are looked for in, as a power of two. */
const SHIFT = 3
const BLOCK = 1 << SHIFT

/** Finds the blocks of pixels where `alpha` (0 to 1) mixes or jumps, and those around them. */
export function findEdges({ data, width, height }: Field): Edges {
  const columns = Math.ceil(width / BLOCK)
  const near = new Uint8Array(columns * Math.ceil(height / BLOCK))
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const own = data[i] ?? 0
      const isPure = own === 0 || own === 1
      if (isPure && (x === 0 || data[i - 1] === own) && (y === 0 || data[i - width] === own)) continue
      markAround(near, columns, x >> SHIFT, y >> SHIFT)
    }
  }
  return { isNear: (x, y) => near[(y >> SHIFT) * columns + (x >> SHIFT)] === 1 }
}

function markAround(near: Uint8Array, columns: number, x: number, y: number): void {
  const rows = near.length / columns
  for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++) {
    near.fill(1, row * columns + Math.max(0, x - 1), row * columns + Math.min(columns, x + 2))
  }
}
