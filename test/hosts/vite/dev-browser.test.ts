import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, launchBrowser } from '../../support/browser.ts'
import { makePhoto, type Project } from '../support.ts'
import { type Dev, startDev } from './dev-support.ts'
import { startProject } from './support.ts'

const SHOW = 'const image = new Image(); image.id = "js"; image.src = picture; document.body.append(image)'

/** A page that shows the same photo by a module, a style sheet, a style in the page, and an attribute. */
function startPage(photo = 'shoe.jpg'): Promise<Project> {
  const name = encodeURI(photo)
  const files = {
    'index.html':
      `<style>#page { width: 48px; height: 32px; background: url(./src/${name}?matting) }</style><div id="page"></div>` +
      `<div id="css"></div><img id="html" src="./src/${name}?matting"><script type="module" src="/src/main.js"></script>`,
    'src/main.js': `import './main.css'; import picture from ${JSON.stringify(`./${photo}?matting`)}; ${SHOW}`,
    'src/main.css': `#css { width: 48px; height: 32px; background: url(./${name}?matting) }`,
  }
  return startProject(files, [`src/${photo}`])
}

/** Colours in the middle of the four pictures of a page, as `r,g,b,a`. */
const readColours = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const backgroundOf = (id: string) =>
      /url\("(.+)"\)/.exec(getComputedStyle(document.querySelector(id)!).backgroundImage)?.[1]
    const srcOf = (id: string) => document.querySelector<HTMLImageElement>(id)?.src
    const sources = { js: srcOf('#js'), html: srcOf('#html'), css: backgroundOf('#css'), page: backgroundOf('#page') }
    const colours = Object.entries(sources).map(async ([id, src]) => {
      const image = new Image()
      image.src = src ?? ''
      await image.decode().catch(() => undefined)
      const context = new OffscreenCanvas(1, 1).getContext('2d')!
      if (image.naturalWidth > 0) context.drawImage(image, -image.naturalWidth / 2, -image.naturalHeight / 2)
      return [id, context.getImageData(0, 0, 1, 1).data.join()] as const
    })
    return Object.fromEntries(await Promise.all(colours))
  })

const addressOf = (dev: Dev, path = ''): string => `${dev.server.resolvedUrls?.local[0] ?? ''}${path}`

