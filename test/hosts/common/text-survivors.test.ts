import { describe, expect, it } from 'vitest'
import { findSurvivors } from '../../../src/hosts/common/text-survivors.ts'

const asset = (source: string | Uint8Array) => ({ type: 'asset', source })

describe('finding photos that kept their marker', () => {
  it.each([
    ['a.css', '.a{background:url(/a.jpg?matting)}', '/a.jpg?matting'],
    ['a.css', '.a{background:url("/a.jpg?v=1&matting=card")}', '/a.jpg?v=1&matting'],
    ['a.css', '.a{background:url(/a.jpg?cos=style/x)}', '/a.jpg?cos'],
    ['a.html', '<img src="/a.jpg?cos=imageMogr2/thumbnail/!50p|imageView2/format/webp">', '/a.jpg?cos'],
    ['a.html', '<img src="/a.jpg?v=1&amp;matting&amp;center">', '/a.jpg?v=1&amp;matting'],
    ['a.html', '<style media="all">.a{background:url(/a.jpg?matting)}</style>', '/a.jpg?matting'],
    ['a.html', '<img srcset="/b.png 1x, /a.jpg?matting 2x">', '/a.jpg?matting'],
  ])('names file and URL: %s %s', (file, source, url) => {
    expect(findSurvivors({ [file]: asset(source) })).toEqual([`${file}: ${url}`])
    expect(findSurvivors({ [file]: asset(Buffer.from(source)) })).toEqual([`${file}: ${url}`])
  })

  it.each([
    ['a.css', '.matting{color:red}'],
    ['a.css', '.a{background:url(/a.jpg?cosy)}'],
    ['a.css', '.a{content:"ask (?matting)"}'],
    ['a.html', '<p title="?mattings">Write import a from "./a.jpg?matting" or ./a.jpg?matting</p>'],
    ['a.js', 'const url = "/a.jpg?matting"'],
  ])('says nothing of %s: %s', (file, source) => {
    expect(findSurvivors({ [file]: asset(source) })).toEqual([])
  })

  it.each([
    ['"a{background:url(\\"/a.jpg?matting\\")}"', '/a.jpg?matting'],
    ['`a{background:url(./a.jpg?v=1&matting)}`', './a.jpg?v=1&matting'],
  ])('names a style sheet in code: %s', (code, url) => {
    expect(findSurvivors({ 'a.js': { type: 'chunk', code } })).toEqual([`a.js: ${url}`])
  })

  it.each(['"url(…?matting)"', 'f(a.curl("./a.jpg?matting"), "url(./a.jpg?mattings)")', 'import "./a.jpg?matting"'])(
    'says nothing of code: %s',
    (code) => {
      expect(findSurvivors({ 'a.js': { type: 'chunk', code } })).toEqual([])
    },
  )

  it('is not slowed down by long lines', () => {
    const css = `.a{background:url(data:image/png;base64,${'A'.repeat(2_000_000)})}.b{background:url(/a.jpg?matting)}`
    expect(findSurvivors({ 'a.css': asset(css) })).toEqual(['a.css: /a.jpg?matting'])
  })
})
