import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { defineEngine } from '../../src/engines/define.ts'
import { createMatting, type Matting } from '../../src/matting.ts'
import type { Options } from '../../src/options/types.ts'
import { makePhoto } from '../hosts/support.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { createCountingService } from '../support/service.ts'
import { makeFolder } from '../support/temporary.ts'

const opened: Matting[] = []
afterEach(async () => void (await Promise.all(opened.splice(0).map((matting) => matting.close()))))

/** A project whose pictures are paid for. Its engine settles accounts as the cloud's does. */
async function openProject(options: Options = {}, root?: string) {
  const dir = root ?? (await makeFolder())
  const counting = createCountingService({
    before: (task, { ledger }) => ledger.reserve(JSON.stringify(task)),
  })
  const { service } = counting
  const engine = defineEngine({ ...service, service, cut: () => Promise.reject(new Error()) })
  const logger = createMemoryLogger()
  const matting = await createMatting({ engine, ...options }, { root: dir, env: {}, logger })
  opened.push(matting)
  const cut = (query = 'matting', file = 'shoe.jpg') =>
    matting.cut(matting.parse(`./${file}?${query}`, join(dir, 'src/app.js')), join(dir, file))
  if (root === undefined) await makePhoto(join(dir, 'shoe.jpg'))
  const lock = join(dir, 'matting.lock.json')
  return { dir, matting, logger, cut, runs: counting.runs, lock, readLock: () => readFile(lock, 'utf8') }
}

const CACHE = 'node_modules/.cache/unplugin-matting'

describe('the lockfile', () => {
  it('pins each import, whichever way it is written, and is not written again', async () => {
    const { dir, cut, matting, lock, readLock } = await openProject()
    const asset = await cut('padding=2&matting')
    await cut('matting&padding-layout=2x2')
    await cut('matting&w=10;5&padding=2'.replace('10;5', '10'))
    await matting.finish()
    const { imports } = JSON.parse(await readLock())
    expect(Object.keys(imports)).toEqual(['shoe.jpg?matting&padding=2x2', 'shoe.jpg?matting&padding=2x2&w=10'])
    expect(imports['shoe.jpg?matting&padding=2x2']).toEqual({
      source: expect.stringMatching(/^[\da-f]{64}$/),
      engine: 'counting@1',
      output: asset.sha256,
      ...{ width: 28, height: 20, bytes: asset.bytes },
    })
    const { mtimeMs } = await stat(lock)
    const next = await openProject({}, dir)
    await next.cut('padding=2&matting')
    await next.matting.finish()
    expect((await stat(lock)).mtimeMs).toBe(mtimeMs)
  })

  it.each<[string, Options]>([
    ['a cache folder', {}],
    ['one that may only be read', { cache: { readonly: true } }],
    ['none', { cache: false }],
  ])('keeps the entries of other builds, and of builds at the same time, with %s', async (_, options) => {
    const one = await openProject(options)
    const others = await Promise.all([1, 2, 3].map(() => openProject(options, one.dir)))
    const cuts = [one, ...others].map(async ({ dir, cut }, index) => {
      await makePhoto(join(dir, `${index}.jpg`), { seed: index })
      return cut('matting', `${index}.jpg`)
    })
    await Promise.all(cuts)
    await Promise.all([one, ...others].map(({ matting }) => matting.finish()))
    const names = ['0.jpg?matting', '1.jpg?matting', '2.jpg?matting', '3.jpg?matting']
    expect(Object.keys(JSON.parse(await one.readLock()).imports)).toEqual(names)
  })

  it('gives the pinned bytes even where the cache lost its records', async () => {
    const { dir, cut, matting } = await openProject()
    const { sha256 } = await cut()
    await matting.finish()
    await rm(join(dir, CACHE, 'records'), { recursive: true })
    const next = await openProject({}, dir)
    expect(await next.cut()).toMatchObject({ sha256, cached: true, engine: 'counting', box: { width: 8, height: 8 } })
    expect(next.runs).toEqual([])
  })

  it('stays as it is where the embedded engine stands in: its draft is told', async () => {
    const { dir, cut, matting, readLock } = await openProject()
    await cut()
    await matting.finish()
    const text = await readLock()
    const drafting = await openProject({ engine: 'auto' }, dir)
    expect(await drafting.cut()).toMatchObject({ cached: true, engine: 'counting' })
    await rm(join(dir, CACHE), { recursive: true })
    const alone = await openProject({ engine: 'auto' }, dir)
    expect(await alone.cut()).toMatchObject({ cached: false, engine: 'local' })
    await alone.matting.finish()
    expect(alone.logger.warnings.filter((warning) => warning.includes('a draft'))).toHaveLength(1)
    expect(await readLock()).toBe(text)
  })

  it('can be left out', async () => {
    const { cut, matting, readLock } = await openProject({ lockfile: false })
    await cut()
    await matting.finish()
    await expect(readLock()).rejects.toThrow('ENOENT')
  })
})

