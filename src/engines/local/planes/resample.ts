import type { Raster } from '../../../core/types.ts'
import { createField, type Field, type Size } from './field.ts'

/** For every output position of one axis: the first input position and the weights of `taps` inputs from there on. */
interface AxisWeights {
  readonly taps: number
  readonly first: Int32Array
  readonly weights: Float32Array
}

/** Rows of pixels, `step` numbers each, of which the first `channels` (3 or 1) count. */
interface Rows extends Size {
  readonly step: number
  readonly channels: number
  /** Adds a row, times `weight`, to `sums`: `step × width` numbers. */
  addRow(y: number, weight: number, sums: Float32Array): void
}

/** Resamples to `size`: the mean over the covered area along an axis that shrinks, linear along one that grows. */
export function resample(field: Field, size: Size): Field {
  if (field.width === size.width && field.height === size.height) return field
  const { data, width, height, channels } = field
  const addRow = (y: number, weight: number, sums: Float32Array): void =>
    addNumbers(data, y * sums.length, weight, sums)
  return resampleRows({ width, height, step: channels, channels, addRow }, size)
}

/** {@link resample} for the colours of a raster (0–255, alpha left out), without a full-size copy of it. */
export function resampleColours({ data, width, height }: Raster, size: Size): Field {
  const addRow = (y: number, weight: number, sums: Float32Array): void => addBytes(data, y * sums.length, weight, sums)
  return resampleRows({ width, height, step: 4, channels: 3, addRow }, size)
}

/** Rows are mixed first, so that each input is read in order, and hardly ever twice. */
function resampleRows({ width, height, step, channels, addRow }: Rows, size: Size): Field {
  const out = createField(size, channels)
  const across = weighAxis(width, size.width)
  const down = weighAxis(height, size.height)
  const mixed = new Float32Array(width * step)
  const length = size.width * channels
  for (let y = 0; y < size.height; y++) {
    mixed.fill(0)
    for (let tap = 0; tap < down.taps; tap++) {
      const weight = down.weights[y * down.taps + tap] ?? 0
      if (weight !== 0) addRow((down.first[y] ?? 0) + tap, weight, mixed)
    }
    const row = out.data.subarray(y * length, (y + 1) * length)
    if (channels === 3) squeezeColours(mixed, step, across, row)
    else squeezePlane(mixed, across, row)
  }
  return out
}

/** One function for each kind of numbers: an engine makes code for the kind that it sees. */
function addNumbers(data: Float32Array, from: number, weight: number, mixed: Float32Array): void {
  for (let i = 0; i < mixed.length; i++) mixed[i] = (mixed[i] ?? 0) + weight * (data[from + i] ?? 0)
}

function addBytes(data: Uint8Array, from: number, weight: number, mixed: Float32Array): void {
  for (let i = 0; i < mixed.length; i++) mixed[i] = (mixed[i] ?? 0) + weight * (data[from + i] ?? 0)
}

function squeezeColours(
  row: Float32Array,
  step: number,
  { taps, first, weights }: AxisWeights,
  out: Float32Array,
): void {
  for (let x = 0, to = 0, at = 0; x < first.length; x++, to += 3) {
    let red = 0
    let green = 0
    let blue = 0
    for (let tap = 0, i = (first[x] ?? 0) * step; tap < taps; tap++, i += step, at++) {
      const weight = weights[at] ?? 0
      if (weight === 0) continue
      red += weight * (row[i] ?? 0)
      green += weight * (row[i + 1] ?? 0)
      blue += weight * (row[i + 2] ?? 0)
    }
    out[to] = red
    out[to + 1] = green
    out[to + 2] = blue
  }
}

function squeezePlane(row: Float32Array, { taps, first, weights }: AxisWeights, out: Float32Array): void {
  for (let x = 0, at = 0; x < first.length; x++) {
    let sum = 0
    for (let tap = 0, i = first[x] ?? 0; tap < taps; tap++, i++, at++) {
      const weight = weights[at] ?? 0
      if (weight !== 0) sum += weight * (row[i] ?? 0)
    }
    out[x] = sum
  }
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
