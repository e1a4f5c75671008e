import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createServedEngine, makePhoto } from '../hosts/support.ts'
import { hasBrowser, launchBrowser } from '../support/browser.ts'
import { IMPORTS, openShop, type ReportShop } from './support.ts'

describe.skipIf(!hasBrowser)('the report in Chromium', { timeout: 60_000 }, () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launchBrowser()))
  afterAll(() => browser.close())

  /** Opens the report of a shop. @returns the page, and all it asked for, or complained of, besides its own file */
  async function look({ root }: ReportShop, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options)
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const told: string[] = []
    const { href } = pathToFileURL(join(root, 'matting-report.html'))
    page.on('request', (request) => {
      const url = request.url()
      if (url !== href && !url.startsWith('data:')) told.push(url)
    })
    page.on('console', (message) => told.push(message.text()))
    page.on('pageerror', (error) => told.push(error.message))
    page.on('dialog', (dialog) => void (told.push(dialog.message()), dialog.dismiss()))
    await page.goto(href)
    return { page, told }
  }

  /** Three cut-outs of one engine, and the picture of a rule, of another; all were paid for. */
  async function buildMixed(imports = IMPORTS.slice(0, 3), shop?: ReportShop): Promise<ReportShop> {
    shop ??= await openShop()
    const { engine } = createServedEngine()
    const rule = ['src/main.ts', './b.jpg?cos=imageMogr2/thumbnail/40x'] as const
    await shop.build([...imports, rule], { engine: { ...engine, name: 'cloudy' } })
    return shop
  }

  const names = (page: Page): Promise<string[]> => page.locator('.card:visible .directives').allTextContents()

  it('is chosen from, sorted and searched by keyboard; how many are shown is told', async () => {
    const { page, told } = await look(await buildMixed())
    const count = page.getByRole('status')
    await page.keyboard.press('Tab')
    await page.keyboard.type('A.JPG w=')
    expect(await count.textContent()).toBe('2 of 4 shown')
    expect(await names(page)).toEqual(['?matting&w=10', '?matting&w=5'])
    await page.keyboard.press('Control+A')
    await page.keyboard.press('Delete')
    expect(await count.textContent()).toBe('4 of 4 shown')

    const paid = page.getByRole('checkbox', { name: 'Paid 4' })
    await paid.focus()
    await page.keyboard.press('Space')
    expect(await count.textContent()).toBe('4 of 4 shown')
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Size of the file')
    const bytes = await page.locator('.card').evaluateAll((cards) => cards.map((card) => Number(card.dataset['bytes'])))
    expect(bytes).toEqual([...bytes].sort((one, other) => other - one))
    expect(told).toEqual([])
  })

  it('chooses by engine and status together', async () => {
    const shop = await buildMixed(IMPORTS.slice(1, 3))
    await buildMixed(IMPORTS.slice(0, 3), shop)
    const { page } = await look(shop)
    const count = page.getByRole('status')
    await page.getByRole('checkbox', { name: 'counting 1' }).press('Space')
    expect(await names(page)).toEqual(['?cos=imageMogr2/thumbnail/40x'])
    await page.getByRole('checkbox', { name: 'cloudy 3' }).press('Space')
    expect(await count.textContent()).toBe('4 of 4 shown')
    await page.getByRole('checkbox', { name: 'Paid 1' }).press('Space')
    expect(await names(page)).toEqual(['?matting&padding=4x2'])
    await page.getByRole('checkbox', { name: 'Cached 3' }).press('Space')
    expect(await count.textContent()).toBe('4 of 4 shown')
    await page.getByRole('searchbox').fill('no such picture')
    expect(await page.getByText('No picture is like that.').isVisible()).toBe(true)
  })

  it('compares each picture with its photo by arrow keys, or all at once', async () => {
    const { page } = await look(await buildMixed())
    const [first, second] = [page.locator('.curtain').nth(0), page.locator('.curtain').nth(1)]
    await first.focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft')
    expect(await first.getAttribute('aria-valuetext')).toBe('35 % photo')
    expect(await first.getAttribute('aria-label')).toBe('Share of the photo, a.jpg')
    expect(await second.getAttribute('aria-valuetext')).toBe('50 % photo')
    const outlineOf = (rail: Element) => getComputedStyle(rail, '::after').outlineStyle
    expect(await page.locator('.rail').first().evaluate(outlineOf)).toBe('solid')
    expect(await page.locator('.rail').nth(1).evaluate(outlineOf)).toBe('none')
    const clipOf = (name: string) =>
      page
        .locator(`.frame .${name}`)
        .first()
        .evaluate((element) => getComputedStyle(element).clipPath)
    expect([await clipOf('photo'), await clipOf('cut')]).toEqual(['inset(0px 65% 0px 0px)', 'inset(0px 0px 0px 35%)'])
    await page.getByRole('slider', { name: 'Share of the photo, all pictures' }).press('End')
    expect(await second.getAttribute('aria-valuetext')).toBe('100 % photo')
    expect(await clipOf('photo')).toBe('inset(0px 0% 0px 0px)')
  })

  it('shows photo and picture, each with a text in its place', async () => {
    const { page } = await look(await buildMixed())
    await page.getByRole('img', { name: 'Cut-out of a.jpg' }).first().scrollIntoViewIfNeeded()
    const sizes = await page
      .locator('img')
      .evaluateAll((images) => (images as HTMLImageElement[]).map(({ alt, naturalWidth }) => [alt, naturalWidth > 0]))
    expect(sizes).toHaveLength(8)
    expect(sizes.slice(0, 2)).toEqual([
      ['Photo a.jpg', true],
      ['Cut-out of a.jpg', true],
    ])
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Cut-outs')
    expect(await page.getByRole('article', { name: 'a.jpg' }).count()).toBe(3)
  })

  it.each(['light', 'dark'] as const)('has the colours of the system (%s), or others', async (colorScheme) => {
    const { page } = await look(await buildMixed(), { colorScheme })
    const ground = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
    const [day, night] = ['rgb(243, 243, 241)', 'rgb(18, 19, 22)']
    expect(await ground()).toBe(colorScheme === 'light' ? day : night)
    const schemes = page.getByRole('group', { name: 'Page' })
    await schemes.getByRole('radio', { name: 'Dark' }).press('Space')
    expect(await ground()).toBe(night)
    await schemes.getByRole('radio', { name: 'Light' }).press('Space')
    expect(await ground()).toBe(day)
    await page.getByRole('group', { name: 'Backdrop' }).getByRole('radio', { name: 'Dark' }).press('Space')
    const behind = page.locator('.cut').first()
    expect(await behind.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(22, 25, 29)')
  })

  it('runs nothing that a file is called', async () => {
    const shop = await openShop({})
    const evil = `"'><script>alert(1)<img src=x onerror=alert(1)>`
    await makePhoto(join(shop.root, `${evil}.png`))
    await shop.build([[`${evil}.ts`, `./${evil}.png?matting`]])
    const { page, told } = await look(shop)
    expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe(`${evil}.png`)
    expect(told).toEqual([])
  })

  it('shows all pictures where scripts are off', async () => {
    const { page } = await look(await buildMixed(), { javaScriptEnabled: false })
    expect(await page.locator('.card').count()).toBe(4)
    expect(await page.getByRole('img', { name: 'Photo a.jpg' }).first().isVisible()).toBe(true)
  })

  it('has no bar across it on a phone', async () => {
    const { page } = await look(await buildMixed(), { viewport: { width: 360, height: 640 } })
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(360)
  })
})
