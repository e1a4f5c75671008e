import { describe, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../../support/static-server.ts'
import { createServedEngine, isCutOut, type Project } from '../support.ts'
import { buildProject, type BuildSetting, type Built, importDefault, listPictures, startProject } from './support.ts'

const RULE = 'imageMogr2/thumbnail/!50p|imageView2/format/webp'
const PUBLIC = 'https://cdn.example/shop'
const ADDRESS = 'https://pictures.example/a/shoe.jpg?v=2'

/** How an import may stand in a project; each project gives the URL as text of its output. */
const PLACES: Readonly<Record<string, (specifier: string) => Readonly<Record<string, string>>>> = {
  import: (specifier) => ({ 'main.js': `import a from '${specifier}'; export default a` }),
  'import()': (specifier) => ({ 'main.js': `export default (await import('${specifier}')).default` }),
  're-export': (specifier) => ({ 'main.js': `export { default } from '${specifier}'` }),
  require: (specifier) => ({ 'main.js': `export default require('${specifier}')` }),
  'url()': (specifier) => ({ 'main.js': "import './a.css'", 'a.css': `.a { background: url("${specifier}") }` }),
  '@import': (specifier) => ({
    'main.js': "import './b.css'",
    'b.css': "@import './a.css';",
    'a.css': `.a { background: url("${specifier}") }`,
  }),
}
const SCRIPTS = ['import', 'import()', 're-export']

async function build(
  place: string,
  specifier: string,
  setting: BuildSetting = {},
): Promise<Built & { project: Project }> {
  const project = await startProject(PLACES[place]?.(specifier) ?? {})
  const options = { rules: { thumb: RULE }, presets: { card: 'as=metadata' }, ...setting.options }
  return { project, ...(await buildProject(project, { counting: createServedEngine(), ...setting, options })) }
}

describe('a rule in an esbuild build', () => {
  it.each(
    Object.keys(PLACES).flatMap((place) => [RULE, encodeURIComponent(RULE), 'thumb'].map((rule) => [place, rule])),
  )('gives a picture of the type it has: %s, %s', async (place = '', rule) => {
    const counting = createServedEngine()
    const built = await build(place, `./shoe.jpg?cos=${rule}`, { counting })
    expect(counting.runs.map(({ tasks }) => tasks)).toEqual([[`cos=${RULE}`]])
    const [file = 'none', ...more] = listPictures(built)
    expect(file).toMatch(/^shoe-.{8}\.webp$/)
    expect(more).toEqual([])
    expect(built.text).toContain(`"./${file}"`)
    expect(built.text).not.toContain(built.project.dir)
    if (place !== 'url()' && place !== '@import') expect(await importDefault(built.project)).toBe(`./${file}`)
  })

  it('has the media type of its bytes where it is inlined', async () => {
    for (const place of ['import', 'url()']) {
      const built = await build(place, './shoe.jpg?cos=thumb&inline')
      expect(built.text).toContain('data:image/webp;base64,UklGR')
    }
  })

  it('is made beside the others of a file', async () => {
    let waiting = 0
    let together = (): void => undefined
    const all = new Promise<void>((resolve) => (together = resolve))
    const before = (): Promise<void> => {
      if (++waiting === 3) together()
      return all
    }
    const names = ['a', 'b', 'c']
    const project = await startProject(
      { 'main.js': names.map((name) => `export { default as ${name} } from './${name}.jpg?cos=thumb'`).join('\n') },
      names.map((name) => `${name}.jpg`),
    )
    const counting = createServedEngine({ before })
    const built = await buildProject(project, { counting, options: { rules: { thumb: RULE } } })
    expect(listPictures(built)).toHaveLength(3)
  })
})

describe('metadata in an esbuild build', () => {
  it.each([...SCRIPTS, 'require'].map((place) => [place, place === 'require' ? '.default' : '']))(
    'has size and box, and the URL of the picture: %s',
    async (place, inner) => {
      const project = await startProject(PLACES[place]?.('./shoe.jpg?matting&as=metadata') ?? {})
      if (inner) await project.write('main.js', "export default require('./shoe.jpg?matting&as=metadata').default")
      const built = await buildProject(project)
      const [file = 'none', ...more] = listPictures(built)
      expect(more).toEqual([])
      expect(await importDefault(project)).toMatchObject({
        src: `./${file}`,
        width: 24,
        height: 16,
        format: 'png',
        bytes: built.output.get(file)?.length,
        hasAlpha: true,
      })
    },
  )

  it('of a preset, of a rule, of a remote photo, with a public address', async () => {
    const { project } = await build('import', './shoe.jpg?matting=card')
    expect(await importDefault(project)).toMatchObject({ src: expect.stringMatching(/^\.\/shoe-.*\.png$/) as unknown })
    const rule = await build('import', './shoe.jpg?cos=thumb&as=metadata')
    expect(await importDefault(rule.project)).toMatchObject({
      format: 'webp',
      Quality: 85,
      src: `./${listPictures(rule)[0]}`,
    })
    const counting = createServedEngine({ publicUrl: PUBLIC })
    const remote = await build('import', `${ADDRESS}&matting&as=metadata`, {
      counting,
      options: { cos: { publicUrl: PUBLIC } },
    })
    expect(await importDefault(remote.project)).toMatchObject({
      width: 20,
      src: expect.stringContaining(PUBLIC) as unknown,
    })
    expect(listPictures(remote)).toEqual([])
  })

  it('shares the picture with an import of its URL, and names no folder of this machine', async () => {
    const project = await startProject({
      'main.js':
        "import url from './shoe.jpg?matting'; import data from './shoe.jpg?matting&as=metadata'; export default [url, data.src]",
    })
    const built = await buildProject(project, { build: { sourcemap: true } })
    const [one, other] = (await importDefault(project)) as string[]
    expect(one).toBe(other)
    expect(listPictures(built)).toHaveLength(1)
    expect(built.output.get('main.js.map')?.toString()).not.toContain(project.dir)
  })

  it.each([
    ['a list', './shoe.jpg?matting&w=8;16', 2],
    ['srcset', './shoe.jpg?matting&w=8;16&as=srcset', 2],
    ['picture', './shoe.jpg?matting&w=8;16&format=webp;png&as=picture', 4],
  ])('and other forms make several pictures: %s', async (_form, specifier, count) => {
    const built = await build('import', specifier)
    expect(listPictures(built)).toHaveLength(count)
    const value = JSON.stringify(await importDefault(built.project))
    for (const file of listPictures(built)) expect(value).toContain(`./${file}`)
  })
})

describe('a remote photo in an esbuild build', () => {
  it.each(Object.keys(PLACES))('is taken from its address: %s', async (place) => {
    const counting = createServedEngine()
    const built = await build(place, `${ADDRESS}&matting`, { counting })
    expect(counting.runs).toEqual([{ photo: expect.objectContaining({ url: ADDRESS }) as unknown, tasks: [''] }])
    const [file = 'none', ...more] = listPictures(built)
    expect(file).toMatch(/^shoe-.{8}\.png$/)
    expect(more).toEqual([])
    expect(built.text).toContain(`"./${file}"`)
    expect(built.text).not.toContain('pictures.example')
  })

  it('is downloaded for an engine without service', async () => {
    const project = await startProject({})
    const server = await serveFolder(project.dir)
    onTestFinished(server.close)
    await project.write('main.js', `export { default } from '${server.url}shoe.jpg?matting&padding=2'`)
    const built = await buildProject(project)
    expect(built.calls).toEqual(['shoe.jpg'])
    expect(await isCutOut(built.output.get(listPictures(built)[0] ?? '') as Buffer)).toBe(true)
    await project.write('main.js', `export { default } from '${server.url}shue.jpg?matting'`)
    await expect(buildProject(project)).rejects.toThrow(/main\.js:1:\d+: ERROR: .*shue\.jpg can't be downloaded/)
  })

  it('is left alone without a marker', async () => {
    expect((await build('url()', ADDRESS)).text).toContain(ADDRESS)
  })
})

describe('public addresses in an esbuild build', () => {
  const setting = (): BuildSetting => ({
    counting: createServedEngine({ publicUrl: PUBLIC }),
    options: { cos: { publicUrl: PUBLIC } },
  })

  it.each(
    Object.keys(PLACES).flatMap((place) =>
      ['./shoe.jpg?matting', './shoe.jpg?cos=thumb', `${ADDRESS}&matting`].map((specifier) => [place, specifier]),
    ),
  )('stand for the picture, and nothing is emitted: %s, %s', async (place = '', specifier = '') => {
    const built = await build(place, specifier, setting())
    expect(listPictures(built)).toEqual([])
    expect(built.text).toMatch(/["'(]https:\/\/cdn\.example\/shop\/out\/[^"')]*-made["')]/)
    if (!/url|@/.test(place)) expect(await importDefault(built.project)).toMatch(/^https:\/\/cdn\.example\/shop\/out\//)
  })

  it.each(['import', 'url()'])('give way to ?inline: %s', async (place) => {
    const built = await build(place, './shoe.jpg?matting&inline', setting())
    expect(built.text).toContain('data:image/png;base64,iVBOR')
    expect(built.text).not.toContain(PUBLIC)
  })
})
