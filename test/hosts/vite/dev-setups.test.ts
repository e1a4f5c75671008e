import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import matting from 'unplugin-matting/vite'
import { createServer } from 'vite'
import { expect, it, onTestFinished } from 'vitest'
import { createCountingEngine } from '../support.ts'
import { type Dev, readExport, startDev } from './dev-support.ts'
import { createLog, startModule } from './support.ts'

const CODE = "import './shoe.jpg?matting'"

const findPicture = async (dev: Dev, query = 'matting'): Promise<string> =>
  readExport(await dev.load(`/src/shoe.jpg?import&${query}`))

it('serves two queries of a photo as two pictures, each with a tag of its own', async () => {
  const dev = await startDev(await startModule(CODE))
  const urls = [await findPicture(dev), await findPicture(dev, 'matting&padding=4')]
  const tags = await Promise.all(urls.map(async (url) => (await dev.fetch(url)).headers.get('etag')))
  expect(new Set(urls).size).toBe(2)
  expect(new Set(tags).size).toBe(2)
})

it('answers HEAD without a body, and leaves what is no reading to others', async () => {
  const dev = await startDev(await startModule(CODE))
  const url = new URL(await findPicture(dev), dev.server.resolvedUrls?.local[0])
  const head = await fetch(url, { method: 'HEAD' })
  expect(head.status).toBe(200)
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0)
  expect(await head.text()).toBe('')
  expect((await fetch(url, { method: 'POST' })).headers.get('content-type')).not.toBe('image/png')
})

it('finds everything in the cache when it starts anew', async () => {
  const project = await startModule(CODE)
  const first = await startDev(project)
  const url = await findPicture(first)
  const tag = (await first.fetch(url)).headers.get('etag')
  await first.server.close()
  const second = await startDev(project)
  expect(await findPicture(second)).toBe(url)
  expect((await second.fetch(url, { 'If-None-Match': tag ?? '' })).status).toBe(304)
  expect(second.calls).toEqual([])
  expect(await (await second.fetch('/__matting/')).text()).toContain('class="origin cached"')
})

it.each<[string, (dir: string) => false | { dir: string }]>([
  ['in another place', (dir) => ({ dir })],
  ['nowhere', () => false],
])('shows pictures of style sheets with a cache %s', async (_where, cacheIn) => {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'matting-cache-')))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const project = await startModule("import './main.css'")
  await project.write('src/main.css', '.a { background: url(./shoe.jpg?matting) }')
  const dev = await startDev(project, {}, { options: { cache: cacheIn(dir) } })
  const [, url = 'none'] = /url\(([^)]+)\)/.exec(await dev.load('/src/main.css')) ?? []
  const picture = await dev.fetch(url)
  expect({ status: picture.status, type: picture.headers.get('content-type') }).toEqual({
    status: 200,
    type: 'image/png',
  })
})

it('works as the middleware of another server', async () => {
  const project = await startModule(CODE)
  const { engine } = createCountingEngine()
  const vite = await createServer({
    root: project.dir,
    configFile: false,
    customLogger: createLog().logger,
    plugins: [matting({ engine })],
    appType: 'custom',
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true },
  })
  const server = createHttpServer((request, response) => vite.middlewares(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    await vite.close()
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const url = readExport(await (await fetch(`${origin}/src/shoe.jpg?import&matting`)).text())
  expect((await fetch(origin + url)).headers.get('content-type')).toBe('image/png')
  expect(await (await fetch(`${origin}/__matting/`)).text()).toContain('1 picture')
})
