import type { Box } from '../../../core/types.ts'
import { fitBorder } from '../backdrop/border.ts'
import type { ProductMask } from '../mask/find-mask.ts'
import type { Tensor } from '../net/tensor.ts'
import { resampleMask } from '../planes/resample.ts'
import { placeAxes } from '../planes/places.ts'
import type { Field } from '../planes/field.ts'
import { withShelf, type Shelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** Channels the network takes. */
const CHANNELS = 9
/** Sides of what it sees are multiples of this. */
const STRIDE = 16

/**
 * How much of what the network is told as probability is the mask: the probabilities of pictures that it was trained on are truer than
 * those of photos, so that it believes them too much.
 */
const MASK_SHARE = 0.6

/** What the alpha network sees of a box of a picture. Beyond the picture its last column and row go on. */
export type DescribeDetail = (box: Box) => Tensor

/**
 * Puts a picture on `shelf`, to be described part by part: RGB from -1 to 1, the difference to the backdrop in RGB (clamped), its size
 * against the backdrop's noise, the mask network's probability (brought nearer to the mask) and the mask, all from -1 to 1. `colours`: 0–255.
 */
export function openDetail(shelf: Shelf, colours: Field, { probability, mask }: ProductMask): DescribeDetail {
  const { middle, coefficients, noise } = fitBorder(colours)
  const picture = [shelf.place(colours.data), colours.width, colours.height]
  const backdrop = shelf.place(Float64Array.from([...middle, ...coefficients]))
  const bits = resampleMask(mask, probability).data
  const told = probability.data.map((p, i) => p + MASK_SHARE * ((bits[i] ?? 0) - p))
  const guesses = [shelf.place(told), shelf.place(bits), probability.width]
  const places = placeAxes(shelf, probability, colours)
  return ({ x, y, ...box }) => {
    const [width, height] = [roundUp(box.width), roundUp(box.height)]
    const count = CHANNELS * width * height
    return withShelf((own) => {
      const features = own.reserve(4 * count)
      kernels.describeDetail(...picture, x, y, width, height, backdrop, noise, ...guesses, ...places, features)
      return { data: own.read(features, count), channels: CHANNELS, width, height }
    })
  }
}

function roundUp(side: number): number {
  return Math.ceil(side / STRIDE) * STRIDE
}
