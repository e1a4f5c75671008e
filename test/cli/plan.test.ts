import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openShop } from './shop.ts'

describe('matting plan', () => {
  it('tells what would be paid, without a request, and what is there after', async () => {
    const { root, emulator, matting } = await openShop()
    await writeFile(join(root, 'matting.config.json'), '{ "price": { "amount": 0.1, "currency": "CNY" } }')
    const before = await matting(['plan'])
    expect(before.code).toBe(2)
    expect(before.out.split('\n')).toEqual([
      'paid    ./b.jpg?matting&center  src/main.css:1',
      'paid    ./a.jpg?matting&padding=2  src/main.ts:1',
      'paid    ./a.jpg?matting&w=10;5  src/main.ts:2',
      'paid    ./a.jpg?matting&w=10;5  src/main.ts:2',
      '',
    ])
    expect(before.err).toBe('4 images · 0 cached · 3 paid calls, about 0.3 CNY\n')
    expect(emulator.requests).toHaveLength(0)
    expect((await matting(['warm'])).code).toBe(0)
    expect(emulator.bills).toHaveLength(3)
    const after = await matting(['plan', '--json'])
    expect(after.code).toBe(0)
    expect(JSON.parse(after.out)).toMatchObject({ calls: 0, estimate: { amount: 0, currency: 'CNY' }, problems: [] })
    expect(JSON.parse(after.out).images[0]).toEqual({
      specifier: './b.jpg?matting&center',
      importer: 'src/main.css',
      line: 1,
      file: 'src/b.jpg',
      state: 'cached',
    })
  })

  it('asks the bucket where it is told to, and pays nothing', async () => {
    const { root, emulator, matting } = await openShop()
    await matting(['warm'])
    await rm(join(root, 'node_modules'), { recursive: true })
    expect((await matting(['plan'])).code).toBe(2)
    const { code, err } = await matting(['plan', '--ask'])
    expect({ code, err }).toEqual({ code: 0, err: '4 images · 2 cached · 2 to be made here · 0 paid calls\n' })
    expect(emulator.bills).toHaveLength(3)
    await writeFile(join(root, 'src/main.css'), 'a { background: url(./b.jpg?matting&padding=9) }')
    const { out } = await matting(['plan', '--ask'])
    expect(out).toMatch(/^paid {4}\.\/b\.jpg\?matting&padding=9/)
    expect(emulator.bills).toHaveLength(3)
  })

  it('knows from the lockfile what no scan sees', async () => {
    const { root, matting } = await openShop({ 'src/main.ts': "import a from './a.jpg?matting'" })
    await matting(['warm'])
    await writeFile(join(root, 'src/main.ts'), "const name = 'a'; import(`./${name}.jpg?matting`)")
    expect((await matting(['plan'])).out).toBe('cached  ./src/a.jpg?matting\n')
  })

  it('tells imports that can not be read, and goes on', async () => {
    const { matting } = await openShop({
      'src/main.ts': "import './a.jpg?matting&paddin=2'\nimport './gone.jpg?matting'",
    })
    const { code, err, out } = await matting(['plan'])
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(err).toMatch(/paddin[^]*padding[^]*gone\.jpg[^]*not found/)
  })
})
