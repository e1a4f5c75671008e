import { describe, expect, it } from 'vitest'
import { requireUrl, writePictureSpecifier } from '../../src/core/form.ts'
import { parseRequest } from '../../src/core/request.ts'

const VOCABULARY = { presets: { card: 'padding=2&as=metadata' }, defaults: '', rules: {} }
const parse = (specifier: string) => parseRequest(specifier, 'src/main.js', VOCABULARY)

describe('the picture behind metadata', () => {
  it.each([
    ['./a.jpg?matting&as=metadata', './a.jpg?matting'],
    ['./a.jpg?as=metadata&matting&inline', './a.jpg?matting&inline'],
    [
      './a.jpg?cos=imageMogr2/thumbnail/!50p%7CimageView2/format/webp&as=metadata',
      './a.jpg?cos=imageMogr2/thumbnail/!50p%7CimageView2/format/webp',
    ],
    ['./a.jpg?matting=card', './a.jpg?matting=card&as=url'],
    ['./a.jpg?as=metadata&matting=card', './a.jpg?matting=card&as=url'],
    ['https://a.example/b.jpg?v=1&matting&as=metadata', 'https://a.example/b.jpg?v=1&matting'],
  ])('of %s is %s', (specifier, picture) => {
    expect(writePictureSpecifier(specifier, parse)).toBe(picture)
  })
})

describe('a place that takes URLs only', () => {
  it('takes a picture', () => {
    expect(() => requireUrl(parse('./a.jpg?matting&as=url'), 'a page')).not.toThrow()
  })

  it('refuses an object, and names place and fix', () => {
    expect(() => requireUrl(parse('./a.jpg?matting&as=metadata'), 'a page')).toThrow(
      /`as`: received `as=metadata`.*a page takes a URL[^]*import: +\.\/a\.jpg[^]*importer: src\/main\.js[^]*fix: +Leave/,
    )
  })
})
