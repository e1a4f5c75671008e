import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launchBrowser } from '../support/browser.ts'
import { serveFolder } from '../support/static-server.ts'

const PLAYGROUND = resolve(import.meta.dirname, '../../playground')
const BUNDLERS = ['vite', 'webpack', 'rspack', 'rsbuild', 'rollup', 'rolldown', 'esbuild']

/** What a picture on the page is: its size, and the alpha of its corner and of its most opaque pixel. */
interface Shown {
  readonly src: string
  readonly width: number
  readonly height: number
  readonly corner: number
  readonly most: number
}

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['demo.mjs'], { cwd: PLAYGROUND, maxBuffer: 1e8 })
}, 600_000)

describe.each(BUNDLERS)('the page built by %s', (bundler) => {
  const dist = join(PLAYGROUND, 'dist', bundler)

  it('has every cut-out as a hashed PNG, and no photo', async () => {
    const files = (await readdir(dist, { recursive: true })).map(String)
    const pictures = files.filter((file) => /\.(?:png|jpe?g)$/.test(file))
    expect(pictures.length).toBeGreaterThanOrEqual(12)
    expect(pictures.filter((file) => !/(?:^|\/)[a-z-]+[-.][\w-]{8,}\.png$/.test(file))).toEqual([])
    for (const file of pictures) {
      const { hasAlpha, format } = await sharp(join(dist, file)).metadata()
      expect({ file, hasAlpha, format }).toEqual({ file, hasAlpha: true, format: 'png' })
    }
  })

  it('leaves no marker behind', async () => {
    const files = (await readdir(dist, { recursive: true })).map(String).filter((file) => /\.(?:js|css)$/.test(file))
    for (const file of files) {
      // The page's own words mention it in code samples, which end in `')`; references have an extension before it.
      expect(await readFile(join(dist, file), 'utf8')).not.toMatch(/\.jpg\?/)
    }
  })
})

describe.skipIf(!hasBrowser).each(BUNDLERS)('the page built by %s, in Chromium', (bundler) => {
  let browser: Browser
  let server: Awaited<ReturnType<typeof serveFolder>>

  beforeAll(async () => {
    server = await serveFolder(join(PLAYGROUND, 'dist', bundler))
    browser = await launchBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  it('shows every picture, cut out: imports, new URL, CSS and a module loaded on demand', async () => {
    const page = await browser.newPage()
    const failures: string[] = []
    page.on('requestfailed', (request) => failures.push(request.url()))
    page.on('response', (response) => response.status() >= 400 && failures.push(response.url()))
    page.on('pageerror', (error) => failures.push(String(error)))
    await page.goto(server.url)
    await page.click('#more')
    await page.waitForSelector('#more-picture img')
    const shown = await readPictures(page)
    expect(shown.length).toBeGreaterThanOrEqual(13)
    expect(shown.filter(({ width, corner, most }) => width < 1000 || corner !== 0 || most !== 255)).toEqual([])
    expect(failures.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([])
    await page.close()
  })
})

/** Every picture of the page, the CSS background included, drawn on a canvas and looked at. */
function readPictures(page: Page): Promise<Shown[]> {
  return page.evaluate(async () => {
    const styled = getComputedStyle(document.querySelector('.travel')!).backgroundImage
    const background = /url\("(.+)"\)/.exec(styled)?.[1] ?? 'missing'
    const sources = [...[...document.images].map(({ src }) => src), background]
    return Promise.all(
      sources.map(async (src) => {
        const image = new Image()
        image.src = src
        await image.decode()
        const { naturalWidth: width, naturalHeight: height } = image
        const canvas = new OffscreenCanvas(width, height)
        const context = canvas.getContext('2d')!
        context.drawImage(image, 0, 0)
        const { data } = context.getImageData(0, 0, width, height)
        let most = 0
        for (let index = 3; index < data.length; index += 4) most = Math.max(most, data[index]!)
        return { src, width, height, corner: data[3]!, most }
      }),
    )
  })
}
