import { locateAxis } from '../../../src/engines/local/planes/axis.ts'
import type { Field, Size } from '../../../src/engines/local/planes/field.ts'

/** Reads a field at a pixel of another, usually larger, grid: `out` gets a number for each channel. */
type Sampler = (x: number, y: number, out: Float64Array) => void

/** Bilinear reading of `field` in the coordinates of a grid of `size` over the same picture, as kernels read. */
export function createSampler(field: Field, size: Size): Sampler {
  const { data, width, height, channels } = field
  const columns = locateAxis(width, size.width)
  const rows = locateAxis(height, size.height)
  return (x, y, out) => {
    const top = rows.first[y]! * width
    const bottom = rows.second[y]! * width
    const [left, beside, right] = [columns.first[x]!, columns.second[x]!, columns.share[x]!]
    for (let c = 0; c < channels; c++) {
      const [above, below] = [data[(top + left) * channels + c]!, data[(bottom + left) * channels + c]!]
      const upper = above + (data[(top + beside) * channels + c]! - above) * right
      const lower = below + (data[(bottom + beside) * channels + c]! - below) * right
      out[c] = upper + (lower - upper) * rows.share[y]!
    }
  }
}
