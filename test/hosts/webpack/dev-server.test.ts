import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import matting from 'unplugin-matting/webpack'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import webpack, { type Compiler } from 'webpack'
import WebpackDevServer from 'webpack-dev-server'
import { hasBrowser, launchBrowser } from '../../support/browser.ts'
import { createCountingEngine, createProject, isCutOut, makePhoto, type Project } from '../support.ts'

interface Dev {
  readonly project: Project
  readonly calls: readonly { readonly name: string }[]
  readonly origin: string
  /** Code, and style sheet, as they are now. */
  read(file: 'main.js' | 'main.css'): Promise<string>
  /** The picture that one of them names. */
  fetchPicture(file: 'main.js' | 'main.css'): Promise<{ type: string | null; bytes: Buffer }>
}

const PAGE = `<!doctype html><link rel="stylesheet" href="/main.css"><div id="css"></div><img id="js"><script src="/main.js"></script>`

/** The server of a page that shows a photo by a module, and another one by a style sheet. */
async function start(photos = ['shoe', 'hat']): Promise<Dev> {
  const project = await createProject({
    'package.json': '{}',
    'public/index.html': PAGE,
    'src/index.js': `import './style.css'; import shoe from './shoe.jpg?matting'; document.querySelector('#js').src = shoe`,
    'src/style.css': '#css { width: 24px; height: 16px; background: url("./hat.jpg?matting") }',
  })
  for (const [index, name] of photos.entries()) {
    await makePhoto(join(project.dir, `src/${name}.jpg`), { seed: index + 1 })
  }
  const { engine, calls } = createCountingEngine()
  const compiler = webpack({
    ...{ context: project.dir, mode: 'development', entry: './src/index.js', stats: 'none' },
    output: { publicPath: '/', path: join(project.dir, 'dist') },
    experiments: { css: true },
    infrastructureLogging: { level: 'none' },
    plugins: [matting({ engine })],
  }) as Compiler
  const options: ConstructorParameters<typeof WebpackDevServer>[0] = {
    ...{ host: '127.0.0.1', port: 'auto', hot: false, liveReload: true, setupExitSignals: false },
    static: { directory: join(project.dir, 'public') },
    client: { overlay: { errors: true, warnings: false, runtimeErrors: false } },
  }
  const server = new WebpackDevServer(options, compiler)
  await server.start()
  onTestFinished(async () => {
    await server.stop()
    await project.remove()
  })
  const address = server.server?.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`
  const read: Dev['read'] = async (file) => (await fetch(origin + file)).text()
  return {
    ...{ project, calls, origin, read },
    async fetchPicture(file) {
      const [name = 'none'] = /(?:shoe|hat)-[\da-f]{8}\.png/.exec(await read(file)) ?? []
      const answer = await fetch(origin + name)
      return { type: answer.headers.get('content-type'), bytes: Buffer.from(await answer.arrayBuffer()) }
    },
  }
}

describe('webpack-dev-server', () => {
  it.each([
    ['a module', 'main.js', 'shoe'],
    ['a style sheet', 'main.css', 'hat'],
  ] as const)('serves the picture of %s, and another one when its photo is edited', async (_what, file, photo) => {
    const { project, calls, fetchPicture } = await start()
    const first = await fetchPicture(file)
    expect(first.type).toBe('image/png')
    expect(await isCutOut(first.bytes)).toBe(true)
    await makePhoto(join(project.dir, `src/${photo}.jpg`), { seed: 9 })
    await expect.poll(async () => (await fetchPicture(file)).bytes.equals(first.bytes), { timeout: 20_000 }).toBe(false)
    expect(await isCutOut((await fetchPicture(file)).bytes)).toBe(true)
    expect(calls.map(({ name }) => name).sort()).toEqual(['hat.jpg', 'shoe.jpg', `${photo}.jpg`].sort())
  })
})

const readPage = (page: Page): Promise<{ js: number; overlay: number }> =>
  page.evaluate(() => ({
    js: document.querySelector<HTMLImageElement>('#js')?.naturalWidth ?? 0,
    overlay: document.querySelectorAll('#webpack-dev-server-client-overlay').length,
  }))

// Busy machines take their time with a browser.
describe.skipIf(!hasBrowser)('webpack-dev-server, in Chromium', { timeout: 120_000 }, () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launchBrowser()))
  afterAll(() => browser.close())

  const HOW = { timeout: 30_000 }

  it.each([
    ['damaged', ['shoe', 'hat'], 'is not an image'],
    ['missing', ['hat'], 'was not found'],
  ])('shows the error of a photo that is %s over the page, until it is mended', async (_what, photos, message) => {
    const { project, origin } = await start(photos)
    const shoe = join(project.dir, 'src/shoe.jpg')
    if (photos.includes('shoe')) await project.write('src/shoe.jpg', 'no picture')
    const page = await browser.newPage()
    await page.goto(origin)
    await expect.poll(() => readPage(page).catch(() => undefined), HOW).toMatchObject({ overlay: 1 })
    const overlay = page.frameLocator('#webpack-dev-server-client-overlay')
    await expect.poll(() => overlay.locator('body').textContent(), HOW).toMatch(new RegExp(`${message}[^]*fix:`))
    await makePhoto(shoe, { seed: 5 })
    await expect.poll(() => readPage(page).catch(() => undefined), HOW).toEqual({ js: 24, overlay: 0 })
    await rm(shoe)
    await expect.poll(() => readPage(page).catch(() => undefined), HOW).toMatchObject({ overlay: 1 })
    await page.close()
  })
})
