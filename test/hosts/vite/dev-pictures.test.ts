import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createServedEngine, makePhoto, type Project } from '../support.ts'
import { type Dev, readExport, startDev } from './dev-support.ts'
import { startModule } from './support.ts'

const RULE = 'imageMogr2/thumbnail/!50p|imageView2/format/webp'
const ENCODED = encodeURIComponent(RULE).replaceAll('!', '%21')
const ADDRESS = 'https://pictures.example/a/shoe.jpg?v=2'

/** The specifier that a module of the page has for a picture. */
const readSpecifier = (code: string): string => /"([^"]*[?&](?:matting|cos)\b[^"]*)"/.exec(code)?.[1] ?? 'none'

const start = (project: Project, counting = createServedEngine()): Promise<Dev> =>
  startDev(project, {}, { counting, options: { rules: { thumb: RULE }, presets: { card: 'as=metadata' } } })

async function expectPicture(dev: Dev, url: string, type: string): Promise<void> {
  const response = await dev.fetch(url)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe(type)
}

describe('a rule in the dev server of Vite', () => {
  it.each([
    ['as it is', `import './shoe.jpg?cos=${RULE}'`],
    ['percent-encoded', `import './shoe.jpg?cos=${ENCODED}'`],
    ['by name', "import './shoe.jpg?cos=thumb'"],
    ['in an import()', `import('./shoe.jpg?cos=${RULE}')`],
    ['in new URL()', `console.log(new URL('./shoe.jpg?cos=${ENCODED}', import.meta.url).href)`],
  ])('answers at once with a URL of no type, and serves the type it has: %s', async (_how, code) => {
    const counting = createServedEngine()
    const dev = await start(await startModule(code), counting)
    const url = readExport(await dev.load(readSpecifier(await dev.load('/src/main.js'))))
    expect(url).toMatch(/^\/@matting\/[\da-f]{16}\/shoe$/)
    expect(counting.runs).toEqual([])
    await expectPicture(dev, url, 'image/webp')
    expect(counting.runs.map(({ tasks }) => tasks)).toEqual([[`cos=${RULE}`]])
  })

  it.each([RULE, ENCODED])('is one module for all requests of the page, so that edits reach it: %s', async (rule) => {
    const dev = await start(await startModule(`import './shoe.jpg?cos=${rule}'`))
    const specifier = readSpecifier(await dev.load('/src/main.js'))
    await dev.load(
      new URL(specifier, 'http://shop.example').pathname + new URL(specifier, 'http://shop.example').search,
    )
    const ids = [...dev.server.environments.client.moduleGraph.idToModuleMap.keys()]
    expect(ids.filter((id) => id.includes('?cos='))).toHaveLength(1)
  })

  it.each([RULE, ENCODED])('works in style sheets and pages: %s', async (rule) => {
    const project = await startModule("import './main.css'")
    await project.write('src/main.css', `.a { background: url("./shoe.jpg?cos=${rule}") }`)
    await project.write('index.html', `<img srcset="./src/shoe.jpg?cos=${rule} 1x">`)
    const dev = await start(project)
    const css = await dev.load('/src/main.css')
    await expectPicture(dev, /url\(\\?"?([^")\\]+)/.exec(css)?.[1] ?? 'none', 'image/webp')
    const page = await (await dev.fetch('/', { Accept: 'text/html' })).text()
    await expectPicture(dev, /srcset="(\S+) 1x"/.exec(page)?.[1] ?? 'none', 'image/webp')
  })
})

