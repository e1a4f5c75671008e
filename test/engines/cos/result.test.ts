import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { canBeTransparent, findPngFault } from '../../../src/engines/cos/png.ts'
import { findResultFault, findStoredFault } from '../../../src/engines/cos/result.ts'
import { makeJpeg, makePng, matting, rule } from './setting.ts'

describe('findPngFault', () => {
  it('takes a whole PNG, also with bytes after its end', async () => {
    const png = await makePng()
    expect(findPngFault(png)).toBeUndefined()
    expect(findPngFault(Buffer.concat([png, Buffer.from('tail')]))).toBeUndefined()
  })

  it('sees every cut', async () => {
    const png = await makePng()
    for (let length = 8; length < png.length; length++) {
      expect(findPngFault(png.subarray(0, length))).toBe('a PNG that is cut short')
    }
  })

  it('sees what is none', async () => {
    expect(findPngFault(new Uint8Array())).toBe('empty')
    expect(findPngFault(await makeJpeg())).toBe('not a PNG')
  })
})

describe('canBeTransparent', () => {
  const flat = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })

  it.each<[string, () => Promise<Buffer>, boolean]>([
    ['RGBA', makePng, true],
    ['RGB', () => flat.clone().png().toBuffer(), false],
    ['grey', () => flat.clone().greyscale().png().toBuffer(), false],
    ['a palette', () => flat.clone().png({ palette: true }).toBuffer(), false],
    [
      'a palette with alpha',
      async () =>
        sharp(await makePng())
          .png({ palette: true })
          .toBuffer(),
      true,
    ],
  ])('tells it of %s', async (_, make, expected) => {
    expect(canBeTransparent(await make())).toBe(expected)
  })
})

describe('faults of results', () => {
  it.each<[string, () => Promise<Buffer>, string]>([
    ['the photo', makePng, 'the photo itself'],
    ['a JPEG', makeJpeg, 'not a PNG'],
    ['no bytes', async () => Buffer.alloc(0), 'empty'],
    ['half a PNG', async () => (await makePng(64, 64)).subarray(0, 60), 'cut short'],
  ])('are told of %s', async (_, make, fault) => {
    const photos = [await makePng()]
    expect(findResultFault(matting(), await make(), photos)).toContain(fault)
    expect(findStoredFault(matting(), await make(), photos)).toContain(fault)
  })

  it('leave an opaque one that is new to the pipeline, and tell of a stored one', async () => {
    const opaque = await sharp(await makeJpeg())
      .png()
      .toBuffer()
    expect(findResultFault(matting(), opaque, [])).toBeUndefined()
    expect(findStoredFault(matting(), opaque, [])).toContain('without transparency')
  })

  it('of rules are emptiness only', async () => {
    const photo = await makeJpeg()
    expect(findStoredFault(rule('style/x'), photo, [photo])).toBeUndefined()
    expect(findStoredFault(rule('style/x'), new Uint8Array(), [])).toBe('empty')
  })
})
