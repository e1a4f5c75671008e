import { describe, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../../support/static-server.ts'
import { createCountingEngine, createServedEngine, isCutOut } from '../support.ts'
import { buildProject, type BuildSetting, type Built, listNamed, listPictures, startProject } from './support.ts'

const RULE = 'imageMogr2/thumbnail/!50p|imageView2/format/webp'
const PUBLIC = 'https://cdn.example/shop'
const ADDRESS = 'https://pictures.example/a/shoe.jpg?v=2'
const ADDRESS_RE = /["'(]https:\/\/cdn\.example\/shop\/out\/[^"')]*-made["')]/

/** Pictures are served from a bucket. */
const publishing = (): BuildSetting => ({
  counting: createServedEngine({ publicUrl: PUBLIC }),
  options: { cos: { publicUrl: PUBLIC } },
})

/** How an import may stand in a project. */
const PLACES: Readonly<Record<string, (specifier: string) => Readonly<Record<string, string>>>> = {
  import: (specifier) => ({ 'main.js': `import a from '${specifier}'; console.log(a)` }),
  'import()': (specifier) => ({ 'main.js': `import('${specifier}').then(console.log)` }),
  're-export': (specifier) => ({
    'main.js': "import { a } from './a.js'; console.log(a)",
    'a.js': `export { default as a } from '${specifier}'`,
  }),
  'url()': (specifier) => ({ 'main.js': "import './a.css'", 'a.css': `.a { background: url("${specifier}") }` }),
  'image-set()': (specifier) => ({
    'main.js': "import './a.css'",
    'a.css': `.a { background: image-set("${specifier}" 1x) }`,
  }),
  '@import': (specifier) => ({
    'main.js': "import './b.css'",
    'b.css': "@import './a.css';",
    'a.css': `.a { background: url(${specifier}) }`,
  }),
}

async function build(place: string, specifier: string, setting: BuildSetting = {}): Promise<Built> {
  const project = await startProject(PLACES[place]?.(specifier) ?? {})
  const options = { rules: { thumb: RULE }, presets: { card: 'as=metadata' }, ...setting.options }
  const built = await buildProject(project, { counting: createServedEngine(), ...setting, options })
  expect(built.text).not.toContain(project.dir)
  return built
}

describe.each(Object.keys(PLACES))('in a Farm build, %s', (place) => {
  it('of a rule gives a picture of the type it has', async () => {
    const counting = createServedEngine()
    const built = await build(place, './shoe.jpg?cos=thumb', { counting })
    expect(counting.runs.map(({ tasks }) => tasks)).toEqual([[`cos=${RULE}`]])
    expect(listPictures(built)).toEqual([expect.stringMatching(/^shoe\.\w{8}-\w{6}\.webp$/)])
    expect(listNamed(built)).toEqual(listPictures(built))
  })

  it('gives the address of a published picture, and emits nothing', async () => {
    for (const specifier of ['./shoe.jpg?matting', './shoe.jpg?cos=thumb', `${ADDRESS}&matting`]) {
      const built = await build(place, specifier, publishing())
      expect(built.text).toMatch(ADDRESS_RE)
      expect(listPictures(built)).toEqual([])
      expect(built.text).not.toContain('?matting')
    }
  })

  it('of a remote photo gives a picture', async () => {
    const shop = await startProject({})
    const server = await serveFolder(shop.dir)
    onTestFinished(server.close)
    const built = await build(place, `${server.url}shoe.jpg?matting&padding=2`)
    const [file = 'none', ...more] = listPictures(built)
    expect(more).toEqual([])
    expect(await isCutOut(built.output.get(file) ?? Buffer.of())).toBe(true)
    expect(listNamed(built)).toEqual([file])
    expect(built.text).not.toContain('shoe.jpg')
  })
})

describe.each(['import', 'import()', 're-export'])('in a Farm build, %s', (place) => {
  it('of metadata gives numbers and the URL', async () => {
    const built = await build(place, './shoe.jpg?matting=card')
    expect(built.text).toMatch(/["']?width["']?: ?24/)
    expect(listNamed(built)).toEqual(listPictures(built))
    expect(listPictures(built)).toHaveLength(1)
  })

  it('of a list gives each picture', async () => {
    const counting = createCountingEngine()
    const built = await build(place, './shoe.jpg?matting&w=6;12&as=srcset', { counting })
    expect(built.calls).toEqual(['shoe.jpg'])
    expect(built.text).toMatch(/ 6w, .* 12w/)
    expect(listPictures(built)).toHaveLength(2)
    expect(listNamed(built)).toEqual(listPictures(built))
  })

  it('of a list of remote photos gives each picture', async () => {
    const shop = await startProject({})
    const server = await serveFolder(shop.dir)
    onTestFinished(server.close)
    const built = await build(place, `${server.url}shoe.jpg?matting&w=6;12&as=srcset`)
    expect(listPictures(built)).toHaveLength(2)
    expect(listNamed(built)).toEqual(listPictures(built))
  })

  it('of metadata gives the address of a published picture', async () => {
    const built = await build(place, './shoe.jpg?matting=card', publishing())
    expect(built.text).toMatch(ADDRESS_RE)
    expect(listPictures(built)).toEqual([])
  })
})

it.each(['?matting', 'matting'])('import.meta.glob() in Farm takes photos: %s', async (query) => {
  const project = await startProject(
    { 'main.js': `console.log(import.meta.glob('./*.jpg', { query: '${query}', import: 'default', eager: true }))` },
    ['shoe.jpg', 'boot.jpg'],
  )
  const built = await buildProject(project)
  expect([...built.calls].sort()).toEqual(['boot.jpg', 'shoe.jpg'])
  expect(listPictures(built)).toHaveLength(2)
  expect(listNamed(built)).toEqual(listPictures(built))
})
