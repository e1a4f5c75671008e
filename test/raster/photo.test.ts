import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Raster } from '../../src/core/types.ts'
import { decodeRaster, encodePng } from '../../src/raster/codec.ts'
import { inspectResult } from '../../src/raster/inspect.ts'
import { readPhoto } from '../../src/raster/photo.ts'

const [WIDTH, HEIGHT] = [40, 24]

/** Left half red, right half blue: tells rotation and colour apart. */
function paint() {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">` +
    '<rect width="20" height="24" fill="#d02020"/><rect x="20" width="20" height="24" fill="#2040c0"/></svg>'
  return sharp(Buffer.from(svg)).flatten({ background: '#fff' })
}

function pixel({ data, width }: Raster, x: number, y: number): number[] {
  const at = (y * width + x) * 4
  return [...data.subarray(at, at + 4)]
}

/** Whether a pixel is the colour, give or take what codecs and profiles do. */
function expectColour(actual: readonly number[], expected: readonly number[], tolerance: number) {
  expect(Math.max(...actual.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThanOrEqual(tolerance)
}

const RED = [208, 32, 32, 255]
const BLUE = [32, 64, 192, 255]

describe('readPhoto', () => {
  it.each<[string, () => sharp.Sharp, object, number]>([
    ['JPEG', () => paint().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }), { format: 'jpeg', space: 'srgb' }, 12],
    ['PNG', () => paint().png(), { format: 'png', space: 'srgb' }, 0],
    ['WebP', () => paint().webp({ lossless: true }), { format: 'webp' }, 0],
    ['AVIF', () => paint().avif({ quality: 95, chromaSubsampling: '4:4:4' }), { format: 'heif' }, 16],
    ['TIFF', () => paint().tiff({ compression: 'lzw' }), { format: 'tiff' }, 0],
    ['GIF', () => paint().gif(), { format: 'gif' }, 8],
    ['palette PNG', () => paint().png({ palette: true }), { format: 'png' }, 4],
    ['16-bit PNG', () => paint().toColourspace('rgb16').png(), { format: 'png', space: 'rgb16' }, 2],
    [
      '16-bit PNG with a profile',
      () => paint().toColourspace('rgb16').withIccProfile('p3').png(),
      { format: 'png', space: 'rgb16' },
      2,
    ],
    [
      'Display P3 JPEG',
      () => paint().withIccProfile('p3').jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
      { format: 'jpeg', space: 'srgb' },
      12,
    ],
    // The way through a press profile is lossy: hue is kept, strength is not.
    ['CMYK JPEG', () => paint().toColourspace('cmyk').jpeg({ quality: 95 }), { format: 'jpeg', space: 'cmyk' }, 70],
  ])('%s: header, then pixels in 8-bit sRGB', async (_, encode, header, tolerance) => {
    const photo = await readPhoto(await encode().toBuffer(), 'shoe')
    expect(photo).toMatchObject({ width: WIDTH, height: HEIGHT, orientation: 1, name: 'shoe', ...header })
    const raster = await photo.decode()
    expect(raster).toMatchObject({ width: WIDTH, height: HEIGHT })
    expect(raster.data.length).toBe(WIDTH * HEIGHT * 4)
    expectColour(pixel(raster, 5, 12), RED, tolerance)
    expectColour(pixel(raster, 35, 12), BLUE, tolerance)
  })

  it('grey photos', async () => {
    const photo = await readPhoto(await paint().toColourspace('b-w').jpeg().toBuffer(), 'grey.jpg')
    expect(photo.space).toBe('b-w')
    const [red, green, blue, alpha] = pixel(await photo.decode(), 5, 12)
    expect([green, blue, alpha]).toEqual([red, red, 255])
  })

  it.each([
    [1, 5, 12],
    [2, 35, 12],
    [3, 35, 12],
    [4, 5, 12],
    [5, 12, 5],
    [6, 12, 5],
    [7, 12, 35],
    [8, 12, 35],
  ])('EXIF orientation %i is applied', async (orientation, x, y) => {
    const bytes = await paint()
      .withMetadata({ orientation })
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer()
    const photo = await readPhoto(bytes, 'turned.jpg')
    const upright = orientation < 5 ? { width: WIDTH, height: HEIGHT } : { width: HEIGHT, height: WIDTH }
    expect(photo).toMatchObject({ orientation, ...upright })
    const raster = await photo.decode()
    expect(raster).toMatchObject(upright)
    expectColour(pixel(raster, x, y), RED, 12)
  })

  it('keeps alpha', async () => {
    const photo = await readPhoto(await paint().ensureAlpha(0.5).png().toBuffer(), 'half.png')
    expect(photo.hasAlpha).toBe(true)
    expect(pixel(await photo.decode(), 5, 5)[3]).toBeCloseTo(128, -1)
  })

  it('refuses an image bomb before a pixel is decoded', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000"/>'
    await expect(readPhoto(Buffer.from(svg), 'bomb.svg')).rejects.toMatchObject({
      code: 'SOURCE_LIMIT',
      message: expect.stringMatching(/20000 × 20000 pixels; expected at most 100 megapixels/),
    })
  })
})

describe('encodePng', () => {
  it('gives back the very pixels, also of transparent ones', async () => {
    const data = Uint8Array.from({ length: 3 * 2 * 4 }, (_, index) => (index * 37) % 256)
    const raster = { data, width: 3, height: 2 }
    const back = await decodeRaster(await encodePng(raster))
    expect([...back.data]).toEqual([...data])
  })
})

describe('inspectResult', () => {
  it('measures what is there', async () => {
    const data = new Uint8Array(4 * 4 * 4).fill(255)
    for (let index = 0; index < 8; index++) data[index * 4 + 3] = 0
    const facts = await inspectResult(await encodePng({ data, width: 4, height: 4 }))
    expect(facts).toMatchObject({ format: 'png', width: 4, height: 4, coverage: 0.5, transparent: true })
  })

  it('sees that a picture with an alpha channel is opaque all over', async () => {
    const data = new Uint8Array(4 * 4 * 4).fill(255)
    const facts = await inspectResult(await encodePng({ data, width: 4, height: 4 }))
    expect(facts).toMatchObject({ coverage: 1, transparent: false })
  })
})
