import type { EngineImage } from '../core/types.ts'
import type { XmlNode } from './xml.ts'

/** Sum of the luminance quantisation table of ITU-T T.81, annex K.1: an encoder's quality 50. */
const STANDARD_SUM = 3688
const DQT = 0xdb
const SOS = 0xda

/** `ImageInfo` of a photo ("Persistent Image Processing", response). */
export async function describePhoto(photo: EngineImage): Promise<XmlNode> {
  return [
    'ImageInfo',
    [
      ['Format', photo.format.toUpperCase()],
      ['Width', photo.width],
      ['Height', photo.height],
      ['Quality', photo.format === 'jpeg' ? estimateQuality(photo.bytes) : 100],
      ['Ave', await averageColour(photo)],
      // The vendor's samples print 0 for a photo that lies upright.
      ['Orientation', photo.orientation === 1 ? 0 : photo.orientation],
    ],
  ]
}

/** The mean colour, `0xrrggbb`. */
async function averageColour(photo: EngineImage): Promise<string> {
  const { data } = await photo.decode()
  const sums = [0, 0, 0]
  for (let at = 0; at < data.length; at += 4) {
    for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0)
  }
  const hex = sums.map((sum) =>
    Math.round((sum * 4) / data.length)
      .toString(16)
      .padStart(2, '0'),
  )
  return `0x${hex.join('')}`
}

/** The quality (1 to 100) whose table, scaled the way libjpeg does, has the sum of this file's first table. */
function estimateQuality(jpeg: Uint8Array): number {
  const scale = (100 * sumFirstTable(jpeg)) / STANDARD_SUM
  const quality = scale <= 100 ? 100 - scale / 2 : 5000 / scale
  return Math.min(100, Math.max(1, Math.round(quality)))
}

function sumFirstTable(jpeg: Uint8Array): number {
  const bytes = Buffer.from(jpeg)
  for (let at = 2; at + 4 <= bytes.length && bytes[at + 1] !== SOS; at += 2 + bytes.readUInt16BE(at + 2)) {
    // Tables of 16 bits are left to the default: only 12-bit files have them.
    if (bytes[at + 1] === DQT) return bytes.subarray(at + 5, at + 5 + 64).reduce((sum, value) => sum + value, 0)
  }
  return STANDARD_SUM
}
