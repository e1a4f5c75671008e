import { join } from 'node:path'
import matting from 'unplugin-matting/vite'
import * as vite8 from 'vite'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createCountingEngine, createServedEngine, makePhoto, type Project, readOutput } from '../support.ts'
import { createLog, startProject } from './support.ts'

type Vite = Pick<typeof vite8, 'build' | 'createServer' | 'version'>

const VERSIONS = [
  { name: 'Vite 8', vite: vite8 as Vite },
  // The types of other versions are told apart by private fields only.
  { name: 'Vite 7', vite: (await import('vite-7')) as unknown as Vite },
  { name: 'Vite 6', vite: (await import('vite-6')) as unknown as Vite },
]

const FILES = {
  'index.html': '<img src="./src/page.jpg?matting"><script type="module" src="./src/main.js"></script>',
  'src/main.js': `
    import './main.css'
    import plain from './plain.jpg?matting'
    import data from './data.jpg?matting&as=metadata'
    import rule from './rule.jpg?cos=imageView2/format/webp'
    console.log(plain, data, rule, new URL('./url.jpg?matting', import.meta.url).href, import('./late.jpg?matting'))`,
  'src/main.css': "@import './deep.css'; .a { background: url(./style.jpg?matting) }",
  'src/deep.css': '.b { background: image-set(url("./deep.jpg?matting") 1x) }',
}
const NAMES = ['data', 'deep', 'late', 'page', 'plain', 'rule', 'style', 'url']

const start = (): Promise<Project> =>
  startProject(
    FILES,
    NAMES.map((name) => `src/${name}.jpg`),
  )

async function build({ build: run }: Vite, project: Project, base: string) {
  const { log, logger } = createLog()
  await run({
    root: project.dir,
    base,
    configFile: false,
    logLevel: 'warn',
    customLogger: logger,
    plugins: [matting({ engine: createServedEngine().engine })],
    build: { minify: false, cssMinify: false, assetsInlineLimit: 0, manifest: true },
  })
  const output = await readOutput(join(project.dir, 'dist'))
  const textOf = (extension: string): string =>
    [...output]
      .filter(([file]) => file.endsWith(extension))
      .map(([, bytes]) => bytes.toString())
      .join('\n')
  const pictures = [...output.keys()].filter((file) => /\.(?:png|webp|jpe?g)$/.test(file)).sort()
  return { log: log.join('\n'), pictures, textOf }
}

describe.each(VERSIONS)('$name', ({ name, vite }) => {
  it('is what its name says', () => {
    expect(vite.version.split('.')[0]).toBe(name.slice(-1))
  })

  it.each(['/', './', '/sub/', 'https://cdn.example/shop/'])(
    'builds scripts, style sheets, pages and new URL(), base %s',
    async (base) => {
      const { log, pictures, textOf } = await build(vite, await start(), base)
      expect(pictures.map((file) => file.replace(/-[\w-]{8}\./, '.'))).toEqual(
        NAMES.map((stem) => `assets/${stem}.${stem === 'rule' ? 'webp' : 'png'}`),
      )
      const find = (stem: string): string => pictures.find((file) => file.startsWith(`assets/${stem}-`)) ?? 'none'
      const isRelative = base === './'
      for (const stem of ['plain', 'data', 'rule', 'url', 'late']) {
        expect(textOf('.js')).toContain(isRelative ? find(stem).replace('assets/', '') : `${base}${find(stem)}`)
      }
      for (const stem of ['style', 'deep']) {
        expect(textOf('.css')).toContain(isRelative ? `./${find(stem).replace('assets/', '')}` : `${base}${find(stem)}`)
      }
      expect(textOf('.html')).toContain(`"${base}${find('page')}"`)
      expect(textOf('.js').replace(/[\s"]+/g, '')).toContain('width:24,height:16,format:png')
      expect(textOf('.json')).toContain('"src/plain.jpg?matting"')
      expect(
        ['.js', '.css', '.html']
          .map(textOf)
          .join('\n')
          .replace(/^\s*\/\/.*$/gm, ''),
      ).not.toMatch(/\.jpg\?/)
      expect(log).not.toContain('original photo')
      expect(log).toContain('8 images')
    },
  )

  it('serves pages, modules and style sheets in dev, and edited photos', async () => {
    const project = await start()
    const counting = createCountingEngine()
    const { logger } = createLog()
    const server = await vite.createServer({
      root: project.dir,
      configFile: false,
      customLogger: logger,
      logLevel: 'warn',
      plugins: [matting({ engine: { ...createServedEngine().engine, ...counting.engine, service: undefined } })],
      server: { port: 0, host: '127.0.0.1' },
    })
    onTestFinished(() => server.close())
    await server.listen()
    const address = server.httpServer?.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const load = async (path: string): Promise<string> => (await fetch(`${origin}${path}`)).text()
    const findUrl = (text: string): string => /\/@matting\/[^"')\s]+/.exec(text)?.[0] ?? '/none'

    await load('/src/main.js')
    const urls = [
      findUrl(await load('/src/plain.jpg?matting&import')),
      findUrl(await load('/src/data.jpg?matting&import')),
      findUrl(await load('/index.html')),
    ]
    for (const url of urls) {
      const response = await fetch(origin + url)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
    }
    const css = /url\(\\?"?([^)"\\]*style\.png[^)"\\]*)/.exec(await load('/src/main.css?direct'))?.[1] ?? '/none'
    expect((await fetch(new URL(css, origin))).headers.get('content-type')).toBe('image/png')

    const [first = ''] = urls
    const before = (await fetch(origin + first)).headers.get('etag')
    await makePhoto(join(project.dir, 'src/plain.jpg'), { seed: 50 })
    expect((await fetch(origin + first)).headers.get('etag')).not.toBe(before)
    // Another URL makes the page fetch it anew.
    await vi.waitFor(async () => expect(findUrl(await load('/src/plain.jpg?matting&import'))).toContain('?t='), 20_000)
  })
})
