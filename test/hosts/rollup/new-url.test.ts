import { SourceMap } from 'node:module'
import { parseAst } from 'rollup/parseAst'
import { describe, expect, it } from 'vitest'
import { importLiterals } from '../../../src/hosts/rollup/literals.ts'
import { findPhotoUrls, NEW_URL_RE } from '../../../src/hosts/rollup/new-url.ts'

const find = (code: string): string[] => findPhotoUrls(parseAst(code)).map(({ specifier }) => specifier)

describe('finding photos in new URL()', () => {
  it.each([
    ["new URL('./a.jpg?matting', import.meta.url)", ['./a.jpg?matting']],
    ['f(() => ({ a: [new URL(`./a.jpg?matting&center`, import.meta.url).href] }))', ['./a.jpg?matting&center']],
    ["new URL(\n  /* shoe */ './a.jpg?matting',\n  import.meta.url,\n)", ['./a.jpg?matting']],
    [
      "class A { a = new URL('a.jpg?matting', import.meta.url) }; new URL('b.jpg?v=1&matting', import.meta.url)",
      ['a.jpg?matting', 'b.jpg?v=1&matting'],
    ],
    [
      "new URL('./a.jpg?cos=imageMogr2/thumbnail/!50p|imageView2/format/webp', import.meta.url)",
      ['./a.jpg?cos=imageMogr2/thumbnail/!50p|imageView2/format/webp'],
    ],
    ["new URL('https://a.example/b.jpg?v=1&cos=thumb', import.meta.url)", ['https://a.example/b.jpg?v=1&cos=thumb']],
  ])('finds %s', (code, expected) => {
    expect(find(code)).toEqual(expected)
    expect(NEW_URL_RE.test(code)).toBe(true)
  })

  it.each([
    "new URL('./a.jpg', import.meta.url)",
    "new URL('./a.jpg?matting', document.baseURI)",
    "new URL('./a.jpg?matting')",
    'new URL(`./${name}.jpg?matting`, import.meta.url)',
    "URL('./a.jpg?matting', import.meta.url)",
    "new Worker('./a.jpg?matting', import.meta.url)",
    'const text = "new URL(\'./a.jpg?matting\', import.meta.url)"',
    "new URL(...['./a.jpg?matting'], import.meta.url)",
  ])('leaves %s alone', (code) => {
    expect(find(code)).toEqual([])
  })

  it('finds nothing in what is no syntax tree', () => {
    expect(findPhotoUrls(undefined)).toEqual([])
  })
})

describe('importing photos of new URL()', () => {
  const code = "'use client'\nconst a = 1; const u = new URL('./a.jpg?matting', import.meta.url)"

  it('keeps everything else where it was, directives first', async () => {
    const result = await importLiterals(code, findPhotoUrls(parseAst(code)))
    expect(result.code).toBe(
      "'use client'\nconst a = 1; const u = new URL(__matting_url_0, import.meta.url)\n" +
        'import __matting_url_0 from "./a.jpg?matting";',
    )
  })

  it('maps behind the replaced literal', async () => {
    const { map, code: output } = await importLiterals(code, findPhotoUrls(parseAst(code)))
    const payload = { ...map, file: '', sourceRoot: '', sources: ['a.js'], sourcesContent: [code] }
    const line = (text: string): string => text.split('\n')[1] ?? ''
    const entry = new SourceMap(payload).findEntry(1, line(output).indexOf('import.meta'))
    expect(entry).toMatchObject({ originalLine: 1, originalColumn: line(code).indexOf('import.meta') })
  })
})
