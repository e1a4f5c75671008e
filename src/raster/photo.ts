import type { Metadata } from 'sharp'
import { MattingError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import type { EngineImage } from '../core/types.ts'
import { decodeRaster, MAX_PIXELS } from './codec.ts'

const READABLE = 'JPEG, PNG, WebP, AVIF, TIFF, GIF or SVG'

/**
 * Reads the header of a photo; pixels are decoded when an engine asks for them.
 *
 * @param bytes the file as it is on disk
 * @param name file name without folders, for messages
 * @throws MattingError `SOURCE_UNREADABLE` for an empty file or one that is no image, `SOURCE_LIMIT` for one with too many pixels
 */
export async function readPhoto(bytes: Uint8Array, name: string): Promise<EngineImage> {
  if (bytes.length === 0) {
    throw new MattingError('SOURCE_UNREADABLE', `"${name}" is empty (0 bytes).`, {
      fix: 'Restore the photo, for example from version control; a download or a checkout may have been cut off.',
    })
  }
  const header = await readHeader(bytes, name)
  const size = uprightSize(header)
  if (size.width * size.height > MAX_PIXELS) throw tooLarge(name, size)
  return {
    bytes,
    sha256: sha256(bytes),
    format: header.format,
    ...size,
    orientation: header.orientation ?? 1,
    space: header.space,
    hasAlpha: header.hasAlpha,
    name,
    decode: () => decodeRaster(bytes).catch((cause: unknown) => Promise.reject(damaged(name, cause))),
  }
}

async function readHeader(bytes: Uint8Array, name: string): Promise<Metadata> {
  try {
    const { default: sharp } = await import('sharp')
    return await sharp(bytes, { limitInputPixels: false }).metadata()
  } catch (cause) {
    throw new MattingError('SOURCE_UNREADABLE', `"${name}" is not an image that can be read${describeBytes(bytes)}.`, {
      cause,
      fix: `Use a ${READABLE} file; check that it was copied whole, and that the extension tells the truth (Git LFS pointers are text files).`,
    })
  }
}

function uprightSize({ width, height, orientation = 1 }: Metadata): { width: number; height: number } {
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}

function tooLarge(name: string, { width, height }: { width: number; height: number }): MattingError {
  const expected = `at most ${MAX_PIXELS / 1e6} megapixels`
  return new MattingError('SOURCE_LIMIT', `"${name}" has ${width} × ${height} pixels; expected ${expected}.`, {
    fix: 'Scale the photo down before it is imported.',
  })
}

function damaged(name: string, cause: unknown): MattingError {
  const detail = cause instanceof Error ? ` (${cause.message.split('\n')[0]})` : ''
  return new MattingError('SOURCE_UNREADABLE', `"${name}" is damaged: its pixels can't be decoded${detail}.`, {
    cause,
    fix: 'Export the photo again, or restore it: the file is truncated or corrupt.',
  })
}

/** What a file that is no image seems to be: its first characters, where they are text. */
function describeBytes(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 40)).toString('utf8')
  return /^[\t\n\r\x20-\x7e]+$/.test(head) ? `: it begins with the text ${JSON.stringify(head.slice(0, 32))}` : ''
}
