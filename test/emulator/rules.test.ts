import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { readRefusal } from '../../src/emulator/errors.ts'
import { parseThumbnail } from '../../src/emulator/rules/geometry.ts'
import { parseRule } from '../../src/emulator/rules/index.ts'
import type { Picture } from '../../src/emulator/rules/rule.ts'

const RED = { r: 220, g: 20, b: 20 }
const BLUE = { r: 20, g: 20, b: 220 }

/** A picture whose left half is red and whose right half is blue. */
async function makeFlag(width: number, height: number, format: 'png' | 'jpeg' | 'webp' = 'png', quality = 80) {
  const half = { create: { width: Math.floor(width / 2), height, channels: 3 as const, background: RED } }
  return sharp({ create: { width, height, channels: 3, background: BLUE } })
    .composite([{ input: await sharp(half).png().toBuffer(), left: 0, top: 0 }])
    .toFormat(format, { quality })
    .toBuffer()
}

async function run(rule: string, source: Buffer, styles: Record<string, string> = {}): Promise<Picture> {
  const parsed = parseRule(rule, styles)
  if (parsed.operation !== 'ImageProcess') throw new Error('not a rule of image processing')
  return parsed.render(source)
}

/** The colour of a pixel, `red`, `blue`, `white`, `clear` or the numbers. */
async function readPixel(bytes: Uint8Array, left: number, top: number): Promise<string> {
  const { data } = await sharp(bytes)
    .ensureAlpha()
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const [r = 0, g = 0, b = 0, a = 0] = data
  if (a < 20) return 'clear'
  if (r > 240 && g > 240 && b > 240) return 'white'
  if (r > 150 && b < 90) return 'red'
  return b > 150 && r < 90 ? 'blue' : `${r},${g},${b}`
}

describe('thumbnail', () => {
  test.each([
    ['!50p', 200, 100],
    ['!50px', 200, 200],
    ['!x50p', 400, 100],
    ['200x', 200, 100],
    ['800x', 800, 400],
    ['x50', 100, 50],
    ['100x100', 100, 50],
    ['1000x1000', 1000, 500],
    ['100x100>', 100, 50],
    ['1000x1000>', 400, 200],
    ['100x100<', 400, 200],
    ['1000x1000<', 1000, 500],
    ['!100x100r', 200, 100],
    ['100x100!', 100, 100],
    ['20000@', 200, 100],
    ['1000000@', 400, 200],
    ['1x', 1, 1],
  ])('%s makes 400 × 200 a picture of %d × %d', (geometry, width, height) => {
    expect(parseThumbnail(geometry)({ width: 400, height: 200 })).toEqual({ width, height })
  })

  test.each(['', 'x', '0x', '100', '100x100r', '!100x100', '100x100^', '-5x', '50p', '1e3x'])(
    'refuses %j',
    (geometry) => {
      expect(catchCode(() => parseThumbnail(geometry))).toBe('InvalidArgument')
    },
  )
})

