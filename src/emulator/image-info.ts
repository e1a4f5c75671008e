import type { EngineImage } from '../core/types.ts'
import { estimateJpegQuality } from './jpeg-quality.ts'
import type { XmlNode } from './xml.ts'

/** `ImageInfo` of a photo ("Persistent Image Processing", response). */
export async function describePhoto(photo: EngineImage): Promise<XmlNode> {
  return [
    'ImageInfo',
    [
      ['Format', photo.format.toUpperCase()],
      ['Width', photo.width],
      ['Height', photo.height],
      ['Quality', photo.format === 'jpeg' ? estimateJpegQuality(photo.bytes) : 100],
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