describe('mode frozen', () => {
  it('makes nothing: a miss is an error, a hit is as ever', async () => {
    const { dir, cut, matting, readLock } = await openProject()
    await cut()
    await matting.finish()
    const text = await readLock()
    const frozen = await openProject({ mode: 'frozen' }, dir)
    expect(await frozen.cut()).toMatchObject({ cached: true })
    for (const query of ['matting&center', 'matting&w=5', 'matting&padding=3']) {
      await expect(frozen.cut(query)).rejects.toMatchObject({ code: 'FROZEN', specifier: `./shoe.jpg?${query}` })
    }
    await frozen.matting.finish()
    expect(await readLock()).toBe(text)
  })

  it('does not even have the embedded engine work', async () => {
    const { cut } = await openProject({ mode: 'frozen', engine: 'local' })
    await expect(cut()).rejects.toMatchObject({ code: 'FROZEN' })
  })
})

describe('mode offline', () => {
  it('has the embedded engine make what is missing, and uses what is there', async () => {
    const { dir, cut, matting } = await openProject()
    const { sha256 } = await cut()
    await matting.finish()
    await rm(join(dir, 'matting.lock.json'))
    const offline = await openProject({ mode: 'offline' }, dir)
    expect(await offline.cut()).toMatchObject({ sha256, cached: true, engine: 'counting' })
    expect(await offline.cut('matting&padding=3')).toMatchObject({ engine: 'local', width: 30 })
    expect(offline.runs).toEqual([])
    await expect(offline.cut('cos=imageView2/format/webp')).rejects.toMatchObject({ code: 'COS_UNAVAILABLE' })
  })
})

describe('mode refresh', () => {
  it('makes each picture anew, once', async () => {
    const { dir, cut } = await openProject()
    await cut('matting&w=5')
    const refreshing = await openProject({ mode: 'refresh' }, dir)
    await Promise.all([refreshing.cut('matting&w=5'), refreshing.cut()])
    await refreshing.cut()
    expect(refreshing.runs).toHaveLength(1)
  })
})

describe('the budget', () => {
  it('stops before the first call beyond it, and counts what is paid only', async () => {
    const { dir, cut } = await openProject()
    await cut()
    const { cut: cutWithin, runs } = await openProject({ budget: 1 }, dir)
    await cutWithin()
    await cutWithin('matting&padding=1')
    await expect(cutWithin('matting&padding=2')).rejects.toMatchObject({
      code: 'BUDGET',
      fix: expect.stringContaining('npx matting plan'),
    })
    await cutWithin('matting&padding=1&w=4')
    expect(runs.map(({ tasks }) => tasks)).toEqual([['padding=1x1'], ['padding=2x2']])
  })
})

describe('a project that moved', () => {
  it('finds its pictures and pins again', async () => {
    const { dir, cut, matting } = await openProject()
    await cut()
    await matting.finish()
    const moved = join(await makeFolder(), 'elsewhere')
    await mkdir(join(moved, '..'), { recursive: true })
    await rename(dir, moved)
    const next = await openProject({ mode: 'frozen' }, moved)
    expect(await next.cut()).toMatchObject({ cached: true })
  })
})