describe('sizes', () => {
  test.each([
    ['imageMogr2/thumbnail/40x', 40, 20],
    ['imageMogr2/thumbnail/!50p/rotate/90', 40, 80],
    ['imageMogr2/rotate/90/thumbnail/!50p', 40, 80],
    ['imageMogr2/crop/50x30', 50, 30],
    ['imageMogr2/crop/50x', 50, 80],
    ['imageMogr2/crop/x30', 160, 30],
    ['imageMogr2/crop/900x900', 160, 80],
    ['imageMogr2/thumbnail/80x/crop/50x30', 50, 30],
    ['imageMogr2/crop/50x30/thumbnail/100x', 100, 60],
    ['imageMogr2/cut/30x20x150x70', 10, 10],
    ['imageMogr2/blur/8x5', 160, 80],
    ['imageMogr2/strip', 160, 80],
    ['imageView2/0/w/40', 40, 20],
    ['imageView2/1/w/40/h/40', 40, 40],
    ['imageView2/1/w/40', 40, 40],
    ['imageView2/1/w/900/h/40', 160, 40],
    ['imageView2/2/w/40', 40, 20],
    ['imageView2/2/w/40/h/10', 20, 10],
    ['imageView2/2/w/900', 160, 80],
    ['imageView2/3/w/40/h/40', 80, 40],
    ['imageView2/3/h/40', 80, 40],
    ['imageView2/4/w/80/h/20', 80, 40],
    ['imageView2/5/w/80/h/20', 80, 20],
    ['imageView2/2/q/50', 160, 80],
    ['imageView2/2/w/40|imageMogr2/rotate/270', 20, 40],
  ])('%s makes 160 × 80 a picture of %d × %d', async (rule, width, height) => {
    const picture = await run(rule, await makeFlag(160, 80))
    expect(picture).toMatchObject({ width, height, format: 'png', quality: 100 })
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ width, height, format: 'png' })
  })

  test('modes of long and short edges turn with the picture', async () => {
    expect(await run('imageView2/0/w/40/h/30', await makeFlag(80, 160))).toMatchObject({ width: 20, height: 40 })
    expect(await run('imageView2/5/w/80/h/20', await makeFlag(80, 160))).toMatchObject({ width: 20, height: 80 })
  })

  test('a result of more than 9999 pixels is refused', async () => {
    const attempt = run('imageMogr2/thumbnail/10000x', await makeFlag(160, 80))
    await expect(attempt).rejects.toMatchObject({ serviceCode: 'InvalidArgument' })
  })
})

describe('pixels', () => {
  test.each([
    ['imageMogr2/crop/40x40', 'red'],
    ['imageMogr2/crop/40x40/gravity/northwest', 'red'],
    ['imageMogr2/gravity/east/crop/40x40', 'blue'],
    ['imageMogr2/crop/40x40/gravity/southeast', 'blue'],
    ['imageMogr2/cut/40x40x0x0', 'red'],
    ['imageMogr2/cut/40x40x100x0', 'blue'],
    ['imageMogr2/rotate/180', 'blue'],
    ['imageMogr2/rotate/90/crop/40x40/gravity/south', 'blue'],
    ['imageMogr2/crop/40x40/gravity/south/rotate/90', 'red'],
    ['imageView2/1/w/10/h/10', 'red'],
  ])('%s: the top left corner is %s', async (rule, colour) => {
    expect(await readPixel((await run(rule, await makeFlag(160, 80))).bytes, 1, 1)).toBe(colour)
  })

  test('a crop of both edges shrinks first; of one edge it only cuts', async () => {
    const flag = await makeFlag(160, 80)
    expect(await readPixel((await run('imageMogr2/crop/80x40', flag)).bytes, 78, 20)).toBe('blue')
    expect(await readPixel((await run('imageMogr2/crop/70x', flag)).bytes, 68, 20)).toBe('red')
  })

  test('the corners of a turned picture are clear, and white in a JPEG', async () => {
    const flag = await makeFlag(160, 80)
    expect(await readPixel((await run('imageMogr2/rotate/45', flag)).bytes, 0, 0)).toBe('clear')
    const jpeg = await run('imageMogr2/rotate/45/format/jpg', flag)
    expect(jpeg.format).toBe('jpeg')
    expect(await readPixel(jpeg.bytes, 0, 0)).toBe('white')
  })

  test('a photo on its side: upright with auto-orient, as it is without, with its EXIF data until it is stripped', async () => {
    const side = await sharp(await makeFlag(160, 80))
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const orientation = async (rule: string) => {
      const picture = await run(rule, side)
      const header = await sharp(picture.bytes).metadata()
      return [picture.width, picture.height, header.orientation ?? 1]
    }
    expect(await orientation('imageMogr2/auto-orient')).toEqual([80, 160, 1])
    expect(await orientation('imageMogr2/thumbnail/80x')).toEqual([80, 40, 6])
    expect(await orientation('imageMogr2/thumbnail/80x/strip')).toEqual([80, 40, 1])
    expect(await orientation('imageView2/2/w/80')).toEqual([80, 40, 6])
  })

  test('a blur mixes what lies side by side', async () => {
    expect(await readPixel((await run('imageMogr2/blur/10x8', await makeFlag(160, 80))).bytes, 79, 40)).toMatch(/^\d+,/)
  })
})

