import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/core/hash.ts'
import { prepareMattingSource } from '../../../src/engines/cos/source-image.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import { makeJpeg, makePng } from './setting.ts'

const WARM = { r: 230, g: 120, b: 40 }

function flat(channels: 3 | 4 = 3): sharp.Sharp {
  return sharp({ create: { width: 64, height: 48, channels, background: { ...WARM, alpha: 0.5 } } })
}

async function upload(
  bytes: Buffer,
  name: string,
): Promise<{ same: boolean; metadata: sharp.Metadata; pixel: number[]; type: string; extension: string }> {
  const made = await prepareMattingSource(await readPhoto(bytes, name))
  expect(made.sha256).toBe(sha256(made.bytes))
  const pixel = await sharp(made.bytes).raw().toBuffer()
  return {
    ...made,
    same: bytes.equals(made.bytes),
    metadata: await sharp(made.bytes).metadata(),
    pixel: [...pixel.subarray(0, 4)],
  }
}

describe('prepareMattingSource', () => {
  it.each<[string, Promise<Buffer>, string]>([
    ['a JPEG', makeJpeg(), 'jpg'],
    ['a PNG with alpha', makePng(), 'png'],
    ['a grey JPEG', flat().greyscale().jpeg().toBuffer(), 'jpg'],
  ])('sends %s as it is', async (_, bytes, extension) => {
    expect(await upload(await bytes, 'a')).toMatchObject({ same: true, extension })
  })

  it.each<[string, () => Promise<Buffer>, string]>([
    ['WebP', () => flat().webp({ quality: 95 }).toBuffer(), 'jpeg'],
    ['AVIF', () => flat().avif({ quality: 90 }).toBuffer(), 'jpeg'],
    ['CMYK', () => flat().toColourspace('cmyk').jpeg().toBuffer(), 'jpeg'],
    ['WebP with alpha', () => flat(4).webp().toBuffer(), 'png'],
    ['TIFF', () => flat().tiff().toBuffer(), 'png'],
    ['GIF', () => flat().gif().toBuffer(), 'png'],
    ['16 bit PNG', () => flat().toColourspace('rgb16').png().toBuffer(), 'png'],
  ])('converts %s', async (_, make, format) => {
    const { metadata, same, type } = await upload(await make(), 'a')
    expect(same).toBe(false)
    expect(metadata).toMatchObject({ format, width: 64, height: 48, space: 'srgb', depth: 'uchar' })
    expect(type).toBe(`image/${format}`)
  })

  it('keeps the colour, and full chroma, in a JPEG', async () => {
    const { pixel, metadata } = await upload(await flat().webp({ lossless: true }).toBuffer(), 'a.webp')
    expect(metadata.chromaSubsampling).toBe('4:4:4')
    for (const [channel, value] of [WARM.r, WARM.g, WARM.b].entries()) {
      expect(Math.abs((pixel[channel] ?? 0) - value)).toBeLessThan(4)
    }
  })

  it('keeps alpha', async () => {
    const { pixel } = await upload(await flat(4).tiff({ compression: 'lzw' }).toBuffer(), 'a.tiff')
    expect(Math.abs((pixel[3] ?? 0) - 128)).toBeLessThan(2)
  })

  it('stands a rotated photo upright', async () => {
    const rotated = await flat().withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { metadata } = await upload(rotated, 'a.jpg')
    expect(metadata).toMatchObject({ format: 'jpeg', width: 48, height: 64 })
    expect(metadata.orientation ?? 1).toBe(1)
  })

  it('refuses what is damaged with its name', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
    const image = sharp({ create: { width: 600, height: 600, channels: 3, background: WARM, noise } })
    const rotated = await image.withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const torn = await readPhoto(rotated.subarray(0, rotated.length >> 1), 'torn.jpg')
    await expect(prepareMattingSource(torn)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('torn.jpg'),
    })
  })
})
