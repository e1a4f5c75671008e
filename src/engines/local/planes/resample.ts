import type { Raster } from '../../../core/types.ts'
import { createField, type Field, type Size } from './field.ts'

/** For every output position of one axis: the first input position and the weights of `taps` inputs from there on. */
interface AxisWeights {
  readonly taps: number
  readonly first: Int32Array
  readonly weights: Float32Array
}

/** Anything that can be read row by row; `readRow` fills `channels × width` numbers. */
interface Rows extends Size {
  readonly channels: number
  readRow(y: number, row: Float32Array): void
}

/** Resamples to `size`: the mean over the covered area along an axis that shrinks, linear along one that grows. */
export function resample(field: Field, size: Size): Field {
  if (field.width === size.width && field.height === size.height) return field
  const { width, height, channels, data } = field
  const length = width * channels
  return resampleRows(
    { width, height, channels, readRow: (y, row) => row.set(data.subarray(y * length, (y + 1) * length)) },
    size,
  )
}

/** {@link resample} for the colours of a raster (0–255, alpha left out), without a full-size copy of it. */
export function resampleColours(raster: Raster, size: Size): Field {
  const { width, height, data } = raster
  return resampleRows(
    { width, height, channels: 3, readRow: (y, row) => readColourRow(data, y * width * 4, row) },
    size,
  )
}

function readColourRow(data: Uint8Array, start: number, row: Float32Array): void {
  for (let to = 0, from = start; to < row.length; to += 3, from += 4) {
    row[to] = data[from] ?? 0
    row[to + 1] = data[from + 1] ?? 0
    row[to + 2] = data[from + 2] ?? 0
  }
}

/** Rows are squeezed along x as they are needed; only as many stay as one output row mixes. */
function resampleRows(rows: Rows, size: Size): Field {
  const out = createField(size, rows.channels)
  const across = weighAxis(rows.width, size.width)
  const down = weighAxis(rows.height, size.height)
  const length = size.width * rows.channels
  const row = new Float32Array(rows.width * rows.channels)
  const kept = new Float32Array(down.taps * length)
  const keptRow = new Int32Array(down.taps).fill(-1)
  for (let y = 0; y < size.height; y++) {
    const target = out.data.subarray(y * length, (y + 1) * length)
    for (let tap = 0; tap < down.taps; tap++) {
      const weight = down.weights[y * down.taps + tap] ?? 0
      if (weight === 0) continue
      const source = (down.first[y] ?? 0) + tap
      const slot = source % down.taps
      const squeezed = kept.subarray(slot * length, (slot + 1) * length)
      if (keptRow[slot] !== source) {
        rows.readRow(source, row)
        squeezeRow(row, squeezed, across, rows.channels)
        keptRow[slot] = source
      }
      addScaled(target, squeezed, weight)
    }
  }
  return out
}

function squeezeRow(row: Float32Array, out: Float32Array, axis: AxisWeights, channels: number): void {
  const { taps, first, weights } = axis
  for (let x = 0; x < first.length; x++) {
    const start = (first[x] ?? 0) * channels
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0
      for (let tap = 0, i = start + channel; tap < taps; tap++, i += channels) {
        const weight = weights[x * taps + tap] ?? 0
        if (weight !== 0) sum += weight * (row[i] ?? 0)
      }
      out[x * channels + channel] = sum
    }
  }
}

function addScaled(target: Float32Array, source: Float32Array, weight: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + weight * (source[i] ?? 0)
}

function weighAxis(from: number, to: number): AxisWeights {
  return to < from ? weighArea(from, to) : weighLinear(from, to)
}

function weighArea(from: number, to: number): AxisWeights {
  const scale = from / to
  const taps = Math.ceil(scale) + 1
  const first = new Int32Array(to)
  const weights = new Float32Array(to * taps)
  for (let i = 0; i < to; i++) {
    const [start, end] = [i * scale, Math.min(from, (i + 1) * scale)]
    const begin = Math.floor(start)
    first[i] = begin
    for (let tap = 0; tap < taps; tap++) {
      const overlap = Math.min(end, begin + tap + 1) - Math.max(start, begin + tap)
      weights[i * taps + tap] = Math.max(0, overlap) / (end - start)
    }
  }
  return { taps, first, weights }
}

function weighLinear(from: number, to: number): AxisWeights {
  const first = new Int32Array(to)
  const weights = new Float32Array(to * 2)
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))
    const begin = Math.min(Math.max(0, from - 2), Math.floor(at))
    first[i] = begin
    weights[i * 2] = 1 - (at - begin)
    weights[i * 2 + 1] = at - begin
  }
  return { taps: 2, first, weights }
}
