import { locateAxis } from './axis.ts'
import type { Field, Size } from './field.ts'

/** Reads a field at a pixel of another, usually larger, grid: `out` gets a number for each channel. */
export type Sampler = (x: number, y: number, out: Float64Array) => void

/** Reads a whole row of that grid: `channels × width` numbers. */
export type RowReader = (y: number, row: Float32Array) => void

/** Bilinear reading of `field` in the coordinates of a grid of `size` over the same picture. */
export function createSampler(field: Field, size: Size): Sampler {
  const { data, width, height, channels } = field
  const columns = locateAxis(width, size.width)
  const rows = locateAxis(height, size.height)
  return (x, y, out) => {
    const right = columns.share[x] ?? 0
    const down = rows.share[y] ?? 0
    const top = (rows.first[y] ?? 0) * width
    const bottom = (rows.second[y] ?? 0) * width
    const left = columns.first[x] ?? 0
    const beside = columns.second[x] ?? 0
    for (let c = 0; c < channels; c++) {
      const above = data[(top + left) * channels + c] ?? 0
      const below = data[(bottom + left) * channels + c] ?? 0
      const upper = above + ((data[(top + beside) * channels + c] ?? 0) - above) * right
      const lower = below + ((data[(bottom + beside) * channels + c] ?? 0) - below) * right
      out[c] = upper + (lower - upper) * down
    }
  }
}

/** {@link createSampler}, row by row: first between two rows, then along them. */
export function createRowReader(field: Field, size: Size): RowReader {
  const { data, width, channels } = field
  const columns = locateAxis(width, size.width)
  const rows = locateAxis(field.height, size.height)
  const length = width * channels
  const line = new Float32Array(length)
  return (y, row) => {
    const share = rows.share[y] ?? 0
    const top = (rows.first[y] ?? 0) * length
    const bottom = (rows.second[y] ?? 0) * length
    for (let i = 0; i < length; i++) {
      const above = data[top + i] ?? 0
      line[i] = above + ((data[bottom + i] ?? 0) - above) * share
    }
    for (let x = 0, to = 0; x < size.width; x++) {
      const left = (columns.first[x] ?? 0) * channels
      const right = (columns.second[x] ?? 0) * channels
      const part = columns.share[x] ?? 0
      for (let c = 0; c < channels; c++, to++) {
        const value = line[left + c] ?? 0
        row[to] = value + ((line[right + c] ?? 0) - value) * part
      }
    }
  }
}
