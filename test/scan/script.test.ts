import { describe, expect, it } from 'vitest'
import { findInScript } from '../../src/scan/script.ts'

const find = (code: string) => findInScript(code).map(({ specifier }) => specifier)

describe('findInScript', () => {
  it.each<[string, string[]]>([
    ["import a from './a.jpg?matting'", ['./a.jpg?matting']],
    ['export { default } from "../b.png?matting&padding=20x10&center"', ['../b.png?matting&padding=20x10&center']],
    ["await import('@/img/c.jpg?w=4;8&matting')", ['@/img/c.jpg?w=4;8&matting']],
    ["const d = require('pkg/d.jpg?cos=imageView2/format/webp')", ['pkg/d.jpg?cos=imageView2/format/webp']],
    ["new URL('./e.jpg?matting', import.meta.url)", ['./e.jpg?matting']],
    ["import r from 'https://img.example/r.jpg?v=2&matting'", ['https://img.example/r.jpg?v=2&matting']],
    ['const t = `./t.jpg?matting`', ['./t.jpg?matting']],
    ["import s from './my shoe.jpg?matting=card'", ['./my shoe.jpg?matting=card']],
    ["f('./a.jpg?matting'); f('./b.jpg?matting')", ['./a.jpg?matting', './b.jpg?matting']],
  ])('finds %s', (code, expected) => {
    expect(find(code)).toEqual(expected)
  })

  it.each([
    "import a from './a.jpg'",
    "import a from './a.jpg?mattings'",
    "import a from './a.jpg?url'",
    "const glob = { query: '?matting' }",
    'const t = `./${name}.jpg?matting`',
    "const escaped = './a\\u0062.jpg?matting'",
    'const matting = a ?cos(b) : c',
    '/* ./a.jpg?matting */',
  ])('finds nothing in %s', (code) => {
    expect(find(code)).toEqual([])
  })

  it.each<[string, string, string[]]>([
    ['a line comment', "// import a from './a.jpg?matting'\nimport './b.jpg?matting'", ['./b.jpg?matting']],
    ['a block comment', "/*\n import './a.jpg?matting'\n*/ import './b.jpg?matting'", ['./b.jpg?matting']],
    ['a comment behind code', "import './b.jpg?matting' // was './a.jpg?matting'", ['./b.jpg?matting']],
    [
      'an address before',
      "const u = 'https://x.example'; import('./b.jpg?matting') // './a.jpg?matting'",
      ['./b.jpg?matting'],
    ],
    ['an escaped quote', "const q = 'it\\'s // no comment'; import('./b.jpg?matting')", ['./b.jpg?matting']],
    ['a glob, which is no comment', "glob('./**/*.js'); import('./b.jpg?matting') /* end */", ['./b.jpg?matting']],
    ['a template with comments in it', "const c = `/* // `; import('./b.jpg?matting')", ['./b.jpg?matting']],
    ['an apostrophe in JSX', "<p>Don't</p>\n<img src={require('./b.jpg?matting')}/>", ['./b.jpg?matting']],
    ['an apostrophe on the line', "<p>Don't // look</p>;<img src={require('./b.jpg?matting')}/>", ['./b.jpg?matting']],
    ['quotes of both kinds', `<Foo a='x' b="./b.jpg?matting&center" c='y'/>`, ['./b.jpg?matting&center']],
  ])('is not led astray by %s', (_, code, expected) => {
    expect(find(code)).toEqual(expected)
  })

  it('says where each begins', () => {
    const code = "/* é */ import a from './a.jpg?matting'"
    const [found] = findInScript(code)
    expect(code.slice(found?.at)).toBe("./a.jpg?matting'")
  })

  it('takes large files', () => {
    const code = `const data = \`${'x'.repeat(2_000_000)}\`; import('./a.jpg?matting')`
    expect(find(code)).toEqual(['./a.jpg?matting'])
    expect(find(`${"'"} ${'/*'.repeat(500_000)}`)).toEqual([])
  })
})
