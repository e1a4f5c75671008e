import type { Bundler } from './builders.ts'

/** How a photo is referred to, in a project whose photo is `shoe.jpg`. */
export interface Reference {
  /** As the README says it. */
  readonly name: string
  /** Files of the project; `main.js` is its entry. `<remote>` stands for the address of the photo. */
  readonly files: Readonly<Record<string, string>>
  /** Bundlers that take it. */
  readonly bundlers: readonly Bundler[]
  /** Whether of Vite only the newest version takes it, or the plugin for it that is installed here. */
  readonly newestVite?: boolean
  /** What the build says in the others: it warns, or fails. Those left out never look at the file that refers to the photo. */
  readonly refusals?: Readonly<Partial<Record<Bundler, RegExp>>>
  /** Pictures that come out. @default 1 */
  readonly pictures?: number
  /** Where the photo lies. @default 'shoe.jpg' */
  readonly photo?: string
  /** Folder that is built. @default '.' */
  readonly root?: string
  /** Folders that are linked: place → folder of the project, or package of this repository. */
  readonly links?: Readonly<Record<string, string>>
}

const ALL: readonly Bundler[] = ['vite', 'rollup', 'rolldown', 'webpack', 'rspack', 'rsbuild', 'esbuild', 'farm']
const WITH_CSS: readonly Bundler[] = ['vite', 'webpack', 'rspack', 'rsbuild', 'esbuild', 'farm']
const WITH_SASS: readonly Bundler[] = ['vite', 'webpack', 'rspack']
const SHOW = 'globalThis.show = url'
const IMPORT_CSS = "import './main.css'"
const BACKGROUND = "a { background: url('./shoe.jpg?matting') }"
const H = 'const h = (tag, props) => ({ tag, props })'

