import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makePhoto } from '../hosts/support.ts'
import { openShop } from './shop.ts'

describe('matting check', () => {
  it('agrees with what warm has left, and tells each disagreement', async () => {
    const { root, matting } = await openShop()
    const before = await matting(['check', '--json'])
    expect(before.code).toBe(2)
    expect(JSON.parse(before.out)[0]).toEqual({
      import: './b.jpg?matting&center',
      ...{ importer: 'src/main.css', line: 1, fault: 'unpinned' },
    })
    await matting(['warm'])
    expect(await matting(['check'])).toEqual({ code: 0, out: '', err: '4 images, all as they should be.\n' })
    await makePhoto(join(root, 'src/b.jpg'), { width: 64, height: 48, seed: 8 })
    const stale = await matting(['check'])
    expect(stale).toMatchObject({
      code: 2,
      err: expect.stringMatching(/b\.jpg\?matting&center in src\/main\.css:1 .* changed since/),
    })
    await matting(['warm'])
    await rm(join(root, 'node_modules'), { recursive: true })
    expect((await matting(['check'])).err.match(/not in the cache/g)).toHaveLength(4)
    await rm(join(root, 'src/b.jpg'))
    expect((await matting(['check'])).err).toMatch(
      /src\/b\.jpg\?matting&center=1 is pinned, but its photo[^]*matting gc/,
    )
  })

  it('reads names in the lockfile without the defaults of today', async () => {
    const { root, matting } = await openShop({ 'src/main.ts': "import './a.jpg?matting'" })
    await matting(['warm'])
    await writeFile(join(root, 'matting.config.json'), '{ "defaults": "center" }')
    await writeFile(join(root, 'src/main.ts'), '')
    expect((await matting(['plan'])).out).toBe('cached  ./src/a.jpg?matting\n')
  })
})
