import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { makePhoto } from '../support.ts'
import { type Dev, readExport, startDev } from './dev-support.ts'
import { startModule } from './support.ts'

/** What the page is sent when a photo is written. */
async function add(dev: Dev, file: string): Promise<unknown[]> {
  const send = vi.spyOn(dev.server.environments.client.hot, 'send')
  await makePhoto(file, { seed: 9 })
  await vi.waitFor(() => expect(send).toHaveBeenCalled(), { timeout: 20_000 })
  return send.mock.calls.map(([message]) => message)
}

const RELOAD: unknown = expect.objectContaining({ type: 'full-reload' })

const load = async (dev: Dev, path: string): Promise<string> => {
  const answer = await dev.fetch(path, { Accept: '*/*' })
  expect(answer.status).toBe(200)
  return answer.text()
}

describe('a photo that is missing in the dev server of Vite', () => {
  it.each([
    ['an import', "import shoe from './late.jpg?matting'; export default shoe"],
    ['two imports', "import './late.jpg?matting&center'; import shoe from './late.jpg?matting'; export default shoe"],
    ['an import()', "export default import('./late.jpg?matting')"],
    ['new URL()', "export default new URL('./late.jpg?matting', import.meta.url).href"],
    ['a path from the root', "import shoe from '/src/late.jpg?matting'; export default shoe"],
  ])('of %s is taken when it is there; the page is loaded again', async (_what, code) => {
    const project = await startModule(code)
    const dev = await startDev(project)
    const broken = await dev.fetch('/src/main.js')
    expect(broken.status).toBe(500)
    expect(await broken.text()).toContain('late.jpg')
    expect(await add(dev, join(project.dir, 'src/late.jpg'))).toContainEqual(RELOAD)
    await load(dev, '/src/main.js')
    const url = readExport(await load(dev, '/src/late.jpg?import&matting'))
    expect((await dev.fetch(url)).headers.get('content-type')).toBe('image/png')
  })

  it.each([
    ['a style sheet', '.a { background: url(./late.jpg?matting) }', ''],
    ['a style sheet, from the root', '.a { background: url("/src/late.jpg?matting") }', ''],
    ['a style sheet of a style sheet', "@import './part.css';", '.b { background: url(./late.jpg?matting) }'],
  ])('of %s is taken when it is there; the page is loaded again', async (_what, css, part) => {
    const project = await startModule("import './main.css'")
    await project.write('src/main.css', css)
    await project.write('src/part.css', part)
    const dev = await startDev(project)
    expect((await dev.fetch('/src/main.css')).status).toBe(500)
    expect(await add(dev, join(project.dir, 'src/late.jpg'))).toContainEqual(RELOAD)
    const [, url = 'none'] = /url\(\\?"?([^)"\\]+)/.exec(await load(dev, '/src/main.css')) ?? []
    expect((await dev.fetch(url)).headers.get('content-type')).toBe('image/png')
  })

  it('of a page is a placeholder, and the picture when it is there', async () => {
    const project = await startModule('')
    await project.write('index.html', '<img src="./src/late.jpg?matting">')
    const dev = await startDev(project)
    const page = await (await dev.fetch('/', { Accept: 'text/html' })).text()
    const [, url = 'none'] = /<img src="([^"]+)"/.exec(page) ?? []
    const placeholder = await dev.fetch(url)
    expect([placeholder.status, placeholder.headers.get('content-type')]).toEqual([500, 'image/svg+xml; charset=utf-8'])
    expect(await add(dev, join(project.dir, 'src/late.jpg'))).toContainEqual(RELOAD)
    expect((await dev.fetch(url)).headers.get('content-type')).toBe('image/png')
  })

  it('of a module in server code is taken when it is there', async () => {
    const project = await startModule('')
    await project.write('src/server.js', "export { default } from './late.jpg?matting'")
    const dev = await startDev(project)
    await expect(dev.server.ssrLoadModule('/src/server.js')).rejects.toThrow('late.jpg')
    await add(dev, join(project.dir, 'src/late.jpg'))
    const url = String((await dev.server.ssrLoadModule('/src/server.js'))['default'])
    expect((await dev.fetch(url)).headers.get('content-type')).toBe('image/png')
  })

  it('because it was deleted is an error, and the picture again when it is back', async () => {
    const project = await startModule("import './shoe.jpg?matting'; import './main.css'")
    await project.write('src/main.css', '.a { background: url(./shoe.jpg?matting) }')
    const dev = await startDev(project)
    await dev.load('/src/main.js')
    const url = readExport(await load(dev, '/src/shoe.jpg?import&matting'))
    await load(dev, '/src/main.css')
    expect((await dev.fetch(url)).status).toBe(200)
    const send = vi.spyOn(dev.server.environments.client.hot, 'send')
    await rm(join(project.dir, 'src/shoe.jpg'))
    await vi.waitFor(() => expect(send).toHaveBeenCalled(), { timeout: 20_000 })
    expect((await dev.fetch(url)).status).toBe(500)
    send.mockClear()
    expect(await add(dev, join(project.dir, 'src/shoe.jpg'))).toContainEqual(RELOAD)
    await load(dev, '/src/main.js')
    await load(dev, '/src/main.css')
    expect((await dev.fetch(readExport(await load(dev, '/src/shoe.jpg?import&matting')))).status).toBe(200)
  })
})
