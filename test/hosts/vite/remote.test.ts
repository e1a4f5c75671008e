import { parseAst } from 'rollup/parseAst'
import { describe, expect, it } from 'vitest'
import { findRemoteImports, REMOTE_IMPORT_RE } from '../../../src/hosts/vite/remote-imports.ts'
import { findRemoteUrls } from '../../../src/hosts/common/style-urls.ts'

const URL = 'https://a.example/b.jpg?v=1&matting'

describe('imports of remote photos', () => {
  it.each([
    `import a from '${URL}'`,
    `const a = () => import(\`${URL}\`)`,
    `export { default } from "${URL}"`,
    `export * from "${URL}"`,
  ])('are found: %s', (code) => {
    expect(REMOTE_IMPORT_RE.test(code)).toBe(true)
    const [literal] = findRemoteImports(parseAst(code))
    expect(literal).toMatchObject({ kind: 'import', specifier: URL })
    expect(code.slice((literal?.start ?? 0) + 1, (literal?.end ?? 0) - 1)).toBe(URL)
  })

  it.each([
    "import a from 'https://a.example/b.jpg'",
    "import a from './b.jpg?matting'",
    `const a = '${URL}'`,
    `import(\`https://a.example/\${name}.jpg?matting\`)`,
    'export const a = 1',
  ])('are not %s', (code) => {
    expect(findRemoteImports(parseAst(code))).toEqual([])
  })
})

describe('remote photos in style sheets', () => {
  it.each([
    `.a{background:url(${URL})}`,
    `.a{background:URL( "${URL}" )}`,
    `.a{background:url('${URL}') no-repeat}`,
    `.a{background-image:image-set("a.png" 1x, "${URL}" 2x)}`,
    `@font-face{src:url("${URL}")}`,
  ])('are found: %s', (css) => {
    const [found, ...more] = findRemoteUrls(css)
    expect(found?.url).toBe(URL)
    expect(css.slice(found?.start, found?.end)).toBe(URL)
    expect(more).toEqual([])
  })

  it.each([
    `/* url(${URL}) */`,
    `.a{content:"${URL}"}`,
    `.a{content:"url(${URL})"}`,
    '.a{background:url(https://a.example/b.jpg)}',
    '.a{background:url(./b.jpg?matting)}',
    `.a{background:image-set("a.png" 1x);content:"${URL}"}`,
  ])('are not %s', (css) => {
    expect(findRemoteUrls(css)).toEqual([])
  })
})