describe('metadata in the dev server of Vite', () => {
  it('waits for the picture, and follows edits', async () => {
    const project = await startModule("import shoe from './shoe.jpg?matting&as=metadata'; console.log(shoe)")
    const dev = await startDev(project)
    const specifier = readSpecifier(await dev.load('/src/main.js'))
    const code = await dev.load(specifier)
    expect(code).toMatch(/"width":24,"height":16,"format":"png"/)
    expect(dev.calls).toHaveLength(1)
    const picture = readExport(await dev.load(readSpecifier(code)))
    await expectPicture(dev, picture, 'image/png')

    const send = vi.spyOn(dev.server.environments.client.hot, 'send')
    await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 7, width: 48 })
    await vi.waitFor(() => expect(send).toHaveBeenCalledWith(expect.objectContaining({ type: 'full-reload' })), 20_000)
    const edited = await dev.load(specifier)
    expect(edited).toMatch(/"width":48,"height":16/)
    expect(readExport(await dev.load(readSpecifier(edited)))).toMatch(/\?t=\d+$/)
  })

  it('works in server code, of presets and of remote photos', async () => {
    const project = await startModule('')
    await project.write(
      'src/server.js',
      `export { default as a } from './shoe.jpg?matting=card'; export { default as b } from '${ADDRESS}&matting&as=metadata'`,
    )
    const dev = await start(project)
    const { a, b } = await dev.server.ssrLoadModule('/src/server.js')
    expect(a).toMatchObject({ width: 24, src: expect.stringMatching(/^\/@matting\/.*\/shoe\.png$/) as unknown })
    expect(b).toMatchObject({ width: 20, src: expect.stringMatching(/^\/@matting\/.*\/shoe\.png$/) as unknown })
  })
})

describe('a remote photo in the dev server of Vite', () => {
  it.each([
    ['an import', `import shoe from '${ADDRESS}&matting'; console.log(shoe)`],
    ['an import()', `import('${ADDRESS}&matting')`],
    ['a re-export', `export { default as shoe } from "${ADDRESS}&matting"`],
    ['new URL()', `console.log(new URL('${ADDRESS}&matting', import.meta.url).href)`],
  ])('is taken from its address: %s', async (_what, code) => {
    const counting = createServedEngine()
    const dev = await start(await startModule(code), counting)
    const main = await dev.load('/src/main.js')
    expect(main.replace(/\/\/# sourceMappingURL.*/s, '')).not.toContain('pictures.example')
    const url = readExport(await dev.load(readSpecifier(main)))
    expect(url).toMatch(/^\/@matting\/[\da-f]{16}\/shoe\.png$/)
    await expectPicture(dev, url, 'image/png')
    expect(counting.runs).toEqual([{ photo: expect.objectContaining({ url: ADDRESS }) as unknown, tasks: [''] }])
  })

  it('keeps its module id in a server that starts anew', async () => {
    const project = await startModule(`import '${ADDRESS}&matting'`)
    const first = await start(project)
    const specifier = readSpecifier(await first.load('/src/main.js'))
    const second = await start(project)
    await expectPicture(second, readExport(await second.load(specifier)), 'image/png')
  })

  it('works in style sheets, @imported ones too, and in pages; none waits for it', async () => {
    const counting = createServedEngine()
    const project = await startModule("import './main.css'")
    await project.write('src/main.css', "@import './card.css';")
    await project.write('src/card.css', `.a { background: url(${ADDRESS}&matting) }`)
    await project.write(
      'index.html',
      `<style>p { background: url(${ADDRESS}&matting&center) }</style><img src="${ADDRESS}&amp;matting&amp;padding=2">`,
    )
    const dev = await start(project, counting)
    const css = await dev.load('/src/main.css')
    const page = await (await dev.fetch('/', { Accept: 'text/html' })).text()
    expect(counting.runs).toEqual([])
    for (const text of [css, page.split('<img')[0] ?? '']) {
      await expectPicture(dev, /url\(([^)]+)\)/.exec(text)?.[1] ?? 'none', 'image/png')
    }
    await expectPicture(dev, /<img src="([^"]+)"/.exec(page)?.[1] ?? 'none', 'image/png')
  })
})

it('serves pictures from the dev server itself where a build gives public addresses', async () => {
  const publicUrl = 'https://cdn.example'
  const project = await startModule("import './shoe.jpg?matting'; import './main.css'")
  await project.write('src/main.css', '.a { background: url(./shoe.jpg?matting) }')
  const counting = createServedEngine({ publicUrl })
  const dev = await startDev(project, {}, { counting, options: { cos: { publicUrl } } })
  await dev.load('/src/main.js')
  await expectPicture(dev, readExport(await dev.load('/src/shoe.jpg?import&matting')), 'image/png')
  expect(await dev.load('/src/main.css')).not.toContain(publicUrl)
})
