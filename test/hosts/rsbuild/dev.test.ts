import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RsbuildConfig, StartDevServerResult } from '@rsbuild/core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { hasBrowser, launchBrowser } from '../../support/browser.ts'
import { createCountingEngine, createProject, isCutOut, makePhoto, type Project } from '../support.ts'
import { create } from './support.ts'

let project: Project
let started: StartDevServerResult

beforeEach(async () => {
  project = await createProject({
    'package.json': '{}',
    'src/index.js': `import './style.css'; import shoe from './shoe.jpg?matting'; const image = new Image(); image.src = shoe; document.body.append(image)`,
    'src/style.css': 'p { background: url("./hat.jpg?matting") }',
  })
  await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 1 })
  await makePhoto(join(project.dir, 'src/hat.jpg'), { seed: 2 })
})

afterEach(async () => {
  await started.server.close()
  await project.remove()
})

const CONFIG: RsbuildConfig = {
  mode: 'development',
  dev: { writeToDisk: false },
  output: { dataUriLimit: 0 },
  server: { host: '127.0.0.1', port: 0, printUrls: false },
}

async function start(): Promise<(path: string) => Promise<Response>> {
  const rsbuild = await create(project, { options: { engine: createCountingEngine().engine }, config: CONFIG })
  started = await rsbuild.startDevServer()
  return (path) => fetch(`http://127.0.0.1:${started.port}${path}`)
}

const PICTURE_RE = /static\/image\/(\w+)[\w.-]*\.png/g

test.each([
  ['a module', '/static/js/index.js', 'shoe'],
  ['a style sheet', '/static/css/index.css', 'hat'],
])('the dev server serves cut-outs, and sees an edited photo of %s', async (_what, user, edited) => {
  const get = await start()
  const read = async (path: string): Promise<string> => (await get(path)).text()
  const pictures = await vi.waitFor(async () => {
    const text = (await read('/static/js/index.js')) + (await read('/static/css/index.css'))
    expect(text).toContain('static/image/shoe')
    return [...text.matchAll(PICTURE_RE)]
  })
  expect(new Set(pictures.map(([, name]) => name))).toEqual(new Set(['shoe', 'hat']))
  const served = new Map<string, Buffer>()
  for (const [path, name = ''] of pictures) {
    const response = await get(`/${path}`)
    expect(response.headers.get('content-type')).toBe('image/png')
    served.set(name, Buffer.from(await response.arrayBuffer()))
    expect(await isCutOut(served.get(name)!)).toBe(true)
  }
  await makePhoto(join(project.dir, `src/${edited}.jpg`), { seed: 3 })
  await vi.waitFor(
    async () => {
      const path = [...(await read(user)).matchAll(PICTURE_RE)].find(([, name]) => name === edited)?.[0] ?? ''
      const bytes = Buffer.from(await (await get(`/${path}`)).arrayBuffer())
      expect(bytes.equals(served.get(edited) ?? Buffer.alloc(0))).toBe(false)
      expect(await isCutOut(bytes)).toBe(true)
    },
    { timeout: 20_000, interval: 200 },
  )
})

const readPage = (page: Page): Promise<{ width: number; overlay: number }> =>
  page.evaluate(() => ({
    width: document.querySelector('img')?.naturalWidth ?? 0,
    overlay: document.querySelectorAll('rsbuild-error-overlay').length,
  }))

// Busy machines take their time with a browser.
describe.skipIf(!hasBrowser)('in Chromium', { timeout: 120_000 }, () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launchBrowser()))
  afterAll(() => browser.close())

  const HOW = { timeout: 30_000 }

  test.each([
    ['damaged', 'is not an image'],
    ['missing', 'does not exist'],
  ])(
    'the dev server shows the error of a photo that is %s over the page, until it is mended',
    async (what, message) => {
      const shoe = join(project.dir, 'src/shoe.jpg')
      await (what === 'damaged' ? project.write('src/shoe.jpg', 'no picture') : rm(shoe))
      await start()
      const page = await browser.newPage()
      await page.goto(`http://127.0.0.1:${started.port}/`)
      await expect.poll(() => readPage(page).catch(() => undefined), HOW).toMatchObject({ overlay: 1 })
      const overlay = page.locator('rsbuild-error-overlay .content')
      await expect.poll(() => overlay.textContent(), HOW).toMatch(new RegExp(`${message}[^]*fix:`))
      await makePhoto(shoe, { seed: 5 })
      await expect.poll(() => readPage(page).catch(() => undefined), HOW).toEqual({ width: 24, overlay: 0 })
      await rm(shoe)
      await expect.poll(() => readPage(page).catch(() => undefined), HOW).toMatchObject({ overlay: 1 })
      await page.close()
    },
  )
})
