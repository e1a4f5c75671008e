import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/core/types.ts'
import { createMatting } from '../../src/matting.ts'
import { createCountingEngine, createServedEngine, makePhoto } from '../hosts/support.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { IMPORTS, openShop, readCards, readTotals } from './support.ts'

const PRICE = { amount: 0.01, currency: 'CNY' }
const NO_TIMES = /<time.*?<\/time>/gs

describe('the report of a build', () => {
  it('has each picture with all that is known of it, and its imports with their lines', async () => {
    const shop = await openShop()
    await shop.build(IMPORTS)
    const page = await shop.read()
    const cards = readCards(page)
    expect(Object.keys(cards)).toEqual([
      'src/a.jpg?matting&amp;padding=4x2',
      'src/a.jpg?matting&amp;w=10',
      'src/a.jpg?matting&amp;w=5',
      'src/b.jpg?matting',
      'src/b.jpg?matting&amp;padding=1x1',
    ])
    expect(cards['src/a.jpg?matting&amp;padding=4x2']).toMatch(
      /a\.jpg .*Made here Size 56 × 44 File PNG, 2 kB Engine counting Time \d+ ms Confidence 0\.99 Photo src\/a\.jpg Imported by src\/main\.ts:1 /,
    )
    expect(cards['src/b.jpg?matting']).toMatch(
      /Imported by src\/main\.css:1 .\/b\.jpg\?matting src\/main\.ts:3 .\/b\.jpg\?matting$/,
    )
    expect(cards['src/a.jpg?matting&amp;w=5']).toMatch(/Imported by src\/main\.ts:2 .\/a\.jpg\?matting&amp;w=10;5$/)
    expect(readTotals(page)).toMatchObject({ Pictures: '5', 'Made here': '5', 'Paid calls': '0' })
    expect(readTotals(page)).not.toHaveProperty('Estimated cost')
  })

  it('is the same for the same pictures, but for its time', async () => {
    const shop = await openShop()
    await shop.build(IMPORTS)
    await shop.build(IMPORTS)
    const page = await shop.read()
    await shop.build([...IMPORTS].reverse())
    expect((await shop.read()).replace(NO_TIMES, '')).toBe(page.replace(NO_TIMES, ''))
    expect(readTotals(page)).toMatchObject({ Pictures: '5', Cached: '5' })
  })

  it('tells what was paid, once for pictures that share a call, and what that comes to', async () => {
    const shop = await openShop()
    const { engine } = createServedEngine()
    await shop.build(IMPORTS, { engine, price: PRICE })
    const page = await shop.read()
    expect(readTotals(page)).toMatchObject({ Paid: '5', 'Paid calls': '4', 'Estimated cost': '0.04 CNY' })
    const cards = readCards(page)
    expect(cards['src/a.jpg?matting&amp;w=10']).toMatch(/Paid .*Cost 0\.01 CNY/)
    expect(cards['src/a.jpg?matting&amp;w=5']).toMatch(/Paid .*Cost with \?matting&amp;w=10/)
  })

  it('tells what the service had already', async () => {
    const shop = await openShop()
    const { engine, service } = createServedEngine()
    const run: typeof service.run = (...all) =>
      service.run(...all).map(async (result) => ({ ...(await result), paid: false }))
    await shop.build(IMPORTS.slice(0, 1), { engine: { ...engine, service: { ...service, run } }, price: PRICE })
    const page = await shop.read()
    expect(readTotals(page)).toMatchObject({ 'Found in the cloud': '1', 'Paid calls': '0', 'Estimated cost': '0 CNY' })
    expect(readCards(page)['src/a.jpg?matting&amp;padding=4x2']).toMatch(/Found in the cloud Size/)
  })

  it.each(['Made here', 'Cached'])('says which pictures are to be looked at, and why (%s)', async (status) => {
    const shop = await openShop()
    const { engine } = createCountingEngine()
    const doubtful: Engine = { ...engine, cut: async (...all) => ({ ...(await engine.cut(...all)), confidence: 0.4 }) }
    for (let i = 0; i < (status === 'Cached' ? 2 : 1); i++) await shop.build(IMPORTS.slice(0, 1), { engine: doubtful })
    const page = await shop.read()
    expect(readTotals(page)).toMatchObject({ 'To look at': '1' })
    expect(Object.values(readCards(page))[0]).toMatch(
      new RegExp(`${status} Look at it: the outline is doubtful \\(confidence 0\\.40\\)\\.`),
    )
  })

  it('has what fails, with its reason, and nothing of this machine', async () => {
    const shop = await openShop({ ...{ 'src/main.ts': "import './gone.jpg?matting'" } })
    await shop.build([
      ['src/main.ts', './gone.jpg?matting'],
      ['src/main.ts', './b.jpg?matting'],
    ])
    const page = await shop.read()
    expect(readCards(page)['src/gone.jpg?matting']).toMatch(/Missing The photo src\/gone\.jpg does not exist\./)
    expect(readTotals(page)).toMatchObject({ Missing: '1', 'Made here': '1' })
    expect(page).not.toContain(shop.root)
    expect(page).not.toContain(homedir() + '/')
  })

  it('says which pictures of the project it was not asked for; those that are not there belong to others', async () => {
    const shop = await openShop()
    await shop.build(IMPORTS.slice(0, 3))
    await shop.build(IMPORTS.slice(3, 4))
    const cards = readCards(await shop.read())
    expect(Object.keys(cards)).toHaveLength(4)
    expect(cards['src/a.jpg?matting&amp;w=5']).toMatch(/Cached Not asked for by this build/)
    expect(cards['src/b.jpg?matting']).not.toMatch(/Not asked/)
  })

  it('has all pictures where a bundler has them in a cache of its own, and asks for none', async () => {
    const shop = await openShop()
    await shop.build(IMPORTS)
    await shop.build([])
    const cards = Object.values(readCards(await shop.read()))
    expect(cards).toHaveLength(5)
    for (const card of cards) expect(card).toMatch(/Cached Not asked for/)
  })

  it.each([
    ['without a cache', { cache: false }],
    ['of a frozen build', { mode: 'frozen' }],
    ['with a cache that is only read', { cache: { readonly: true } }],
  ] as const)('is written %s', async (_, options) => {
    const shop = await openShop()
    await shop.build(IMPORTS, { report: false })
    const warnings = await shop.build(IMPORTS, options)
    expect(warnings).toEqual([])
    expect((await shop.read()).match(/data:image\/webp/g)).toHaveLength(10)
  })

  it('makes anew what was collected', async () => {
    const shop = await openShop()
    await shop.build(IMPORTS)
    const images = (await shop.read()).match(/data:image\/webp[^"]+/g)
    const matting = await shop.open()
    const { files } = await matting.collect('wet')
    await matting.close()
    expect(files).toBeGreaterThanOrEqual(10)
    await shop.build(IMPORTS)
    expect((await shop.read()).match(/data:image\/webp[^"]+/g)).toEqual(images)
    expect(readTotals(await shop.read())).toMatchObject({ Cached: '5' })
  })

  it('names a remote photo by its address, without what signs it, and does not ask for it', async () => {
    const shop = await openShop({})
    const { engine, runs } = createServedEngine()
    await shop.build([['src/main.ts', 'https://me:pw@img.example/shoe.jpg?sign=s3cret&x=t0ken&matting']], { engine })
    const page = await shop.read()
    expect(runs).toHaveLength(1)
    expect(readCards(page)['https://img.example/shoe.jpg?matting']).toMatch(/The photo can’t be shown shoe\.jpg/)
    expect(page).not.toMatch(/s3cret|t0ken|me:pw/)
  })

  it('is markup of ours only, whatever files and folders are called', async () => {
    const shop = await openShop({})
    const evil = `"'><script>alert(1)<img src=x onerror=alert(1)>`
    await makePhoto(join(shop.root, `src/${evil}.png`))
    const specifier = `./${evil}.png?matting`
    await shop.build([[`src/${evil}.ts`, specifier]])
    const page = await shop.read()
    expect(page).toContain('&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;img src=x onerror=alert(1)&gt;.png')
    expect(page.match(/<script/g)).toHaveLength(1)
  })

  it('that can not be written is a warning', async () => {
    const shop = await openShop()
    await mkdir(join(shop.root, 'report.html/folder'), { recursive: true })
    const warnings = await shop.build(IMPORTS, { report: 'report.html' })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/The report .*report\.html can't be written.*fix: .*`report`/s)
    expect(await readdir(shop.root)).not.toContainEqual(expect.stringMatching(/\.tmp$/))
  })

  it('is not written where nobody asks for it, nor by a dev server', async () => {
    const shop = await openShop()
    await shop.build(IMPORTS, { report: false })
    const setting = { root: shop.root, env: {}, logger: createMemoryLogger() }
    const matting = await createMatting(
      { report: true, engine: createServedEngine().engine },
      { ...setting, follow: ({ make }) => make() },
    )
    await matting.cut(matting.parse('./src/a.jpg?matting'), join(shop.root, 'src/a.jpg'))
    await matting.finish()
    await matting.close()
    expect(await readdir(shop.root)).not.toContainEqual(expect.stringMatching(/html/))
  })

  it('keeps its thumbnails in the cache, and is none of the sources of the project', async () => {
    const shop = await openShop()
    await shop.build(IMPORTS)
    const before = await readdir(join(shop.root, 'node_modules/.cache/unplugin-matting'), { recursive: true })
    const images = (await shop.read()).match(/data:image\/webp;base64,[^"]+/g)
    await shop.build(IMPORTS)
    expect(await readdir(join(shop.root, 'node_modules/.cache/unplugin-matting'), { recursive: true })).toEqual(before)
    expect((await shop.read()).match(/data:image\/webp;base64,[^"]+/g)).toEqual(images)
    const matting = await shop.open()
    expect((await matting.plan()).pictures.map(({ importer }) => importer)).not.toContain('matting-report.html')
    await matting.close()
  })

  it('shows photo and picture at one size, the photo where it was', async () => {
    const shop = await openShop()
    await shop.build(IMPORTS)
    const [photo = '', picture = ''] = [...(await shop.read()).matchAll(/data:image\/webp;base64,([^"]+)/g)].map(
      ([, data]) => data,
    )
    const [before, after] = await Promise.all([photo, picture].map((data) => readAlpha(Buffer.from(data, 'base64'))))
    expect([before?.width, before?.height, after?.width, after?.height]).toEqual([56, 44, 56, 44])
    expect([before?.at(3, 22), before?.at(5, 22), before?.at(28, 1), before?.at(28, 3)]).toEqual([0, 255, 0, 255])
    expect([after?.at(5, 22), after?.at(28, 22)]).toEqual([0, 255])
  })

  it('shows a picture alone where its photo is gone', async () => {
    const shop = await openShop()
    const matting = await shop.open()
    await matting.cut(matting.parse('./a.jpg?matting', join(shop.root, 'src/main.ts')), join(shop.root, 'src/a.jpg'))
    await rm(join(shop.root, 'src/a.jpg'))
    await matting.finish()
    await matting.close()
    expect(readCards(await shop.read())['src/a.jpg?matting']).toMatch(/The photo can’t be shown a\.jpg/)
  })

  it('tells the last state of a photo that changed between builds of one pipeline', async () => {
    const shop = await openShop({})
    const matting = await shop.open()
    const cut = () => matting.cut(matting.parse('./src/a.jpg?matting'), join(shop.root, 'src/a.jpg'))
    await cut()
    await matting.finish()
    await makePhoto(join(shop.root, 'src/a.jpg'), { width: 32, height: 30 })
    await cut()
    await matting.finish()
    expect(Object.values(readCards(await shop.read()))).toEqual([expect.stringMatching(/Made here Size 32 × 30/)])
    await writeFile(join(shop.root, 'matting-report.html'), '')
    await matting.finish()
    expect(await shop.read()).toBe('')
    await matting.close()
    const told = shop.logger.infos.filter((info) => info.startsWith('Report'))
    expect(told).toEqual(Array(2).fill('Report of 1 image: matting-report.html'))
  })
})

async function readAlpha(bytes: Buffer) {
  const { data, info } = await sharp(bytes).ensureAlpha().extractChannel(3).raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  return { width, height, at: (x: number, y: number) => data[y * width + x] }
}
