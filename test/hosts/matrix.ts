import type { Bundler } from './builders.ts'

/** How a photo is referred to, in a project whose photo is `shoe.jpg`. */
export interface Reference {
  /** As the README says it. */
  readonly name: string
  /** Files of the project; `main.js` is its entry. `<remote>` stands for the address of the photo. */
  readonly files: Readonly<Record<string, string>>
  /** Bundlers that take it; the others know no such reference. */
  readonly bundlers: readonly Bundler[]
  /** Pictures that come out. @default 1 */
  readonly pictures?: number
}

const ALL: readonly Bundler[] = ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'rsbuild', 'esbuild']
const WITH_CSS: readonly Bundler[] = ['vite', 'webpack', 'rspack', 'rsbuild', 'esbuild']
const SHOW = 'globalThis.show = url'

/** Every way to refer to a photo, and the bundlers it works in. The tests run it and the README shows it. */
export const REFERENCES: readonly Reference[] = [
  {
    name: '`import url from`',
    files: { 'main.js': `import url from './shoe.jpg?matting'\n${SHOW}` },
    bundlers: ALL,
  },
  {
    name: '`import()`',
    files: { 'main.js': "import('./shoe.jpg?matting').then(({ default: url }) => { globalThis.show = url })" },
    bundlers: ALL,
  },
  {
    name: '`export … from`',
    files: {
      'main.js': `import { url } from './list.js'\n${SHOW}`,
      'list.js': "export { default as url } from './shoe.jpg?matting'",
    },
    bundlers: ALL,
  },
  {
    name: '`require()`',
    files: { 'main.js': "globalThis.show = require('./shoe.jpg?matting')", 'package.json': '{}' },
    bundlers: ['webpack', 'rspack', 'rsbuild', 'esbuild'],
  },
  {
    name: '`new URL(…, import.meta.url)`',
    files: { 'main.js': "globalThis.show = new URL('./shoe.jpg?matting', import.meta.url).href" },
    bundlers: ALL,
  },
  {
    name: '`import.meta.glob`',
    files: {
      'main.js': "globalThis.show = import.meta.glob('./*.jpg', { query: '?matting', import: 'default', eager: true })",
    },
    bundlers: ['vite'],
  },
  {
    name: 'aliases',
    files: { 'main.js': `import url from '@/shoe.jpg?matting'\n${SHOW}` },
    bundlers: ALL,
  },
  {
    name: 'CSS `url()`',
    files: { 'main.js': "import './main.css'", 'main.css': "a { background: url('./shoe.jpg?matting') }" },
    bundlers: WITH_CSS,
  },
  {
    name: 'CSS `image-set()`',
    files: {
      'main.js': "import './main.css'",
      'main.css': "a { background: image-set(url('./shoe.jpg?matting') 1x) }",
    },
    bundlers: WITH_CSS,
  },
  {
    name: 'CSS `@import`',
    files: {
      'main.js': "import './main.css'",
      'main.css': "@import './more.css';",
      'more.css': "a { background: url('./shoe.jpg?matting') }",
    },
    bundlers: WITH_CSS,
  },
  {
    name: 'HTML `src`, `srcset`, `poster`',
    files: {
      'main.js': '',
      'index.html':
        '<script type="module" src="./main.js"></script><img src="./shoe.jpg?matting" srcset="./shoe.jpg?matting 1x">' +
        '<video poster="./shoe.jpg?matting"></video>',
    },
    bundlers: ['vite'],
  },
  {
    name: 'remote photos',
    files: { 'main.js': `import url from '<remote>?matting'\n${SHOW}` },
    bundlers: ALL,
  },
  {
    name: '`as=metadata`',
    files: { 'main.js': `import url from './shoe.jpg?matting&as=metadata'\n${SHOW}` },
    bundlers: ALL,
  },
  {
    name: '`as=srcset`, lists',
    files: { 'main.js': `import url from './shoe.jpg?matting&w=12;24&as=srcset'\n${SHOW}` },
    bundlers: ALL,
    pictures: 2,
  },
]

/** Every bundler of the matrix, as the README calls it. */
export const BUNDLERS: Readonly<Record<Bundler, string>> = {
  vite: 'Vite',
  rollup: 'Rollup',
  rolldown: 'Rolldown',
  webpack: 'webpack',
  rspack: 'Rspack',
  rsbuild: 'Rsbuild',
  esbuild: 'esbuild',
}
