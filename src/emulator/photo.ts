import type { EngineImage } from '../core/types.ts'
import { readPhoto } from '../raster/photo.ts'
import { refuse } from './errors.ts'

// What GoodsMatting takes (document 460/36620): PNG or JPEG, shortest edge at least 32 px, at most 7680 × 4320. The page
// says nothing on portrait; here the long edge is held to the long bound.
const MIN_EDGE = 32
const MAX_LONG_EDGE = 7680
const MAX_SHORT_EDGE = 4320
const FORMATS = ['png', 'jpeg']

/**
 * Reads the photo of a processing request and holds it to the operation's bounds.
 *
 * @param key the object's key; its last part names the photo in messages
 * @throws MattingError `EMULATOR` with `InvalidImageFormat`, `ImageResolutionExceed` or `ImageTooLarge`, or what `readPhoto` throws
 */
export async function readSourcePhoto(bytes: Uint8Array, key: string): Promise<EngineImage> {
  const photo = await readPhoto(bytes, key.slice(key.lastIndexOf('/') + 1))
  if (!FORMATS.includes(photo.format)) throw refuse('InvalidImageFormat')
  const [short, long] = [Math.min(photo.width, photo.height), Math.max(photo.width, photo.height)]
  if (short < MIN_EDGE) throw refuse('ImageTooLarge')
  if (long > MAX_LONG_EDGE || short > MAX_SHORT_EDGE) throw refuse('ImageResolutionExceed')
  return photo
}
