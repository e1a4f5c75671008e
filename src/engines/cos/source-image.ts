import { describeFormat, type FormatFacts } from '../../core/formats.ts'
import { sha256 } from '../../core/hash.ts'
import type { EngineImage, Raster } from '../../core/types.ts'
import { checkUploadSize, MAX_UPLOAD_BYTES } from './limits.ts'

/** What is uploaded for a photo. */
export interface SourceImage extends FormatFacts {
  readonly bytes: Uint8Array
  /** Hex sha256 of `bytes`. */
  readonly sha256: string
}

/** What GoodsMatting takes as it is, by sharp's names. */
const MATTING_FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png'])
/** What other rules take as it is (Tencent Cloud CI, "Usage Limits" of image processing), by sharp's names. */
const RULE_FORMATS: ReadonlySet<string> = new Set([...MATTING_FORMATS, 'webp', 'gif'])
/** sharp's one name for AVIF and HEIC. */
const HEIF = 'heif'
/** Colour spaces of 8 bits that need no conversion; the others are CMYK, Lab and 16 bits. */
const TAKEN_SPACES: ReadonlySet<string> = new Set(['srgb', 'b-w'])
/** Formats whose pixels were never lossy: a JPEG of them would add the first artefacts. */
const LOSSLESS_FORMATS: ReadonlySet<string> = new Set(['png', 'tiff', 'gif', 'svg'])

/**
 * Makes a photo fit for GoodsMatting: as it is where that takes it, else decoded (upright, sRGB, 8 bits, the first frame)
 * and encoded as PNG or as a JPEG whose artefacts can't be seen.
 *
 * @throws MattingError `SOURCE_LIMIT` when it is too large, `SOURCE_UNREADABLE` when it is damaged
 */
export async function prepareMattingSource(image: EngineImage): Promise<SourceImage> {
  const { bytes, sha256, format } = image
  const isFit = MATTING_FORMATS.has(format) && isTaken(image)
  const source = isFit ? { bytes, sha256, ...describeFormat(format) } : await convert(image)
  checkUploadSize(image.name, source.bytes)
  return source
}

/**
 * A photo as it is, where rules of Persistent Image Processing take its format; undefined where it has to be converted.
 *
 * @throws MattingError `SOURCE_LIMIT` when it is too large
 */
export function findRuleSource({ name, format, bytes, sha256 }: EngineImage): SourceImage | undefined {
  if (format !== HEIF && !RULE_FORMATS.has(format)) return undefined
  checkUploadSize(name, bytes)
  return { bytes, sha256, ...(format === HEIF ? describeHeif(bytes) : describeFormat(format)) }
}

/** AVIF and HEIC differ by the brand in their first box. */
function describeHeif(bytes: Uint8Array): FormatFacts {
  const brand = Buffer.from(bytes.subarray(8, 12)).toString('latin1')
  const extension = brand.startsWith('avi') ? 'avif' : 'heic'
  return { extension, type: `image/${extension}` }
}

/** An opaque PNG over the limit may fit as a JPEG. */
function isTaken({ orientation, space, hasAlpha, bytes }: EngineImage): boolean {
  return orientation === 1 && TAKEN_SPACES.has(space) && (hasAlpha || bytes.length <= MAX_UPLOAD_BYTES)
}

async function convert(image: EngineImage): Promise<SourceImage> {
  const raster = await image.decode()
  if (image.hasAlpha || LOSSLESS_FORMATS.has(image.format)) {
    const bytes = await encode(raster, 'png')
    if (image.hasAlpha || bytes.length <= MAX_UPLOAD_BYTES) return describe(bytes, 'png')
  }
  return describe(await encode(raster, 'jpeg'), 'jpeg')
}

async function encode({ data, width, height }: Raster, format: 'png' | 'jpeg'): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  const image = sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
  if (format === 'png') return image.png({ compressionLevel: 6 }).toBuffer()
  return image.removeAlpha().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()
}

function describe(bytes: Uint8Array, format: string): SourceImage {
  return { bytes, sha256: sha256(bytes), ...describeFormat(format) }
}
