import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMatting } from '../../src/matting.ts'
import { adviseCiCache } from '../../src/pipeline/ci-cache.ts'
import { createCountingEngine, makePhoto } from '../hosts/support.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { makeFolder } from '../support/temporary.ts'

describe('a build in CI without a cache', () => {
  const cache = { dir: '/shop/.cache/matting', store: undefined, readonly: false }
  const advise = (env: Record<string, string>, setting = cache) => adviseCiCache({ root: '/shop', cache: setting }, env)

  it('is told how to keep one there', () => {
    expect(advise({ CI: 'true', GITHUB_ACTIONS: 'true' })).toMatch(
      /actions\/cache[^]*path: \.cache\/matting[^]*restore-keys/,
    )
    expect(advise({ CI: '1', GITLAB_CI: 'true' })).toMatch(/cache:.*paths: \[\.cache\/matting\]/)
    expect(advise({ CI: 'woodpecker' })).toMatch(/keep the folder \.cache\/matting/)
  })

  it('is told to keep it where `npm ci` does not take it away', () => {
    const inside = { ...cache, dir: '/shop/node_modules/.cache/unplugin-matting' }
    const gitlab = advise({ CI: '1', GITLAB_CI: 'true' }, inside)
    expect(gitlab).toMatch(/variables: \{ MATTING_CACHE_DIR: (\S+) \}\n *cache:.*paths: \[\1\]/)
    expect(gitlab).not.toContain('node_modules')
    expect(advise({ CI: '1', GITHUB_ACTIONS: 'true' }, inside)).toMatch(/# after `npm ci`[^]*path: node_modules/)
  })

  it('is told nothing elsewhere, or where machines share a store', () => {
    expect(advise({})).toBeUndefined()
    expect(advise({ CI: 'false' })).toBeUndefined()
    expect(adviseCiCache({ root: '/shop', cache: { ...cache, store: 'redis://cache' } }, { CI: '1' })).toBeUndefined()
    expect(adviseCiCache({ root: '/shop', cache: false }, { CI: '1' })).toBeUndefined()
  })

  it('is told once it made something, and not where the folder is there', async () => {
    const root = await makeFolder()
    await makePhoto(join(root, 'shoe.jpg'))
    const build = async () => {
      const logger = createMemoryLogger()
      const matting = await createMatting({ engine: createCountingEngine().engine }, { root, env: { CI: '1' }, logger })
      await matting.cut(matting.parse('./shoe.jpg?matting'), join(root, 'shoe.jpg'))
      await matting.finish()
      await matting.close()
      return logger.warnings.filter((warning) => warning.includes('no cache was found'))
    }
    expect(await build()).toHaveLength(1)
    expect(await build()).toEqual([])
  })
})
