import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makePhoto, type Project } from '../support.ts'
import { type Dev, readExport, startDev } from './dev-support.ts'
import { startModule } from './support.ts'

const open = async (dev: Dev, base = '/'): Promise<string> => (await dev.fetch(`${base}__matting/`)).text()

/** A photo that is no part of the project. */
async function makeOutsider(): Promise<string> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'matting-outside-')))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await makePhoto(join(dir, 'private.jpg'))
  return dir
}

describe('the gallery of the dev server of Vite', () => {
  it.each(['/', '/sub/'])('shows what was asked for, base %s', async (base) => {
    const dev = await startDev(await startModule("import './shoe.jpg?matting&padding=2'"), { base })
    await dev.load(`${base}src/main.js`)
    expect(await open(dev, base)).toContain('0 pictures')
    await dev.fetch(readExport(await dev.load(`${base}src/shoe.jpg?import&matting&padding=2`)))
    const page = await open(dev, base)
    expect(page).toMatch(
      /1 picture<[^]*shoe\.jpg[^]*\?matting&amp;padding=2x2[^]*28 × 20[^]*counting[^]*0\.99[^]*src\/main\.js/,
    )
    for (const [, source = ''] of page.matchAll(/<img\s+src="([^"]+)"/g)) {
      expect((await dev.fetch(`${base}__matting/${source}`)).status).toBe(200)
    }
  })

  it('has style sheets, pages, server code, metadata and ?inline, too', async () => {
    const photos = ['src/a.jpg', 'src/b.jpg', 'src/c.jpg', 'src/d.jpg', 'src/e.jpg']
    const project = await startModule("import './main.css'; import './c.jpg?matting&as=metadata'", photos)
    await project.write('src/main.css', '.a { background: url(./a.jpg?matting) }')
    await project.write('index.html', '<img src="./src/b.jpg?matting">')
    await project.write('src/server.js', "export { default } from './e.jpg?matting&inline'")
    const dev = await startDev(project)
    const html = await (await dev.fetch('/', { Accept: 'text/html' })).text()
    await dev.fetch(/<img src="([^"]+)"/.exec(html)?.[1] ?? 'none')
    await dev.load('/src/main.js')
    await dev.load('/src/main.css')
    await dev.load('/src/c.jpg?import&matting&as=metadata')
    await dev.load('/src/d.jpg?import&matting&inline')
    await dev.server.ssrLoadModule('/src/server.js')
    const page = await open(dev)
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg']) expect(page).toContain(`src/${name}"`)
  })

  it('has one card for a picture and its metadata, and a card for each output', async () => {
    const dev = await startDev(await startModule("import './shoe.jpg?matting&w=8;12&as=srcset'"))
    await dev.load('/src/main.js')
    const code = await dev.load('/src/shoe.jpg?import&matting&w=8;12&as=srcset')
    for (const [, specifier = ''] of code.matchAll(/from "([^"]+)"/g)) {
      expect((await dev.fetch(readExport(await dev.load(specifier)))).status).toBe(200)
    }
    const page = await open(dev)
    expect(page).toContain('2 pictures')
    expect(page).toMatch(/\?matting&amp;w=12[^]*12 × 8[^]*\?matting&amp;w=8[^]*8 × 5/)
  })

  it('shows a photo by name only where the project is, never by path', async () => {
    const project = await startModule("import './shoe.jpg?matting'")
    const dev = await startDev(project)
    await dev.fetch(readExport(await dev.load('/src/shoe.jpg?import&matting')))
    expect(await open(dev)).not.toContain(project.dir)
  })

  it('is told below the addresses of the server', async () => {
    const dev = await startDev(await startModule(''), { base: '/sub/' })
    dev.server.printUrls()
    const address = new RegExp(`Cut-outs.*http://127\\.0\\.0\\.1:\\d+/sub/__matting/`)
    expect(stripVTControlCharacters(dev.log.join('\n'))).toMatch(address)
  })

  it('may not be read by other sites, though Vite lets them read modules', async () => {
    const dev = await startDev(await startModule(''), { server: { port: 0, host: '127.0.0.1', cors: true } })
    const headers = { Origin: 'https://elsewhere.example' }
    expect((await dev.fetch('/src/main.js', headers)).headers.get('access-control-allow-origin')).not.toBeNull()
    expect((await dev.fetch('/__matting/', headers)).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('server.fs of Vite', () => {
  const start = async (
    code: (outside: string) => string,
    more: string[] = [],
  ): Promise<{ dev: Dev; outside: string }> => {
    const outside = await makeOutsider()
    const project: Project = await startModule(code(outside))
    await project.write('index.html', `<img src="/@fs${outside}/private.jpg?matting">`)
    const fs = { strict: true, allow: [project.dir, ...more.map((dir) => join(outside, dir))] }
    return { outside, dev: await startDev(project, { server: { port: 0, host: '127.0.0.1', fs } }) }
  }

  it('keeps photos of other folders from being cut for whoever asks', async () => {
    const { dev, outside } = await start(() => '')
    for (const query of ['matting', 'matting&inline', 'matting&as=metadata']) {
      const answer = await dev.fetch(`/@fs${outside}/private.jpg?import&${query}`)
      const url = readExport(await answer.text())
      if (query === 'matting') {
        const picture = await dev.fetch(url)
        expect(picture.status).toBe(500)
        expect(await picture.text()).toMatch(/outside the folders[^]*server\.fs\.allow/)
      } else expect([403, 500]).toContain(answer.status)
    }
    expect(dev.calls).toEqual([])
    const [, id = 'none'] = /data-id="([^"]+)"/.exec(await open(dev)) ?? []
    expect((await dev.fetch(`/__matting/photo/${id}`)).status).toBe(404)
  })

  it('lets photos of allowed folders be cut', async () => {
    const { dev, outside } = await start(() => '', ['.'])
    const url = readExport(await dev.load(`/@fs${outside}/private.jpg?import&matting`))
    expect((await dev.fetch(url)).status).toBe(200)
  })

  it('lets modules import what they can import without us', async () => {
    const { dev, outside } = await start((dir) => `import '${dir}/private.jpg?matting'`)
    await dev.load('/src/main.js')
    const url = readExport(await dev.load(`/@fs${outside}/private.jpg?import&matting`))
    expect((await dev.fetch(url)).status).toBe(200)
  })
})