describe('files', () => {
  test.each([
    ['jpg', 'jpeg'],
    ['jpeg', 'jpeg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['gif', 'gif'],
    ['avif', 'avif'],
  ])('format/%s', async (name, format) => {
    for (const rule of [`imageMogr2/format/${name}`, `imageView2/format/${name}`, `imageView2/2/w/40/format/${name}`]) {
      const picture = await run(rule, await makeFlag(64, 32))
      expect(picture.format).toBe(format)
      const header = await sharp(picture.bytes).metadata()
      expect(header.format === 'heif' ? header.compression : header.format).toBe(format === 'avif' ? 'av1' : format)
    }
  })

  test.each(['jpeg', 'webp', 'png'] as const)('a %s stays one where no format is asked for', async (format) => {
    expect(await run('imageMogr2/thumbnail/32x', await makeFlag(64, 32, format))).toMatchObject({ format })
  })

  test.each([
    ['imageMogr2/thumbnail/32x', 80],
    ['imageMogr2/quality/60', 60],
    ['imageMogr2/quality/90', 80],
    ['imageMogr2/quality/90!', 90],
    ['imageMogr2/rquality/50', 40],
    ['imageMogr2/lquality/90', 90],
    ['imageMogr2/lquality/60', 80],
    ['imageView2/2/w/32/q/60', 60],
    ['imageView2/q/90!', 90],
    ['imageView2/rq/50', 40],
    ['imageView2/lq/90', 90],
  ])('%s of a JPEG of quality 80 has quality %d', async (rule, quality) => {
    const source = await makeFlag(64, 32, 'jpeg', 80)
    const picture = await run(rule, source)
    expect(picture.quality).toBe(quality)
    // The file says the same: it is read once more by a rule that changes nothing.
    expect((await run('imageMogr2/strip', Buffer.from(picture.bytes))).quality).toBe(quality)
  })

  test('the lowest quality is 1', async () => {
    expect(await run('imageMogr2/quality/0', await makeFlag(64, 32, 'jpeg'))).toMatchObject({ quality: 1 })
  })

  test('interlace makes a JPEG progressive, and means nothing elsewhere', async () => {
    const flag = await makeFlag(64, 32, 'jpeg')
    const isProgressive = async (rule: string) => (await sharp((await run(rule, flag)).bytes).metadata()).isProgressive
    expect(await isProgressive('imageMogr2/interlace/1')).toBe(true)
    expect(await isProgressive('imageView2/2/w/32/interlace/0')).toBe(false)
    expect(await isProgressive('imageMogr2/format/png/interlace/1')).toBe(false)
  })

  test.each([
    ['text', async () => Buffer.from('no picture'), 'SOURCE_UNREADABLE'],
    [
      'TIFF',
      async () =>
        sharp(await makeFlag(8, 8))
          .tiff()
          .toBuffer(),
      'EMULATOR',
    ],
    ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'EMULATOR'],
  ])('refuses %s', async (_name, make, code) => {
    const attempt = run('imageMogr2/thumbnail/!50p', await make())
    await expect(attempt).rejects.toMatchObject({ code })
  })
})

