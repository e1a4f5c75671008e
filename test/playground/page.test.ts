import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from 'vite'
import { hasBrowser, launchBrowser } from '../support/browser.ts'
import { serveFolder } from '../support/static-server.ts'
import { completePage, listExpected, PLAYGROUND, readPictures, type ShownPicture } from './pages.ts'

const BUNDLERS = ['vite', 'webpack', 'rspack', 'rsbuild', 'rollup', 'rolldown', 'esbuild', 'farm']
const DEV_SERVER = 'vite-dev'
/** Ignored by git: for people to look at. */
const ARTEFACTS = resolve(import.meta.dirname, '../../test-artefacts/playground')

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['demo.mjs'], { cwd: PLAYGROUND, maxBuffer: 1e8 })
}, 600_000)

describe.each(BUNDLERS)('the page built by %s', (bundler) => {
  const dist = join(PLAYGROUND, 'dist', bundler)

  it('has every cut-out once as a hashed PNG, and no photo', async () => {
    const files = (await readdir(dist, { recursive: true })).map(String)
    const pictures = files.filter((file) => /\.(?:png|jpe?g)$/.test(file))
    expect(pictures).toHaveLength((await listExpected()).length)
    expect(pictures.filter((file) => !/(?:^|\/)[a-z-]+[-.][\w-]{8,}\.png$/.test(file))).toEqual([])
    for (const file of pictures) {
      const { hasAlpha, format } = await sharp(join(dist, file)).metadata()
      expect({ file, hasAlpha, format }).toEqual({ file, hasAlpha: true, format: 'png' })
    }
  })

  it('leaves no marker behind', async () => {
    const files = (await readdir(dist, { recursive: true })).map(String).filter((file) => /\.(?:js|css)$/.test(file))
    for (const file of files) {
      const text = await readFile(join(dist, file), 'utf8')
      // Bundlers name modules in comments, and the page's own words mention the marker; references have an extension before it.
      expect(text.replace(/^\s*\/\/.*$|\/\*[^]*?\*\//gm, '')).not.toMatch(/\.jpg\?/)
    }
  })
})

/** Serves the page that a bundler wrote, or the sources by Vite's dev server. */
async function servePage(name: string): Promise<{ url: string; close(): Promise<void> }> {
  if (name !== DEV_SERVER) return serveFolder(join(PLAYGROUND, 'dist', name))
  const server = await createServer({
    root: PLAYGROUND,
    configFile: join(PLAYGROUND, 'vite.config.js'),
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1' },
  })
  await server.listen()
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() }
}

describe.skipIf(!hasBrowser)('in Chromium', () => {
  const seen = new Map<string, readonly ShownPicture[]>()
  let browser: Browser

  beforeAll(async () => {
    await mkdir(ARTEFACTS, { recursive: true })
    browser = await launchBrowser()
  })

  afterAll(async () => {
    await browser.close()
    console.log(drawTable(seen, (await listExpected()).length))
  })

  it.each([...BUNDLERS, DEV_SERVER])('the page of %s shows every picture, cut out', async (name) => {
    const server = await servePage(name)
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    const failures: string[] = []
    page.on('requestfailed', (request) => failures.push(request.url()))
    page.on('response', (response) => response.status() >= 400 && failures.push(response.url()))
    page.on('pageerror', (error) => failures.push(String(error)))
    try {
      await page.goto(server.url)
      await completePage(page)
      await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true })
      const shown = await readPictures(page)
      seen.set(name, shown)
      expect(failures.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([])
      expect(shown.map(({ photo, width, height }) => ({ photo, width, height }))).toEqual(await listExpected())
      expect(shown.filter((picture) => !isCutOut(picture))).toEqual([])
    } finally {
      await page.close()
      await server.close()
    }
  })
})

/** Clear all around, and a product in the middle of it that hides what is behind. */
function isCutOut({ hasClearCorners, clear, solid }: ShownPicture): boolean {
  return hasClearCorners && clear > 0.2 && solid > 0.05
}

function drawTable(seen: ReadonlyMap<string, readonly ShownPicture[]>, expected: number): string {
  const head = ['page', 'pictures', 'loaded', 'cut out', 'clear', 'solid']
  const percent = (shares: number[]): string =>
    `${(Math.min(...shares) * 100).toFixed(0)}–${(Math.max(...shares) * 100).toFixed(0)} %`
  const rows = [...seen]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, shown]) => [
      name,
      String(expected),
      String(shown.filter(({ width }) => width > 0).length),
      String(shown.filter(isCutOut).length),
      percent(shown.map(({ clear }) => clear)),
      percent(shown.map(({ solid }) => solid)),
    ])
  return [head, ...rows].map((row) => row.map((cell, at) => cell.padEnd(at === 0 ? 20 : 10)).join('')).join('\n')
}