const WARNED = /main\.js: .*\?matting.* still names the original photo\. Import the photo in JS/
/** What bundlers themselves say of a file that they have no loader or plugin for. */
const NO_LOADER = {
  vite: /is not exported by .*shoe\.html/,
  rollup: /Note that you need plugins to import files that are not JavaScript/,
  rolldown: /PARSE_ERROR|UNSUPPORTED|not supported/,
  webpack: /You may need an appropriate loader/,
  rspack: /You may need an appropriate loader/,
  rsbuild: /You may need an (?:appropriate|additional) loader/,
  esbuild: /No loader is configured for/,
  farm: /Can not load `|Parse `.*` failed/,
}

const except = (...names: readonly Bundler[]): readonly Bundler[] => ALL.filter((bundler) => !names.includes(bundler))

/** What the others say of a file that only these bundlers can load. */
function refuse(...loaders: readonly Bundler[]): Reference['refusals'] {
  return Object.fromEntries(except(...loaders).map((bundler) => [bundler, NO_LOADER[bundler]]))
}

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
    bundlers: except('rollup'),
    newestVite: true,
    refusals: { rollup: WARNED },
  },
  {
    name: '`new URL(…, import.meta.url)`',
    files: { 'main.js': "globalThis.show = new URL('./shoe.jpg?matting', import.meta.url).href" },
    bundlers: except('esbuild', 'farm'),
    refusals: {
      esbuild:
        /new URL\("\.\/shoe\.jpg\?matting", …\) still names [^]*Write `import url from '\.\/shoe\.jpg\?matting'`/,
      farm: /new URL\('\.\/shoe\.jpg\?matting', …\) does not give [^]*Write `import url from '\.\/shoe\.jpg\?matting'`/,
    },
  },
  {
    name: '`import.meta.glob`',
    files: {
      'main.js': "globalThis.show = import.meta.glob('./*.jpg', { query: '?matting', import: 'default', eager: true })",
    },
    bundlers: except('rollup', 'rolldown', 'esbuild'),
    refusals: {
      rollup: WARNED,
      rolldown: WARNED,
      esbuild: /import\.meta\.glob\(.*\?matting.*\) is no import[^]*`import url from '\.\/photo\.jpg\?matting'`/,
    },
  },
  {
    name: 'in web workers',
    files: {
      'main.js': "globalThis.show = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })",
      'worker.js': "import url from './shoe.jpg?matting'\npostMessage(url)",
    },
    bundlers: ['vite', 'webpack', 'rspack', 'rsbuild'],
  },
  {
    name: 'aliases',
    files: { 'main.js': `import url from '@/shoe.jpg?matting'\n${SHOW}` },
    bundlers: ALL,
  },
  {
    name: '`paths` of tsconfig',
    files: {
      'main.js': `import url from '~/shoe.jpg?matting'\n${SHOW}`,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./*"] }, "allowJs": true } }',
    },
    bundlers: except('rollup', 'farm'),
    newestVite: true,
    refusals: {
      rollup: /"~\/shoe\.jpg" was not found[^]*fix: +.*aliases must be known to the bundler/,
      farm: /'~\/shoe\.jpg' was not found[^]*fix: +.*aliases must be known to the bundler/,
    },
  },
  {
    name: 'packages',
    files: {
      'main.js': `import url from 'brand/shoe.jpg?matting'\n${SHOW}`,
      'node_modules/brand/package.json': '{ "name": "brand" }',
    },
    photo: 'node_modules/brand/shoe.jpg',
    bundlers: ALL,
  },
  {
    name: 'packages of a monorepo',
    files: {
      'app/main.js': `import url from 'brand/shoe.jpg?matting'\n${SHOW}`,
      'packages/brand/package.json': '{ "name": "brand" }',
    },
    links: { 'app/node_modules/brand': 'packages/brand' },
    photo: 'packages/brand/shoe.jpg',
    root: 'app',
    bundlers: except('farm'),
    refusals: { farm: /'brand\/shoe\.jpg' was not found[^]*fix: Correct the path/ },
  },
  {
    name: 'photos outside the root',
    files: { 'app/main.js': `import url from '../shared/shoe.jpg?matting'\n${SHOW}` },
    photo: 'shared/shoe.jpg',
    root: 'app',
    bundlers: ALL,
  },
  {
    name: '`.jsx`',
    files: {
      'main.js': "import { shoe } from './shoe.jsx'\nglobalThis.show = shoe",
      'shoe.jsx': `import url from './shoe.jpg?matting'\n${H}\nexport const shoe = <img src={url} />`,
    },
    bundlers: ALL,
  },
  {
    name: '`.tsx`',
    files: {
      'main.js': "import { shoe } from './shoe.tsx'\nglobalThis.show = shoe",
      'shoe.tsx':
        "import url from './shoe.jpg?matting'\n" +
        'const h = (tag: string, props: object) => ({ tag, props })\nexport const shoe: object = <img src={url} />',
    },
    bundlers: except('rollup'),
    refusals: refuse(...except('rollup')),
  },
  {
    name: 'CSS `url()`',
    files: { 'main.js': IMPORT_CSS, 'main.css': BACKGROUND },
    bundlers: WITH_CSS,
    refusals: refuse(...WITH_CSS),
  },
  {
    name: 'CSS `image-set()`',
    files: { 'main.js': IMPORT_CSS, 'main.css': "a { background: image-set(url('./shoe.jpg?matting') 1x) }" },
    bundlers: WITH_CSS,
    refusals: refuse(...WITH_CSS),
  },
  {
    name: 'CSS `@import`',
    files: { 'main.js': IMPORT_CSS, 'main.css': "@import './more.css';", 'more.css': BACKGROUND },
    bundlers: WITH_CSS,
    refusals: refuse(...WITH_CSS),
  },
  {
    name: 'CSS modules',
    files: {
      'main.js': "import * as css from './shoe.module.css'\nglobalThis.show = css",
      'shoe.module.css': ".shoe { background: url('./shoe.jpg?matting') }",
    },
    bundlers: WITH_CSS,
    refusals: refuse(...WITH_CSS),
  },
  {
    name: 'Sass: partials, variables',
    files: {
      'main.js': "import './main.scss'",
      'main.scss': "@use 'shoe';\na { background: url(shoe.$photo) }",
      '_shoe.scss': "$photo: './shoe.jpg?matting';\nb { background: url($photo) }",
    },
    bundlers: WITH_SASS,
    refusals: refuse(...WITH_SASS),
  },
  {
    name: 'Lightning CSS',
    files: {
      'main.js': IMPORT_CSS,
      'main.css': BACKGROUND,
      'vite.config.js': "export default { css: { transformer: 'lightningcss' } }",
    },
    bundlers: ['vite'],
  },
  {
    name: 'Vue: `src`, `srcset`, `<style>`',
    files: {
      'main.js': "import { createApp } from 'vue'\nimport Shoe from './Shoe.vue'\ncreateApp(Shoe).mount('#app')",
      'Shoe.vue':
        '<template><img src="./shoe.jpg?matting" srcset="./shoe.jpg?matting 2x"></template>\n' +
        `<style scoped>${BACKGROUND}</style>`,
    },
    links: { 'node_modules/vue': 'vue' },
    bundlers: ['vite'],
    refusals: refuse('vite'),
  },
  {
    name: 'Svelte: imports, `<style>`',
    files: {
      'main.js':
        "import { mount } from 'svelte'\nimport Shoe from './Shoe.svelte'\nmount(Shoe, { target: document.body })",
      'Shoe.svelte':
        '<script>import url from \'./shoe.jpg?matting\'</script>\n<img src={url} alt="shoe">\n' +
        "<style>img { background: url('./shoe.jpg?matting') }</style>",
    },
    links: { 'node_modules/svelte': 'svelte' },
    newestVite: true,
    bundlers: ['vite'],
    refusals: refuse('vite'),
  },
  {
    name: 'HTML: `src`, `srcset`, `poster`, `<link rel="icon">`',
    files: {
      'main.js': '',
      'index.html':
        '<!doctype html><link rel="icon" href="./shoe.jpg?matting">' +
        '<img src="./shoe.jpg?matting" srcset="./shoe.jpg?matting 1x"><video poster="./shoe.jpg?matting"></video>',
    },
    bundlers: ['vite', 'webpack', 'rspack'],
    refusals: {
      rsbuild: /index\.html: \.\/shoe\.jpg\?matting still names the original photo\.[^]*fix: Import the photo in JS/,
      farm: /main\.html: \.\/shoe\.jpg\?matting still names the original photo: Farm [^]*Import the photo in a module/,
    },
  },
  {
    name: 'HTML as text',
    files: {
      'main.js': "import html from './shoe.html'\nglobalThis.show = html",
      'shoe.html': '<img src="./shoe.jpg?matting" srcset="./shoe.jpg?matting 1x">',
    },
    bundlers: ['webpack', 'rspack'],
    refusals: refuse('webpack', 'rspack'),
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
  farm: 'Farm',
}