describe('styles and pipes', () => {
  const styles = { small: 'imageMogr2/thumbnail/40x', 'small/webp': 'style/small', paid: 'ci-process=GoodsMatting' }

  test('a style is the rule stored under its name', async () => {
    expect(await run('style/small', await makeFlag(160, 80), styles)).toMatchObject({ width: 40, height: 20 })
    const piped = 'style/small|imageMogr2/format/webp'
    expect(await run(piped, await makeFlag(160, 80), styles)).toMatchObject({ width: 40, format: 'webp' })
    const stored = { two: 'imageMogr2/thumbnail/80x|imageMogr2/rotate/90' }
    expect(await run('style/two', await makeFlag(160, 80), stored)).toMatchObject({ width: 40, height: 80 })
  })

  test('a stage of a pipe reads the format and quality of the one before', async () => {
    const flag = await makeFlag(160, 80)
    const picture = await run('imageMogr2/format/jpg/quality/70!|imageMogr2/rquality/50', flag)
    expect(picture).toMatchObject({ format: 'jpeg', quality: 35 })
  })

  test.each([
    ['style/none', 'ResourceNotFound'],
    ['style/', 'ResourceNotFound'],
    ['style/toString', 'ResourceNotFound'],
    ['style/small/webp', 'ResourceNotFound'],
    ['style/paid', 'InvalidArgument'],
    ['ci-process=GoodsMatting|imageMogr2/thumbnail/40x', 'InvalidArgument'],
    ['imageMogr2/thumbnail/40x|ci-process=GoodsMatting', 'InvalidArgument'],
    ['imageMogr2/strip|', 'InvalidArgument'],
  ])('refuses %s with %s', (rule, code) => {
    expect(catchCode(() => parseRule(rule, styles))).toBe(code)
  })
})

test.each([
  ['imageMogr2/thumbnail', 'InvalidArgument'],
  ['imageMogr2/thumbnail/', 'InvalidArgument'],
  ['imageMogr2/thumbnail/40x/thumbnail/20x', 'InvalidArgument'],
  ['imageMogr2/crop/x', 'InvalidArgument'],
  ['imageMogr2/crop/0x5', 'InvalidArgument'],
  ['imageMogr2/crop/!300x300a10a10', 'InvalidArgument'],
  ['imageMogr2/cut/30x20', 'InvalidArgument'],
  ['imageMogr2/gravity/centre', 'InvalidArgument'],
  ['imageMogr2/gravity/toString', 'InvalidArgument'],
  ['imageMogr2/rotate/361', 'InvalidArgument'],
  ['imageMogr2/rotate/-90', 'InvalidArgument'],
  ['imageMogr2/blur/51x5', 'InvalidArgument'],
  ['imageMogr2/blur/5', 'InvalidArgument'],
  ['imageMogr2/blur/5x0', 'InvalidArgument'],
  ['imageMogr2/quality/101', 'InvalidArgument'],
  ['imageMogr2/quality/80/rquality/80', 'InvalidArgument'],
  ['imageMogr2/interlace/2', 'InvalidArgument'],
  ['imageMogr2/format/exe', 'InvalidArgument'],
  ['imageMogr2/format/bmp', 'NotImplemented'],
  ['imageMogr2/iradius/200', 'NotImplemented'],
  ['imageMogr2/sharpen/70', 'NotImplemented'],
  ['imageMogr2/ignore-error/1', 'NotImplemented'],
  ['imageMogr2/toString/1', 'NotImplemented'],
  ['imageView2/6/w/40', 'NotImplemented'],
  ['imageView2/w/40', 'InvalidArgument'],
  ['imageView2/2/w/0', 'InvalidArgument'],
  ['imageView2/2/w/10000', 'InvalidArgument'],
  ['imageView2/2/w/4.5', 'InvalidArgument'],
  ['imageView2/2/x/5', 'NotImplemented'],
  ['imageInfo', 'NotImplemented'],
  ['watermark/1/image/aHR0cA', 'NotImplemented'],
])('refuses the rule %s with %s', (rule, code) => {
  expect(catchCode(() => parseRule(rule, {}))).toBe(code)
})

test('a cut that lies outside of the picture is refused', async () => {
  const attempt = run('imageMogr2/cut/30x20x160x0', await makeFlag(160, 80))
  await expect(attempt).rejects.toMatchObject({ serviceCode: 'InvalidArgument' })
})

function catchCode(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return readRefusal(error).code
  }
  throw new Error('nothing was refused')
}
