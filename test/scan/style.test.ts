import { describe, expect, it } from 'vitest'
import { findInStyle } from '../../src/scan/style.ts'

const find = (code: string) => findInStyle(code).map(({ specifier }) => specifier)

describe('findInStyle', () => {
  it.each<[string, string[]]>([
    ['a { background: url(a.jpg?matting) }', ['a.jpg?matting']],
    ['a { background: url( ./a.jpg?matting&padding=2 ) }', ['./a.jpg?matting&padding=2']],
    [`a { background: url("./a.jpg?matting"), url('b.jpg?matting') }`, ['./a.jpg?matting', 'b.jpg?matting']],
    [
      'a { background: image-set("a.jpg?matting&w=4" 1x, "a.jpg?matting&w=8" 2x) }',
      ['a.jpg?matting&w=4', 'a.jpg?matting&w=8'],
    ],
    ["$hero: '~@/hero.jpg?matting';", ['~@/hero.jpg?matting']],
    ['a { background: url(//cdn.example/a.jpg?matting) }', ['//cdn.example/a.jpg?matting']],
    ['/* url(a.jpg?matting) */ b { background: url(b.jpg?matting) }', ['b.jpg?matting']],
    ['// url(a.jpg?matting)\nb { background: url(b.jpg?matting) }', ['b.jpg?matting']],
    ["a { background: url('#{$dir}/a.jpg?matting') }", []],
    ["a { background: url('@{dir}/a.jpg?matting') }", []],
    ['a { background: url(a.jpg) }', []],
  ])('reads %s', (code, expected) => {
    expect(find(code)).toEqual(expected)
  })
})
