import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { isCutOut, makePhoto } from '../support.ts'
import { readExport, startDev } from './dev-support.ts'
import { startModule } from './support.ts'

describe('the dev server of Vite', () => {
  it.each(['/', '/sub/'])(
    'gives an import its URL at once and cuts when the picture is asked for, base %s',
    async (base) => {
      const dev = await startDev(await startModule("import shoe from './shoe.jpg?matting&padding=2'"), { base })
      const [specifier = 'none'] = /[^"]*matting[^"]*/.exec(await dev.load(`${base}src/main.js`)) ?? []
      const url = readExport(await dev.load(specifier))
      expect(url).toMatch(new RegExp(`^${base}@matting/[\\da-f]{16}/shoe\\.png$`))
      expect(dev.calls).toEqual([])

      const response = await dev.fetch(url)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('image/png')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await isCutOut(Buffer.from(await response.arrayBuffer()))).toBe(true)
      const tag = response.headers.get('etag') ?? ''
      expect(tag).toMatch(/^"[\da-f]{64}"$/)
      expect((await dev.fetch(url, { 'If-None-Match': `W/${tag}` })).status).toBe(304)
      expect(dev.calls).toHaveLength(1)
    },
  )

  it('serves what it has handed out and nothing else', async () => {
    const dev = await startDev(await startModule("import './shoe.jpg?matting'"))
    for (const path of ['/@matting/0123456789abcdef/shoe.png', '/@matting/package.json']) {
      expect((await dev.fetch(path)).status).toBe(404)
    }
    const url = readExport(await dev.load('/src/shoe.jpg?import&matting'))
    expect((await dev.fetch(url.replace('shoe.png', '%2e%2e%2fpackage.json'))).status).toBe(404)
    expect(dev.calls).toEqual([])
  })

  it('follows server.origin', async () => {
    const server = { port: 0, host: '127.0.0.1', origin: 'https://shop.example' }
    const dev = await startDev(await startModule(''), { server })
    expect(readExport(await dev.load('/src/shoe.jpg?import&matting'))).toMatch(/^https:\/\/shop\.example\/@matting\//)
  })

  it('tells of a cut that fails in terminal, page and answer, and goes on', async () => {
    const project = await startModule("import './text.jpg?matting'; import './shoe.jpg?matting'")
    await project.write('src/text.jpg', 'no picture')
    const dev = await startDev(project)
    const send = vi.spyOn(dev.server.environments.client.hot, 'send')
    await dev.load('/src/main.js')
    const answer = await dev.fetch(readExport(await dev.load('/src/text.jpg?import&matting')))
    expect(answer.status).toBe(500)
    const message =
      /text\.jpg(?:"|&quot;) is not an image[^]*import: +\.\/text\.jpg\?matting[^]*importer: src\/main\.js[^]*fix:/
    expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).toMatch(message)
    expect(dev.log.join('\n')).toMatch(message)
    expect(send).toHaveBeenCalledWith({
      type: 'error',
      err: expect.objectContaining({ message: expect.stringMatching(message) as unknown }) as unknown,
    })
    expect((await dev.fetch(readExport(await dev.load('/src/shoe.jpg?import&matting')))).status).toBe(200)
  })

  it.each([
    ['./shue.jpg?matting', 'The photo \\"./shue.jpg\\" was not found'],
    ['./shoe.jpg?matting&paddding=2', 'Did you mean `padding`?'],
  ])('shows the mistake in %s over the page', async (specifier, message) => {
    const dev = await startDev(await startModule(`import shoe from '${specifier}'`))
    const response = await dev.fetch('/src/main.js')
    expect(response.status).toBe(500)
    expect(await response.text()).toContain(message)
  })

  it('does not let a mistake end the scan for dependencies', async () => {
    const project = await startModule("import './shue.jpg?matting'; import hat from 'hat'; console.log(hat)")
    await project.write('node_modules/hat/package.json', '{ "name": "hat", "main": "index.js" }')
    await project.write('node_modules/hat/index.js', "module.exports = 'hat'")
    const { log, server } = await startDev(project, { optimizeDeps: {} })
    await server.environments.client.depsOptimizer?.scanProcessing
    expect(Object.keys(server.environments.client.depsOptimizer?.metadata.discovered ?? {})).toEqual(['hat'])
    expect(log).toEqual([])
  })

  it('serves new URL(), ?inline, pages and server code', async () => {
    const code = "export default new URL('./shoe.jpg?matting', import.meta.url).href"
    const project = await startModule(code)
    await project.write('index.html', '<img src="./src/shoe.jpg?matting&amp;center">')
    await project.write('src/server.js', "export { default } from './shoe.jpg?matting'")
    const dev = await startDev(project)
    expect(await dev.load('/src/main.js')).toContain('from "/src/shoe.jpg?import&matting"')
    const url = readExport(await dev.load('/src/shoe.jpg?import&matting'))
    expect(readExport(await dev.load('/src/shoe.jpg?import&matting&inline'))).toMatch(/^data:image\/png;base64,/)
    expect((await dev.server.ssrLoadModule('/src/server.js'))['default']).toBe(url)
    const page = await (await dev.fetch('/', { Accept: 'text/html' })).text()
    const picture = /<img src="([^"]+)"/.exec(page)?.[1] ?? 'none'
    expect((await dev.fetch(picture)).headers.get('content-type')).toBe('image/png')
  })

  it('shows an edited photo: modules, style sheets with @import, pages', async () => {
    const project = await startModule("import './shoe.jpg?matting'; import './main.css'", [
      'src/shoe.jpg',
      'src/part/bag.jpg',
      'src/hat.jpg',
      'src/belt.jpg',
    ])
    await project.write('src/main.css', "@import './part/card.css';")
    await project.write('src/part/card.css', '.card { background: url(./bag.jpg?matting) }')
    const style = '<style>body { background: url(./src/belt.jpg?matting) }</style>'
    await project.write('index.html', `${style}<img src="/src/hat.jpg?matting">`)
    const dev = await startDev(project)
    const send = vi.spyOn(dev.server.environments.client.hot, 'send')
    const edit = async (photo: string, seed: number): Promise<unknown> => {
      send.mockClear()
      await makePhoto(join(project.dir, photo), { seed })
      await vi.waitFor(() => expect(send).toHaveBeenCalled(), { timeout: 20_000 })
      return send.mock.calls[0]?.[0]
    }
    await dev.fetch('/', { Accept: 'text/html' })
    await dev.load('/src/main.js')
    const url = readExport(await dev.load('/src/shoe.jpg?import&matting'))
    const tag = (await dev.fetch(url)).headers.get('etag')
    const css = await dev.load('/src/main.css')

    expect(await edit('src/shoe.jpg', 11)).toMatchObject({ type: 'full-reload' })
    const edited = readExport(await dev.load('/src/shoe.jpg?import&matting'))
    expect(edited).toMatch(new RegExp(`^${url}\\?t=\\d+$`))
    expect((await dev.fetch(edited)).headers.get('etag')).not.toBe(tag)

    expect(await edit('src/part/bag.jpg', 12)).toMatchObject({ type: 'update', updates: [{ path: '/src/main.css' }] })
    const restyled = await dev.load('/src/main.css')
    const picture = /url\(([^)]+)\)/.exec(restyled)?.[1] ?? 'none'
    expect(css).not.toContain(picture)
    expect((await dev.fetch(picture)).headers.get('content-type')).toBe('image/png')

    expect(await edit('src/hat.jpg', 13)).toMatchObject({ type: 'full-reload' })
    expect(await edit('src/belt.jpg', 14)).toMatchObject({ type: 'full-reload' })
  })
})
