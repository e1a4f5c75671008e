import type { Raster } from '../../../core/types.ts'
import { createField, type Field, type Size } from './field.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

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
  readonly data: Float32Array | Uint8Array
}

/** Resamples to `size`: the mean over the covered area along an axis that shrinks, linear along one that grows. */
export function resample(field: Field, size: Size): Field {
  if (field.width === size.width && field.height === size.height) return field
  return resampleRows({ ...field, step: field.channels }, size)
}

/** {@link resample} for the colours of a raster (0–255, alpha left out), without a full-size copy of it. */
export function resampleColours(raster: Raster, size: Size): Field {
  return resampleRows({ ...raster, step: 4, channels: 3 }, size)
}

/** Rows are mixed first, so that each input is read in order, and hardly ever twice. */
function resampleRows({ data, width, height, step, channels }: Rows, size: Size): Field {
  return withShelf((shelf) => {
    const [across, down] = [weighAxis(width, size.width), weighAxis(height, size.height)]
    const [first, weights] = [shelf.place(across.first), shelf.place(across.weights)]
    const downWeights = shelf.place(down.weights)
    const [row, mixed] = [shelf.reserve(4 * width * step * down.taps), shelf.reserve(4 * width * step)]
    const numbers = size.width * channels
    const squeezed = shelf.reserve(4 * numbers)
    const out = createField(size, channels)
    const mix = data instanceof Uint8Array ? kernels.mixBytes : kernels.mixFloats
    for (let y = 0; y < size.height; y++) {
      const start = (down.first[y] ?? 0) * width * step
      shelf.write(data.subarray(start, start + down.taps * width * step), row)
      mix(row, down.taps, downWeights + 4 * y * down.taps, width * step, mixed)
      if (channels === 3) kernels.squeezeColours(mixed, step, first, weights, across.taps, size.width, squeezed)
      else kernels.squeezePlane(mixed, first, weights, across.taps, size.width, squeezed)
      shelf.readInto(squeezed, out.data.subarray(y * numbers, (y + 1) * numbers))
    }
    return out
  })
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
