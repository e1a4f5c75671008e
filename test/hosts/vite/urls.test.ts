import { join } from 'node:path'
import matting from 'unplugin-matting/vite'
import { describe, expect, it, vi } from 'vitest'
import { createCountingEngine } from '../support.ts'
import {
  type BuildSetting,
  type Built,
  buildProject,
  joinOutput,
  listPictures,
  startModule,
  startProject,
} from './support.ts'

const CODE = "import shoe from './shoe.jpg?matting'; console.log(shoe)"

async function buildShoe(config: BuildSetting['config'], code = CODE): Promise<Built & { file: string; js: string }> {
  const built = await buildProject(await startModule(code), { config })
  return { ...built, file: listPictures(built)[0] ?? 'none', js: joinOutput(built, '.js') }
}

describe('the URL of a cut-out in a Vite build', () => {
  it.each([
    ['/sub/', (file: string) => `"/sub/${file}"`],
    ['https://cdn.example/shop/', (file: string) => `"https://cdn.example/shop/${file}"`],
    ['./', (file: string) => `new URL("${file.replace('assets/', '')}", import.meta.url).href`],
  ])('follows base %s', async (base, expected) => {
    const { js, file } = await buildShoe({ base })
    expect(js.replaceAll("'' + ", '').replace(/\s+/g, ' ')).toContain(expected(file))
  })

  it('follows renderBuiltUrl', async () => {
    const renderBuiltUrl = (file: string): string => `https://pictures.example/${file}`
    const { js, file } = await buildShoe({ experimental: { renderBuiltUrl } })
    expect(js).toContain(`"https://pictures.example/${file}"`)
  })

  it('follows assetFileNames, which is told of the photo and the query', async () => {
    const seen: string[] = []
    const assetFileNames = ({ names, originalFileNames }: { names: string[]; originalFileNames: string[] }): string => {
      seen.push(...originalFileNames)
      return names.some((name) => name.endsWith('.png')) ? 'img/[name].[hash][extname]' : 'assets/[name][extname]'
    }
    const { file } = await buildShoe({ build: { rollupOptions: { output: { assetFileNames } } } })
    expect(file).toMatch(/^img\/shoe\.[\w-]{8}\.png$/)
    expect(seen).toContain('src/shoe.jpg?matting')
  })

  it('has an entry in the manifest for each query', async () => {
    const code = "import a from './shoe.jpg?matting'; import b from './shoe.jpg?matting&padding=4'; console.log(a, b)"
    const built = await buildProject(await startModule(code), { config: { build: { manifest: true } } })
    const manifest = JSON.parse(joinOutput(built, 'manifest.json')) as Record<
      string,
      { file: string; assets?: string[] }
    >
    const files = ['src/shoe.jpg?matting', 'src/shoe.jpg?matting&padding=4'].map((key) => manifest[key]?.file)
    expect([...files].sort()).toEqual(listPictures(built))
    expect([...(manifest['index.html']?.assets ?? [])].sort()).toEqual(listPictures(built))
  })
})

describe('the manifest of a Vite build', () => {
  const FILES = {
    'index.html': '<img src="./src/page.jpg?matting&amp;padding=1"><script type="module" src="/src/main.js"></script>',
    'src/main.js': "import './main.css'; import shoe from './shoe.jpg?matting'; console.log(shoe)",
    'src/main.css': `
      .a { background: url(./style.jpg?matting) }
      .b { background: url(./style.jpg?matting&padding=2) }
      .c { background: url(./shoe.jpg?matting) }
      .d { background: url(./shoe.jpg?matting&padding=0) }`,
  }
  const NAMES = [
    'src/page.jpg?matting&padding=1',
    'src/shoe.jpg?matting',
    'src/shoe.jpg?matting&padding=0',
    'src/style.jpg?matting',
    'src/style.jpg?matting&padding=2',
  ]

  it.each([
    ['in its place', true, {}],
    ['in another place, with a cache elsewhere', 'manifest.json', { cache: { dir: '../elsewhere' } }],
    ['without a cache', true, { cache: false as const }],
  ])('names pictures of style sheets and pages by photo and query, %s', async (_where, manifest, options) => {
    const project = await startProject(FILES, ['src/shoe.jpg', 'src/style.jpg', 'src/page.jpg'])
    const counting = createCountingEngine()
    const config = { build: { manifest } }
    const plugins = [matting({ engine: counting.engine, ...options })]
    const built = await buildProject(project, { config, counting, plugins })
    const read = JSON.parse(joinOutput(built, 'manifest.json')) as Record<string, { file: string; src: string }>
    expect(Object.keys(read)).toEqual(['index.html', ...NAMES])
    expect(new Set(NAMES.map((name) => read[name]?.file))).toEqual(new Set(listPictures(built)))
    expect(NAMES.map((name) => read[name]?.src)).toEqual(NAMES)
  })
})

describe('inlining in a Vite build', () => {
  const DATA = 'data:image/png;base64,iVBOR'

  it.each<[string, string, NonNullable<BuildSetting['config']>['build'], boolean]>([
    ['below the limit', '?matting', { assetsInlineLimit: 100_000 }, true],
    ['above the limit', '?matting', { assetsInlineLimit: 10 }, false],
    ['that a function asks for', '?matting', { assetsInlineLimit: () => true }, true],
    ['that a function refuses', '?matting', { assetsInlineLimit: () => false }, false],
    ['a function leaves to the default', '?matting', { assetsInlineLimit: () => undefined }, true],
    ['with ?inline', '?matting&inline', { assetsInlineLimit: 0 }, true],
    ['with ?no-inline', '?no-inline&matting', { assetsInlineLimit: 100_000 }, false],
  ])('decides on a picture %s', async (_case, query, build, inlined) => {
    const built = await buildShoe({ build }, `import shoe from './shoe.jpg${query}'; console.log(shoe)`)
    expect(built.js.includes(DATA)).toBe(inlined)
    expect(listPictures(built)).toHaveLength(inlined ? 0 : 1)
  })

  it('tells a function the path beside the photo, and the bytes', async () => {
    const limit = vi.fn((_file: string, _content: Buffer) => true)
    const project = await startModule(CODE)
    await buildProject(project, { config: { build: { assetsInlineLimit: limit } } })
    expect(limit).toHaveBeenCalledExactlyOnceWith(join(project.dir, 'src/shoe.png'), expect.any(Buffer))
  })

  it('inlines everything in library mode', async () => {
    const project = await startProject({ 'src/main.js': `${CODE}; export { shoe }` }, ['src/shoe.jpg'])
    const lib = { entry: 'src/main.js', formats: ['es' as const], fileName: 'lib' }
    const built = await buildProject(project, { config: { build: { lib } } })
    expect(listPictures(built)).toEqual([])
    expect(joinOutput(built, '.js')).toContain(DATA)
  })
})
