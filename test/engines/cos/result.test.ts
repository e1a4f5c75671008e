import { describe, expect, it } from 'vitest'
import { checkResult, findPngFault } from '../../../src/engines/cos/result.ts'
import { makeJpeg, makePng } from './setting.ts'

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

describe('checkResult', () => {
  it.each<[string, () => Promise<Buffer | undefined>]>([
    ['nothing', async () => undefined],
    ['the photo', makePng],
    ['a JPEG', makeJpeg],
    ['no bytes', async () => Buffer.alloc(0)],
  ])('refuses %s and names the object', async (_, make) => {
    const photo = await makePng()
    const made = await make()
    expect(() => checkResult(made, photo, 'matting/out/x.png')).toThrow(
      expect.objectContaining({ code: 'ENGINE_RESULT', message: expect.stringContaining('matting/out/x.png') }),
    )
  })
})