// Busy machines take their time with a browser.
describe.skipIf(!hasBrowser)('the dev server of Vite, in Chromium', { timeout: 180_000 }, () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launchBrowser()))
  afterAll(() => browser.close())

  async function open(address: string, options = {}): Promise<{ page: Page; failures: string[]; requests: string[] }> {
    const page = await browser.newPage(options)
    const failures: string[] = []
    const requests: string[] = []
    page.on('pageerror', (error) => failures.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()))
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(address)
    return { page, failures, requests }
  }

  it('shows an edited photo without a restart: by module, style sheet, style and attribute', async () => {
    const project = await startPage()
    const dev = await startDev(project)
    const { page } = await open(addressOf(dev))
    await page.waitForSelector('#js')
    const before = await readColours(page)
    expect(new Set(Object.values(before)).size).toBe(1)
    expect(before['js']).toMatch(/,255$/)
    await makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 5 })
    await expect
      .poll(() => readColours(page).catch(() => ({})), { timeout: 20_000 })
      .toEqual(Object.fromEntries(Object.keys(before).map((id) => [id, expect.not.stringMatching(before['js'] ?? '')])))
    await page.close()
  })

  it('shows a placeholder and the overlay for what failed, and the picture when it is mended', async () => {
    const project = await startPage()
    await project.write('src/main.js', `import picture from './text.jpg?matting'; ${SHOW}`)
    await project.write('src/text.jpg', 'no picture')
    const dev = await startDev(project)
    const { page } = await open(addressOf(dev))
    await page.waitForSelector('vite-error-overlay')
    expect(await page.locator('vite-error-overlay .message-body').textContent()).toMatch(/^"text\.jpg"[^]*fix:/)
    const readWidth = (): Promise<number> =>
      page.evaluate(() => document.querySelector<HTMLImageElement>('#js')?.naturalWidth ?? 0).catch(() => 0)
    expect(await readWidth()).toBe(480)
    await makePhoto(join(project.dir, 'src/text.jpg'))
    await expect.poll(readWidth, { timeout: 20_000 }).toBe(24)
    expect(await page.locator('vite-error-overlay').count()).toBe(0)
    await page.close()
  })

  it('shows new and edited pictures in an open gallery, which asks nobody else for anything', async () => {
    const photo = '<b onclick>shoe.jpg'
    const project = await startPage(photo)
    const dev = await startDev(project)
    const gallery = await open(addressOf(dev, '__matting/'))
    expect(await gallery.page.locator('.empty').isVisible()).toBe(true)
    const shop = await open(addressOf(dev))
    await gallery.page.waitForSelector('.card[data-state=done]')
    expect(await gallery.page.locator('.card').count()).toBe(1)
    expect(await gallery.page.locator('.card h2').textContent()).toBe(photo)
    const picture = gallery.page.locator('.pane.cut img')
    const before = await picture.getAttribute('src')
    await makePhoto(join(project.dir, 'src', photo), { seed: 5 })
    await expect.poll(() => picture.getAttribute('src'), { timeout: 20_000 }).not.toBe(before)
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(24)
    expect(gallery.failures).toEqual([])
    expect(gallery.requests.filter((url) => !url.startsWith(addressOf(dev, '__matting/')))).toEqual([])
    await shop.page.close()
    await gallery.page.close()
  })

  it('has a gallery for the keyboard: comparing, backdrops, choosing', async () => {
    const project = await startPage()
    await project.write('src/text.jpg', 'no picture')
    const dev = await startDev(project)
    for (const id of ['shoe.jpg?import&matting', 'shoe.jpg?import&matting&center', 'text.jpg?import&matting']) {
      await dev.fetch(/"(.+)"/.exec(await dev.load(`/src/${id}`))?.[1] ?? 'none')
    }
    const { page, failures } = await open(addressOf(dev, '__matting/'), { reducedMotion: 'reduce' })
    const readFocus = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
    await page.locator('button.panes').first().focus()
    expect(await readFocus()).toBe('Compare shoe.jpg?matting&center=1 with its photo')
    await page.keyboard.press('Enter')
    expect(await readFocus()).toBe('Share of the photo')
    for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowLeft')
    expect(await page.locator('#curtain').getAttribute('aria-valuetext')).toBe('40 % photo')
    await page.locator('#next').press('Enter')
    expect(await page.locator('#viewer .directives').textContent()).toBe('?matting')
    await page.keyboard.press('Escape')
    // A dialog tells that it was closed a moment later.
    await expect.poll(readFocus).toBe('Compare shoe.jpg?matting with its photo')

    await page.locator('[name=backdrop][value=checks]').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    const readGround = (): Promise<string> =>
      page
        .locator('.pane.cut')
        .first()
        .evaluate((pane) => getComputedStyle(pane).backgroundColor)
    expect(await readGround()).toBe('rgb(22, 25, 29)')
    await page.locator('#colour').fill('#123456')
    expect(await readGround()).toBe('rgb(18, 52, 86)')
    await page.reload()
    expect(await readGround()).toBe('rgb(18, 52, 86)')

    await page.locator('[name=show][value=all]').focus()
    await page.keyboard.press('ArrowLeft')
    const listShown = (): Promise<string[]> => page.locator('.card:visible h2').allTextContents()
    expect(await listShown()).toEqual(['text.jpg'])
    await page.keyboard.press('ArrowRight')
    await page.locator('#search').fill('center')
    expect(await listShown()).toEqual(['shoe.jpg'])
    expect(failures).toEqual([])
    await page.close()
  })
})
