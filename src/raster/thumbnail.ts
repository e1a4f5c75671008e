import type { Box } from '../core/types.ts'
import { convertToSrgb, openImage } from './codec.ts'

/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A canvas and where on it a picture lies; both in pixels. */
export interface Placement {
  readonly canvas: Size
  /** Within the canvas, at least one pixel in each direction. */
  readonly box: Box
}

/** Quality of colours and of alpha: thumbnails are looked at, not used. */
const QUALITY = { quality: 70, alphaQuality: 80, effort: 2 } as const
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 }

/**
 * Makes a small WebP of a picture or photo, upright, on a transparent canvas.
 *
 * @param place where it lies, given its own size, EXIF orientation applied
 */
export async function renderThumbnail(bytes: Uint8Array, place: (size: Size) => Placement): Promise<Uint8Array> {
  const image = await openImage(bytes)
  const { autoOrient } = await image.metadata()
  const { canvas, box } = place(autoOrient)
  const right = canvas.width - box.x - box.width
  const bottom = canvas.height - box.y - box.height
  return (await convertToSrgb(image.autoOrient()))
    .resize(box.width, box.height, { fit: 'fill' })
    .extend({ left: box.x, top: box.y, right, bottom, background: CLEAR })
    .webp(QUALITY)
    .toBuffer()
}
