import { describe, expect, it } from 'vitest'
import { findNewUrls, findSurvivors } from '../../../src/hosts/rollup/survivors.ts'

describe('finding photos that kept their marker in code', () => {
  it.each([
    ["new URL('./a.jpg?matting', import.meta.url)", './a.jpg?matting'],
    ['new URL(`./${name}.jpg?v=1&matting=card`,import.meta.url)', './${name}.jpg?v=1&matting=card'],
    ['new URL("a.jpg?cos=style/x",document.baseURI)', 'a.jpg?cos=style/x'],
    ["new  URL(\n  'https://a.example/b.jpg?matting')", 'https://a.example/b.jpg?matting'],
  ])('names the URL: %s', (code, url) => {
    expect(findNewUrls(`${code};${code}`)).toEqual([url])
  })

  it.each([
    "new URL('./a.jpg', import.meta.url)",
    "new URL('/api?cos=1', location.href)",
    "new URL('./a.jpg?mattings', import.meta.url)",
    "import('./a.jpg?matting')",
    "f('new URL(', './a.jpg?matting')",
  ])('leaves %s alone', (code) => {
    expect(findNewUrls(code)).toEqual([])
  })

  it('names files, and imports that were left to others', () => {
    const chunk = { type: 'chunk', code: '', imports: ['./b.js', './a.jpg?matting'], dynamicImports: ['./c.jpg?cos=x'] }
    const other = { type: 'asset', source: "new URL('./a.jpg?matting')" }
    expect(findSurvivors({ 'main.js': chunk, 'a.txt': other })).toEqual([
      'main.js: ./a.jpg?matting',
      'main.js: ./c.jpg?cos=x',
    ])
  })
})
