import { describe, expect, it } from 'vitest'
import { findGlobs, findNewUrls, findSurvivors } from '../../../src/hosts/common/survivors.ts'

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

  it.each([
    ["require('./a.jpg?matting')", './a.jpg?matting'],
    ['__require(`./${name}.jpg?matting`)', './${name}.jpg?matting'],
    ['import(`./${name}.jpg?matting`)', './${name}.jpg?matting'],
  ])('names what was left as it is: %s', (code, place) => {
    expect(findSurvivors({ 'main.js': { type: 'chunk', code } })).toEqual([`main.js: ${place}`])
  })

  it.each(["myRequire('./a.jpg?matting')", "require('./a.jpg?mattings')", "require('./a.jpg', '?matting')"])(
    'says nothing of %s',
    (code) => {
      expect(findSurvivors({ 'main.js': { type: 'chunk', code } })).toEqual([])
    },
  )
})

describe('finding globs of photos that a bundler left in code', () => {
  it.each([
    ["import.meta.glob('./*.jpg', { query: '?matting', eager: true })", "'./*.jpg'", '?matting'],
    ['import.meta.glob("./*.jpg",{eager:!0,query:"?matting&center"})', '"./*.jpg"', '?matting&center'],
    ['import.meta.glob(["./a*.jpg", "!./ab*"], { "query": "matting" })', '["./a*.jpg", "!./ab*"]', '?matting'],
  ])('names patterns and query: %s', (code, patterns, query) => {
    expect(findGlobs(code)).toEqual([`import.meta.glob(${patterns}, { query: '${query}' })`])
  })

  it.each([
    "import.meta.glob('./*.jpg')",
    "import.meta.glob('./*.jpg', { query: '?url' })",
    "import.meta.glob('./*.jpg'); const query = '?matting'",
  ])('leaves %s alone', (code) => {
    expect(findGlobs(code)).toEqual([])
  })
})
