import { sha256 } from '../../core/hash.ts'
import type { EngineImage, Raster } from '../../core/types.ts'
import { checkUploadSize, MAX_UPLOAD_BYTES } from './limits.ts'

/** What is uploaded for a photo: a JPEG or PNG that GoodsMatting takes. */
export interface Upload {
  readonly bytes: Uint8Array
  /** Hex sha256 of `bytes`. */
  readonly sha256: string
  /** Extension of the object key. */
  readonly extension: 'jpg' | 'png'
  /** Media type. */
  readonly type: 'image/jpeg' | 'image/png'
}

type UploadFormat = Pick<Upload, 'extension' | 'type'>

const JPEG: UploadFormat = { extension: 'jpg', type: 'image/jpeg' }
const PNG: UploadFormat = { extension: 'png', type: 'image/png' }

/** What the service takes as it is, by sharp's names. */
const TAKEN_FORMATS: ReadonlyMap<string, UploadFormat> = new Map([
  ['jpeg', JPEG],
  ['png', PNG],
])
/** Colour spaces of 8 bits that need no conversion; the others are CMYK, Lab and 16 bits. */
const TAKEN_SPACES: ReadonlySet<string> = new Set(['srgb', 'b-w'])
/** Formats whose pixels were never lossy: a JPEG of them would add the first artefacts. */
const LOSSLESS_FORMATS: ReadonlySet<string> = new Set(['png', 'tiff', 'gif', 'svg'])

/**
 * Makes a photo fit for upload: as it is where the service takes it, else decoded (upright, sRGB, 8 bits) and encoded
 * as PNG or as a JPEG whose artefacts can't be seen.
 *
 * @throws MattingError `SOURCE_LIMIT` when it is too large, `SOURCE_UNREADABLE` when it is damaged
 */
export async function prepareUpload(image: EngineImage): Promise<Upload> {
  const taken = isTaken(image) ? TAKEN_FORMATS.get(image.format) : undefined
  const upload = taken === undefined ? await convert(image) : { bytes: image.bytes, sha256: image.sha256, ...taken }
  checkUploadSize(image.name, upload.bytes)
  return upload
}

function isTaken({ orientation, space }: EngineImage): boolean {
  return orientation === 1 && TAKEN_SPACES.has(space)
}

async function convert(image: EngineImage): Promise<Upload> {
  const raster = await image.decode()
  if (image.hasAlpha || LOSSLESS_FORMATS.has(image.format)) {
    const bytes = await encode(raster, PNG)
    // A large opaque photo may be too large as a PNG and still fit as a JPEG.
    if (image.hasAlpha || bytes.length <= MAX_UPLOAD_BYTES) return describe(bytes, PNG)
  }
  return describe(await encode(raster, JPEG), JPEG)
}

async function encode({ data, width, height }: Raster, format: UploadFormat): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  const image = sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
  if (format === PNG) return image.png({ compressionLevel: 6 }).toBuffer()
  return image.removeAlpha().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()
}

function describe(bytes: Uint8Array, format: UploadFormat): Upload {
  return { bytes, sha256: sha256(bytes), ...format }
}
