import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openShop } from './shop.ts'

describe('matting gc', () => {
  it('takes out what nothing imports, from the lockfile and from the cache; nothing that is needed', async () => {
    const { root, emulator, matting, readLock } = await openShop()
    await matting(['warm'])
    const text = await readLock()
    await writeFile(join(root, 'src/main.css'), '')
    const dry = await matting(['gc', '--dry-run'])
    expect(dry).toMatchObject({ code: 0, out: 'src/b.jpg?matting&center=1\n' })
    expect(dry.err).toMatch(/^1 entry and 2 cached files \(0\.0 MB\) would go\.\n$/)
    expect(await readLock()).toBe(text)
    expect((await matting(['gc'])).err).toMatch(/^1 entry and 2 cached files .* gone\.\n$/)
    expect(await readLock()).toBe(text.replace(/,\n *"src\/b.*(?=\n)/, ''))
    expect((await matting(['check'])).code).toBe(0)
    expect((await matting(['gc'])).err).toMatch(/^0 entries and 0 cached files/)
    // The cut-out that outputs are made of was paid for: it stays.
    await writeFile(join(root, 'src/main.css'), 'a { background: url(./a.jpg?matting&w=7) }')
    await matting(['warm'])
    expect(emulator.bills).toHaveLength(3)
  })

  it('leaves alone what code may name at run time', async () => {
    const { root, matting, readLock } = await openShop({ 'src/main.ts': "import './a.jpg?matting'" })
    await matting(['warm'])
    await writeFile(join(root, 'src/main.ts'), 'for (const a of list) import(`./${a}.jpg?matting`)')
    const { err } = await matting(['gc'])
    expect(err).toMatch(/^1 entry that no scan sees stay.* in src\/main\.ts:1\.\n0 entries and 0 cached files/)
    expect(await readLock()).toContain('src/a.jpg?matting')
  })
})
