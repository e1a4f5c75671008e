import type { Net } from '../net/net.ts'
import type { Tensor } from '../net/tensor.ts'
import type { Field } from '../planes/field.ts'
import { resample, type Part } from '../planes/resample.ts'
import { describePixels, X_CHANNEL } from './features.ts'

/**
 * What the network says of `colours` (0–255): the probability that a pixel is product, `side` × `side`. Photos of any shape
 * are squeezed to a square, as in training. It is shown the picture and its mirror image, and the mean of both answers is
 * better than either.
 *
 * @param side pixels; a multiple of 32
 * @param first what an earlier look said of the same part of the picture
 */
export function askNet(colours: Part, net: Net, side: number, first?: Part): Field {
  const size = { width: side, height: side }
  const seen = describePixels(resample(colours, size), first && resample(first, size))
  const answer = net(seen)
  mirrorPlanes(seen, [X_CHANNEL])
  const mirrored = net(seen)
  mirrorPlanes(mirrored, [])
  return { ...answer, data: answer.data.map((p, i) => (p + (mirrored.data[i] ?? 0)) / 2), channels: 1 }
}

/** Left becomes right, in place, but for the channels in `kept`. */
function mirrorPlanes({ data, channels, width, height }: Tensor, kept: readonly number[]): void {
  for (let row = 0; row < channels * height; row++) {
    if (!kept.includes(Math.floor(row / height))) data.subarray(row * width, (row + 1) * width).reverse()
  }
}
