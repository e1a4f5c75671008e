import { describe, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../../support/static-server.ts'
import { createServedEngine, isCutOut } from '../support.ts'
import {
  type BuildSetting,
  type Built,
  buildProject,
  joinOutput,
  listPictures,
  startModule,
  startProject,
  startStyle,
} from './support.ts'

const RULE = 'imageMogr2/thumbnail/!50p|imageView2/format/webp'
const ENCODED = encodeURIComponent(RULE).replaceAll('!', '%21')
const ADDRESS = 'https://pictures.example/a/shoe.jpg?v=2'
const PUBLIC = 'https://cdn.example/shop'

/** Each place of a project that can name a picture. */
const PLACES: Readonly<Record<string, (specifier: string) => Promise<Parameters<typeof buildProject>[0]>>> = {
  import: (specifier) => startModule(`import shoe from '${specifier}'; console.log(shoe)`),
  'import()': (specifier) => startModule(`import('${specifier}').then(({ default: shoe }) => console.log(shoe))`),
  're-export': async (specifier) => {
    const project = await startModule("import { shoe } from './catalogue.js'; console.log(shoe)")
    await project.write('src/catalogue.js', `export { default as shoe } from '${specifier}'`)
    return project
  },
  'new URL()': (specifier) => startModule(`console.log(new URL('${specifier}', import.meta.url).href)`),
  'url()': (specifier) => startStyle(`.a { background: url(${specifier}) }`),
  'url(), quoted': (specifier) => startStyle(`.a { background: url("${specifier}") }`),
  'image-set()': (specifier) => startStyle(`.a { background-image: image-set("${specifier}" 1x) }`),
  'url() of an @imported file': async (specifier) => {
    const project = await startStyle("@import './card.css';")
    await project.write('src/card.css', `/* ${'x'.repeat(90)} */ .card { background: url(${specifier}) }`)
    return project
  },
  '<style>': (specifier) => startPage(`<style>body { background: url(${inPage(specifier)}) }</style>`),
  'a style attribute': (specifier) => startPage(`<p style="background: url(${inPage(specifier)})">shoe</p>`),
  src: (specifier) => startPage(`<img src="${inPage(specifier).replaceAll('&', '&amp;')}">`),
  srcset: (specifier) => startPage(`<img srcset="${inPage(specifier).replaceAll('&', '&amp;')} 1x">`),
}

function startPage(html: string) {
  return startProject({ 'index.html': html }, ['src/shoe.jpg'])
}

function inPage(specifier: string): string {
  return specifier.replace(/^\.\//, './src/')
}

const OPTIONS = { rules: { thumb: RULE }, presets: { card: 'as=metadata' } }
const TRANSFORMERS = ['postcss', 'lightningcss'] as const
const isStyle = (place: string): boolean => /url\(|image-set|style/.test(place) && !place.startsWith('new')
const CASES = Object.keys(PLACES).flatMap((place) =>
  (isStyle(place) ? TRANSFORMERS : TRANSFORMERS.slice(0, 1)).map((transformer) => ({ place, transformer })),
)

/** All text of an output, without the comments that name modules. */
function textOf(built: Built): string {
  const text = ['.js', '.css', '.html'].map((type) => joinOutput(built, type)).join('\n')
  return text.replace(/^\/\/.*$/gm, '')
}

async function build(
  place: string,
  specifier: string,
  { config, ...setting }: BuildSetting & { transformer?: (typeof TRANSFORMERS)[number] } = {},
): Promise<Built> {
  const project = await (PLACES[place] ?? startModule)(specifier)
  const css = { transformer: setting.transformer ?? 'postcss' }
  return buildProject(project, { options: OPTIONS, ...setting, config: { css, ...config } })
}

describe('a rule in a Vite build', () => {
  it.each(CASES.flatMap((one) => [RULE, ENCODED, 'thumb'].map((rule) => ({ ...one, rule }))))(
    'gives a picture of the type it has: $place, $transformer, $rule',
    async ({ place, transformer, rule }) => {
      const counting = createServedEngine()
      const built = await build(place, `./shoe.jpg?cos=${rule}`, { counting, transformer })
      expect(counting.runs.map(({ tasks }) => tasks)).toEqual([[`cos=${RULE}`]])
      const [file = 'none', ...more] = listPictures(built)
      expect(file).toMatch(/^assets\/shoe-.{8}\.webp$/)
      expect(more).toEqual([])
      expect(textOf(built)).toContain(`/${file}`)
      expect(textOf(built)).not.toContain('imageMogr2')
      expect(built.log.join('\n')).not.toContain('original photo')
    },
  )

  it('has the media type of its bytes where it is inlined', async () => {
    const built = await build('import', './shoe.jpg?cos=thumb&inline', { counting: createServedEngine() })
    expect(textOf(built)).toContain('data:image/webp;base64,UklGR')
  })
})

describe('a remote photo in a Vite build', () => {
  it.each(CASES)('is taken from its address: $place, $transformer', async ({ place, transformer }) => {
    const counting = createServedEngine()
    const built = await build(place, `${ADDRESS}&matting`, { counting, transformer })
    expect(counting.runs).toEqual([{ photo: expect.objectContaining({ url: ADDRESS }) as unknown, tasks: [''] }])
    const [file = 'none', ...more] = listPictures(built)
    expect(file).toMatch(/^assets\/shoe-.{8}\.png$/)
    expect(more).toEqual([])
    expect(textOf(built)).toContain(`/${file}`)
    expect(textOf(built)).not.toContain('pictures.example')
  })

  it('is downloaded for an engine without service', async () => {
    const project = await startModule('')
    const server = await serveFolder(project.dir)
    onTestFinished(server.close)
    await project.write('src/main.js', `import a from '${server.url}src/shoe.jpg?matting&padding=2'; console.log(a)`)
    const built = await buildProject(project)
    expect(built.calls).toEqual(['shoe.jpg'])
    expect(await isCutOut(built.output.get(listPictures(built)[0] ?? '') as Buffer)).toBe(true)
  })

  it('is left alone without a marker', async () => {
    const built = await build('url()', ADDRESS)
    expect(textOf(built)).toContain(ADDRESS)
  })

  it.each(['import', 'url()', 'src'])('that can not be had fails the build: %s', async (place) => {
    const server = await serveFolder('/nowhere')
    onTestFinished(server.close)
    const failure = build(place, `${server.url}shoe.jpg?matting`)
    await expect(failure).rejects.toThrow(/shoe\.jpg can't be downloaded: [^]*404[^]*importer: (?:src|index)/)
  })

  it('has an entry of its own in the manifest', async () => {
    const config = { build: { manifest: true } }
    const built = await build('import', `${ADDRESS}&matting`, { config, counting: createServedEngine() })
    const manifest = JSON.parse(joinOutput(built, 'manifest.json')) as Record<string, { file: string }>
    expect(manifest[`${ADDRESS}&matting`]?.file).toBe(listPictures(built)[0])
  })
})

describe('public addresses in a Vite build', () => {
  const setting = (): BuildSetting => ({
    counting: createServedEngine({ publicUrl: PUBLIC }),
    options: { ...OPTIONS, cos: { publicUrl: PUBLIC } },
  })

  it.each(
    CASES.flatMap((one) => ['./shoe.jpg?matting', `${ADDRESS}&matting`].map((specifier) => ({ ...one, specifier }))),
  )('stand for $specifier, and nothing is emitted: $place, $transformer', async ({ place, transformer, specifier }) => {
    const built = await build(place, specifier, { ...setting(), transformer })
    expect(listPictures(built)).toEqual([])
    expect([...built.output.keys()].filter((file) => !/\.(?:js|css|html)$/.test(file))).toEqual([])
    expect(textOf(built)).toMatch(/["'(;]https:\/\/cdn\.example\/shop\/out\/[^"')]*-made["') &]/)
    expect(textOf(built)).not.toContain('data:')
  })

  it.each(['import', 'url()', 'src', 'new URL()'])('give way to ?inline: %s', async (place) => {
    const built = await build(place, './shoe.jpg?matting&inline', setting())
    expect(textOf(built)).toContain('data:image/png;base64,iVBOR')
    expect(textOf(built)).not.toContain(PUBLIC)
  })

  it('stand in the place of a picture below the inline limit', async () => {
    const config = { build: { assetsInlineLimit: 100_000 } }
    expect(textOf(await build('url()', './shoe.jpg?matting', { ...setting(), config }))).toContain(`${PUBLIC}/out/`)
  })
})

describe('metadata in a Vite build', () => {
  it.each(['import', 'import()', 're-export'])('has size and box, and the URL of the picture: %s', async (place) => {
    const built = await build(place, './shoe.jpg?matting&as=metadata', { config: { base: '/sub/' } })
    const [file = 'none', ...more] = listPictures(built)
    expect(more).toEqual([])
    expect(textOf(built)).toContain(`/sub/${file}`)
    expect(textOf(built).replace(/[\s"]+/g, '')).toMatch(
      /\{src:\/sub\/assets\/shoe-.{8}\.png,width:24,height:16,format:png,bytes:\d+,hasAlpha:true,box:\{x:3,y:2,width:\d+,height:\d+\}\}/,
    )
  })

  it('is given by a glob', async () => {
    const glob = "import.meta.glob('./*.jpg', { query: '?cos=thumb&as=metadata', import: 'default', eager: true })"
    const project = await startModule(`console.log(${glob})`)
    const built = await buildProject(project, { counting: createServedEngine(), options: OPTIONS })
    expect(listPictures(built)).toEqual([expect.stringMatching(/^assets\/shoe-.*\.webp$/)])
    expect(textOf(built)).toContain('0x102030')
  })

  it('of a rule has what the service told', async () => {
    const built = await build('import', './shoe.jpg?cos=thumb&as=metadata', { counting: createServedEngine() })
    expect(textOf(built)).toContain('0x102030')
  })

  it('of a preset, of a remote photo, with a public address', async () => {
    const counting = createServedEngine({ publicUrl: PUBLIC })
    const options = { ...OPTIONS, cos: { publicUrl: PUBLIC } }
    const built = await build('import', `${ADDRESS}&matting=card`, { counting, options })
    expect(listPictures(built)).toEqual([])
    expect(textOf(built)).toMatch(/https:\/\/cdn\.example\/shop\/out\//)
    expect(textOf(built).replace(/[\s"]+/g, '')).toContain('width:20,height:20')
  })

  it('keeps ?inline for its picture', async () => {
    const built = await build('import', './shoe.jpg?matting&as=metadata&inline')
    expect(listPictures(built)).toEqual([])
    expect(textOf(built)).toContain('data:image/png;base64,iVBOR')
  })

  it('has the URL of the client in a server build', async () => {
    const project = await startModule("import shoe from './shoe.jpg?matting&as=metadata'; console.log(shoe)")
    const client = await buildProject(project)
    const server = await buildProject(project, { config: { build: { ssr: 'src/main.js', outDir: 'server' } } })
    expect(listPictures(server)).toEqual([])
    expect(joinOutput(server, '.js')).toContain(`/${listPictures(client)[0]}`)
  })

  it.each([
    ['url()', 'a style sheet', 'src/main.css'],
    ['src', 'a page', 'index.html'],
    ['new URL()', '`new URL()`', 'src/main.js'],
  ])('is refused where a URL is needed: %s', async (place, name, importer) => {
    const failure = build(place, './shoe.jpg?matting&as=metadata')
    await expect(failure).rejects.toThrow(`\`as=metadata\`, expected \`as=url\`: ${name} takes a URL`)
    await expect(failure).rejects.toThrow(`importer: ${importer}`)
    await expect(build(place, `${ADDRESS}&matting&as=metadata`)).rejects.toThrow(`${name} takes a URL`)
  })
})
