import type { Net } from '../net/net.ts'
import type { Tensor } from '../net/tensor.ts'
import type { Field } from '../planes/field.ts'
import { resample } from '../planes/resample.ts'
import { describePixels, X_CHANNEL } from './features.ts'

/** Pixels a side of what the network sees; photos of any shape are squeezed to a square, as in training. */
const NET_SIDE = 256

/**
 * What the network says of `colours` (0–255): the probability that a pixel is product, 256 × 256. It is shown the picture and
 * its mirror image, and the mean of both answers is better than either.
 */
export function askNet(colours: Field, net: Net): Field {
  const seen = describePixels(resample(colours, { width: NET_SIDE, height: NET_SIDE }))
  const answer = net(seen)
  const mirrored = mirrorPlanes(net(mirrorPlanes(seen, [X_CHANNEL])), [])
  return { ...answer, data: answer.data.map((p, i) => (p + (mirrored.data[i] ?? 0)) / 2), channels: 1 }
}

/** Left becomes right, but for the channels in `kept`. */
function mirrorPlanes(tensor: Tensor, kept: readonly number[]): Tensor {
  const { channels, width, height } = tensor
  const data = tensor.data.slice()
  for (let row = 0; row < channels * height; row++) {
    if (!kept.includes(Math.floor(row / height))) data.subarray(row * width, (row + 1) * width).reverse()
  }
  return { ...tensor, data }
}
