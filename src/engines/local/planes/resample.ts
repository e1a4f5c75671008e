import type { Box, Raster } from '../../../core/types.ts'
import { withShelf } from '../shelf.ts'
import { createField, type BitMask, type Field, type Size } from './field.ts'
import { kernels } from './kernels.ts'

/** A field of which only a part is meant. */
export interface Part extends Field {
  /** All of it, if left out. */
  readonly box?: Box | undefined
}

/** For every output position of one axis: the first input position and the weights of `taps` inputs from there on. */
interface AxisWeights {
  readonly taps: number
  readonly first: Int32Array
  readonly weights: Float32Array
}

/** Pixels of `step` numbers each, of which the first `channels` (3 or 1) count. */
interface Pixels extends Size {
  readonly step: number
  readonly channels: number
  readonly data: Float32Array | Uint8Array
  readonly box?: Box | undefined
}

/** Resamples to `size`: the mean over the covered area along an axis that shrinks, linear along one that grows. */
export function resample(part: Part, size: Size): Field {
  if (part.box === undefined && part.width === size.width && part.height === size.height) return part
  return resamplePixels({ ...part, step: part.channels }, size)
}

/** {@link resample} for the colours of a raster (0–255, alpha left out), without a full-size copy of it. */
export function resampleColours(raster: Raster, size: Size): Field {
  return resamplePixels({ ...raster, step: 4, channels: 3 }, size)
}

/** {@link resample} for a mask: how much of each pixel is in it, 0 to 1. */
export function resampleMask(mask: BitMask, size: Size): Field {
  return resamplePixels({ ...mask, step: 1, channels: 1 }, size)
}

/** Rows are mixed first, so that each input is read in order, and hardly ever twice. */
function resamplePixels({ data, step, channels, ...pixels }: Pixels, size: Size): Field {
  const { x, y: top, width, height } = pixels.box ?? { x: 0, y: 0, ...pixels }
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
      for (let tap = 0; tap < down.taps; tap++) {
        const start = ((top + (down.first[y] ?? 0) + tap) * pixels.width + x) * step
        shelf.write(data.subarray(start, start + width * step), row + tap * width * step * data.BYTES_PER_ELEMENT)
      }
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
