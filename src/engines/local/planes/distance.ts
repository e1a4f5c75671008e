import { createField, type BitMask, type Field } from './field.ts'

const DIAGONAL = Math.SQRT2
/** Farther than any picture is wide. */
const FAR = 1e6

/**
 * Distance in pixels to the nearest pixel of `mask` that is 1, and 0 on those; two passes over the eight neighbours
 * (chamfer distance, Borgefors 1986), a few per cent above the Euclidean one.
 */
export function measureDistance(mask: BitMask): Field {
  const field = createField(mask, 1)
  const { data, width, height } = field
  for (let i = 0; i < data.length; i++) data[i] = mask.data[i] === 1 ? 0 : FAR
  for (let y = 0; y < height; y++) sweepRow(data, width, y, 1)
  for (let y = height - 1; y >= 0; y--) sweepRow(data, width, height - 1 - y, -1)
  return field
}

/** One row of a pass; the backward pass is the forward one on the picture turned by 180°. */
function sweepRow(data: Float32Array, width: number, row: number, step: 1 | -1): void {
  const last = data.length - 1
  const start = step === 1 ? row * width : last - row * width
  const above = -step * width
  for (let x = 0, i = start; x < width; x++, i += step) {
    let best = data[i] ?? 0
    if (best === 0) continue
    if (x > 0) best = Math.min(best, (data[i - step] ?? FAR) + 1)
    if (row > 0) {
      best = Math.min(best, (data[i + above] ?? FAR) + 1)
      if (x > 0) best = Math.min(best, (data[i + above - step] ?? FAR) + DIAGONAL)
      if (x < width - 1) best = Math.min(best, (data[i + above + step] ?? FAR) + DIAGONAL)
    }
    data[i] = best
  }
}
