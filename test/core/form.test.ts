import { describe, expect, it } from 'vitest'
import { isPicture, listPictures, requireUrl } from '../../src/core/form.ts'
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
    expect(listPictures(specifier, parse)).toEqual([picture])
  })
})

describe('the pictures behind a list', () => {
  const shop = { presets: { web: 'w=400;800&format=webp' }, defaults: '', rules: {} }
  const list = (specifier: string) => listPictures(specifier, (text) => parseRequest(text, undefined, shop))

  it.each([
    ['./a.jpg?matting&w=400;800&as=srcset', ['./a.jpg?matting&w=400', './a.jpg?matting&w=800']],
    ['./a.jpg?w=9;8&matting&quality=5#x', ['./a.jpg?matting&quality=5&w=9#x', './a.jpg?matting&quality=5&w=8#x']],
    ['./a.jpg?matting=web&as=img', ['./a.jpg?matting=web&w=400', './a.jpg?matting=web&w=800']],
    ['./a.jpg?matting&lossless=true;false', ['./a.jpg?matting&lossless', './a.jpg?matting&lossless=false']],
    ['./a.jpg?cos=style/x&w=9;8', ['./a.jpg?cos=style/x&w=9', './a.jpg?cos=style/x&w=8']],
  ])('of %s', (specifier, pictures) => {
    expect(list(specifier)).toEqual(pictures)
    for (const picture of pictures) expect(isPicture(parseRequest(picture, undefined, shop).directives)).toBe(true)
  })
})

describe('a place that takes URLs only', () => {
  it('takes a picture', () => {
    expect(() => requireUrl(parse('./a.jpg?matting&as=url'), 'a page')).not.toThrow()
  })

  it('refuses a list', () => {
    expect(() => requireUrl(parse('./a.jpg?matting&w=1;2'), 'a page')).toThrow(
      /A list asks for 2 pictures[^]*fix: +Write/,
    )
  })

  it('refuses an object, and names place and fix', () => {
    expect(() => requireUrl(parse('./a.jpg?matting&as=metadata'), 'a page')).toThrow(
      /`as`: received `as=metadata`.*a page takes a URL[^]*import: +\.\/a\.jpg[^]*importer: src\/main\.js[^]*fix: +Leave/,
    )
  })
})
