import { readPhoto } from '../../raster/photo.ts'
import { refuse } from '../errors.ts'

/** A picture a rule works on. */
export interface Source {
  readonly bytes: Uint8Array
  /** sharp's name of the format. */
  readonly format: string
}

/** What the rules read ("Quick Thumbnail Template"), as far as sharp reads it: BMP is missing. */
const READABLE = ['jpeg', 'png', 'gif', 'webp', 'heif', 'avif']

/**
 * Reads the header of a picture.
 *
 * @throws MattingError `EMULATOR` with `InvalidImageFormat`, or what `readPhoto` throws
 */
export async function readSource(bytes: Uint8Array): Promise<Source> {
  const { format } = await readPhoto(bytes, 'the picture')
  if (!READABLE.includes(format)) {
    throw refuse('InvalidImageFormat', `A picture of the format ${format} is not processed.`)
  }
  return { bytes, format: format === 'heif' ? 'avif' : format }
}
