import { fitBorder } from '../backdrop/border.ts'
import type { ProductMask } from '../mask/find-mask.ts'
import type { Place } from '../net/layout.ts'
import { resampleMask } from '../planes/resample.ts'
import { placeAxes } from '../planes/places.ts'
import type { Field } from '../planes/field.ts'
import type { Shelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

/** Channels the network takes. */
const CHANNELS = 9

/**
 * How much of what the network is told as probability is the mask: the probabilities of pictures that it was trained on are truer than
 * those of photos, so that it believes them too much.
 */
const MASK_SHARE = 0.6

/** A pixel of a picture. */
interface Corner {
  readonly x: number
  readonly y: number
}

/** What the alpha network sees of the square whose upper left corner this is. Good until it is asked again. */
export type DescribeDetail = (corner: Corner) => Place

/**
 * Puts a picture on `shelf`, to be described square by square: RGB from -1 to 1, the difference to the backdrop in RGB (clamped), its size
 * against the backdrop's noise, the mask network's probability (brought nearer to the mask) and the mask, all from -1 to 1. Beyond the
 * picture its last column and row go on. `colours`: 0–255; `side`: pixels of the squares.
 */
export function openDetail(
  shelf: Shelf,
  colours: Field,
  { probability, mask }: ProductMask,
  side: number,
): DescribeDetail {
  const { middle, coefficients, noise } = fitBorder(colours)
  const picture = [shelf.place(colours.data), colours.width, colours.height]
  const backdrop = shelf.place(Float64Array.from([...middle, ...coefficients]))
  const bits = resampleMask(mask, probability).data
  const told = probability.data.map((p, i) => p + MASK_SHARE * ((bits[i] ?? 0) - p))
  const guesses = [shelf.place(told), shelf.place(bits), probability.width]
  const places = placeAxes(shelf, probability, colours)
  const address = shelf.reserve(4 * CHANNELS * side * side)
  return ({ x, y }) => {
    kernels.describeDetail(...picture, x, y, side, side, backdrop, noise, ...guesses, ...places, address)
    return { address, channels: CHANNELS, width: side, height: side }
  }
}
