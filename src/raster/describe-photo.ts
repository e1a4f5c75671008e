import type { EngineImage } from '../core/types.ts'
import { openImage } from './codec.ts'

/**
 * What can be said of a photo in the terms of `OriginalInfo.ImageInfo` where no answer of the service told it: format,
 * size, mean colour and orientation. The quality of a JPEG is not known here.
 */
export async function describePhoto(image: EngineImage): Promise<Record<string, string | number>> {
  const { channels } = await (await openImage(image.bytes)).toColourspace('srgb').stats()
  const [red = 0, green = red, blue = red] = channels.map(({ mean }) => Math.round(mean))
  const hex = [red, green, blue].map((value) => Math.min(255, value).toString(16).padStart(2, '0')).join('')
  return {
    Format: image.format,
    Width: image.orientation >= 5 ? image.height : image.width,
    Height: image.orientation >= 5 ? image.width : image.height,
    Ave: `0x${hex}`,
    Orientation: image.orientation === 1 ? 0 : image.orientation,
  }
}
