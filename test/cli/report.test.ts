import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCards, readTotals } from '../report/support.ts'
import { openShop } from './shop.ts'

describe('matting report', () => {
  it('lists what is missing and what it would take, and makes nothing', async () => {
    const { root, emulator, matting } = await openShop()
    await writeFile(join(root, 'matting.config.json'), '{ "price": { "amount": 0.1, "currency": "CNY" } }')
    const { code, out, err } = await matting(['report'])
    const file = join(root, 'matting-report.html')
    expect({ code, out, err }).toEqual({
      code: 2,
      out: `${file}\n`,
      err: '✓ matting-report.html: 4 images · 4 missing\n',
    })
    const page = await readFile(file, 'utf8')
    expect(readTotals(page)).toMatchObject({ Missing: '4', 'Calls to come': '3', 'Cost to come': '0.3 CNY' })
    expect(readCards(page)['src/b.jpg?matting&amp;center=1']).toMatch(
      /^No picture b\.jpg .* Missing It would take a paid call\. Cost 0\.1 CNY to come .*src\/main\.css:1/,
    )
    expect(emulator.requests).toHaveLength(0)
  })

  it('shows what is in the cache, without a request', async () => {
    const { root, emulator, matting } = await openShop()
    await matting(['warm'])
    const requests = emulator.requests.length
    const { code, out } = await matting(['report', '--out', 'out/pictures.html', '--json'])
    expect(code).toBe(0)
    expect(emulator.requests).toHaveLength(requests)
    const { file, totals, images } = JSON.parse(out)
    expect(file).toBe(join(root, 'out/pictures.html'))
    expect(totals).toMatchObject({ pictures: 4, cached: 4, missing: 0 })
    expect(images[0]).toEqual({
      ...{ photo: 'src/a.jpg', directives: '?matting&padding=2x2', status: 'cached', engine: 'cos' },
      ...{ imports: [{ specifier: './a.jpg?matting&padding=2', importer: 'src/main.ts:1' }] },
      ...{ width: 52, height: 52, format: 'png', bytes: expect.any(Number) },
    })
    const page = await readFile(file, 'utf8')
    expect(page.match(/data:image\/webp/g)).toHaveLength(8)
    expect(readCards(page)['src/a.jpg?matting&amp;padding=2x2']).not.toMatch(/Not asked|Time/)
  })

  it('lists imports that can not be read, where they are', async () => {
    const { root, matting } = await openShop({
      'src/main.ts': "import './a.jpg?matting&paddin=2'\nimport './gone.jpg?matting'",
    })
    const { code, out } = await matting(['report', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(out).images).toMatchObject([
      { photo: 'src/a.jpg', directives: '?matting&paddin=2', status: 'missing', note: expect.stringMatching(/paddin/) },
      { photo: 'src/gone.jpg', status: 'missing', imports: [{ importer: 'src/main.ts' }] },
    ])
    expect(out.replace(join(root, 'matting-report.html'), '')).not.toContain(root)
  })

  it('writes where the option says; refuses other endings', async () => {
    const { root, matting } = await openShop({})
    await writeFile(join(root, 'matting.config.json'), '{ "report": "docs/pictures.html" }')
    expect((await matting(['report'])).out).toBe(`${join(root, 'docs/pictures.html')}\n`)
    const refused = await matting(['report', '-o', 'src/main.ts'])
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/`--out`: received `src\/main\.ts`, expected a path that ends in `\.html`/)
    await writeFile(join(root, 'matting.config.json'), '{ "report": "src/main.ts" }')
    expect((await matting(['report'])).err).toMatch(/Option `report`.*received `"src\/main\.ts"`, expected .*`\.html`/)
  })

  it('fails where the file can not be written', async () => {
    const { root, matting } = await openShop()
    await mkdir(join(root, 'report.html'))
    const { code, err } = await matting(['report', '-o', 'report.html'])
    expect(code).toBe(1)
    expect(err).toMatch(/The report .* can't be written/)
  })
})
