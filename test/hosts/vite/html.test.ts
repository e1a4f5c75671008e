import { describe, expect, it } from 'vitest'
import { findPictureUrls, replaceUrls } from '../../../src/hosts/vite/html.ts'

const find = (html: string): string[] => findPictureUrls(html).map(({ url }) => url)

describe('finding pictures in a page', () => {
  it.each([
    ['<img src="./a.jpg?matting">', ['./a.jpg?matting']],
    ["<IMG alt='>' SRC='./a.jpg?matting'>", ['./a.jpg?matting']],
    ['<img src=./a.jpg?matting alt=a>', ['./a.jpg?matting']],
    ['<img src="./a.jpg?matting&amp;padding=2">', ['./a.jpg?matting&padding=2']],
    ['<img\n  src = " ./my shoe.jpg?matting "\n/>', ['./my shoe.jpg?matting']],
    ['<img srcset="./a.jpg?matting 1x, b.png 2x,./c.jpg?matting 3x">', ['./a.jpg?matting', './c.jpg?matting']],
    ['<img src=./a.jpg?cos=style/b&matting-no=1 alt=a>', ['./a.jpg?cos=style/b&matting-no=1']],
    [
      '<img src="./a.jpg?cos=imageMogr2/thumbnail/600x600>|imageView2/format/webp">',
      ['./a.jpg?cos=imageMogr2/thumbnail/600x600>|imageView2/format/webp'],
    ],
    [
      '<img srcset="https://a.example/a,b.jpg?v=1,2&amp;matting 1x,\n b.png, ./c.jpg?cos=thumb">',
      ['https://a.example/a,b.jpg?v=1,2&matting', './c.jpg?cos=thumb'],
    ],
    ['<link rel="icon" href="/a.jpg?matting">', ['/a.jpg?matting']],
    ['<video poster="a.jpg?matting"></video>', ['a.jpg?matting']],
    ['<svg><image xlink:href="a.jpg?matting"/></svg>', ['a.jpg?matting']],
    ['<style>a{}</style><img src="a.jpg?matting">', ['a.jpg?matting']],
  ])('finds %s', (html, expected) => {
    expect(find(html)).toEqual(expected)
  })

  it.each([
    '<img src="./a.jpg">',
    '<img alt="./a.jpg?matting">',
    '<img data-src="./a.jpg?matting">',
    '<img vite-ignore src="./a.jpg?matting">',
    '<a href="./a.jpg?matting">shoe</a>',
    '<!-- <img src="./a.jpg?matting"> -->',
    '<script>const html = \'<img src="./a.jpg?matting">\'</script>',
  ])('leaves %s alone', (html) => {
    expect(find(html)).toEqual([])
  })

  it('puts other URLs exactly in their place, entities encoded', () => {
    const html = '<p>a</p><img src="./a.jpg?matting" srcset=\'b.jpg?matting 2x\'><p>b</p>'
    const replaced = replaceUrls(html, findPictureUrls(html), ['/x&y".png', "/b'.png"])
    expect(replaced).toBe('<p>a</p><img src="/x&amp;y&quot;.png" srcset=\'/b&#39;.png 2x\'><p>b</p>')
  })
})
