import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOutput } from '../hosts/support.ts'
import { CALLS, openShop, PICTURES, type Shop, WITHOUT_KEYS } from './shop.ts'

const CACHE = 'node_modules/.cache/unplugin-matting'
const HOSTS = ['vite', 'webpack'] as const
const DRAFT = /a draft by the embedded engine\. The lockfile pins a picture of cos@\d+/

/** A project as its owners built it, and what they got. */
async function openPaidShop(host: (typeof HOSTS)[number]) {
  const shop = await openShop()
  expect(await shop.build({ host })).toEqual({ warnings: [], error: null })
  const lock = await readLock(shop)
  const pictures = await shop.readPictures()
  const sent = shop.emulator.requests.length
  expect(shop.emulator.bills).toHaveLength(CALLS)
  return { shop, lock, pictures, sent }
}

const readLock = ({ root }: Shop): Promise<string> => readFile(join(root, 'matting.lock.json'), 'utf8')
const forget = ({ root }: Shop): Promise<void> => rm(join(root, CACHE), { recursive: true })

describe.each(HOSTS)('a machine without keys, building what the cloud has cut by %s', (host) => {
  it.each<[string, Record<string, string>]>([
    ['auto', {}],
    ['offline', { MATTING_MODE: 'offline' }],
    ['frozen', { MATTING_MODE: 'frozen' }],
    ['a cache that may only be read', { MATTING_CACHE_READONLY: 'true' }],
  ])('has the very pictures where the cache is there: %s', async (_, env) => {
    const { shop, lock, pictures, sent } = await openPaidShop(host)
    const before = await readOutput(join(shop.root, CACHE))
    expect(await shop.build({ host, env: { ...WITHOUT_KEYS, ...env } })).toEqual({ warnings: [], error: null })
    expect(await shop.readPictures()).toEqual(pictures)
    expect(await readLock(shop)).toBe(lock)
    expect(await readOutput(join(shop.root, CACHE))).toEqual(before)
    expect(shop.emulator.requests).toHaveLength(sent)
  })

  it.each<[string, Record<string, string>]>([
    ['auto', {}],
    ['offline', { MATTING_MODE: 'offline' }],
  ])('makes drafts without it, tells so, and leaves the lockfile: %s', async (_, env) => {
    const { shop, lock, pictures, sent } = await openPaidShop(host)
    await forget(shop)
    const { warnings, error } = await shop.build({ host, env: { ...WITHOUT_KEYS, ...env } })
    expect(error).toBeNull()
    expect(warnings.filter((warning) => DRAFT.test(warning))).toHaveLength(PICTURES)
    const drafts = await shop.readPictures()
    expect(drafts.size).toBe(PICTURES)
    expect([...drafts.values()]).not.toContainEqual([...pictures.values()][0])
    expect(await readLock(shop)).toBe(lock)
    expect(shop.emulator.requests).toHaveLength(sent)
    // Drafts in the cache don't hide the pictures from who has keys.
    expect(await shop.build({ host })).toEqual({ warnings: [], error: null })
    expect(await shop.readPictures()).toEqual(pictures)
    expect(await readLock(shop)).toBe(lock)
    expect(shop.emulator.bills).toHaveLength(CALLS)
  })

  it('tells all that is missing in mode frozen', async () => {
    const { shop, lock } = await openPaidShop(host)
    await forget(shop)
    const { error } = await shop.build({ host, env: { ...WITHOUT_KEYS, MATTING_MODE: 'frozen' } })
    expect(error).toMatch(/main\.js:1[^]*main\.js:2[^]*main\.js:3[^]*npx matting warm/)
    expect(error).toContain('./img/a.jpg?matting&w=12 in late.js:1')
    expect(await readLock(shop)).toBe(lock)
  })
})

it('a photo that a fork has changed is a draft; the entry stays as it was until somebody with keys builds', async () => {
  const { shop, lock } = await openPaidShop('vite')
  await cp(join(shop.root, 'img/b.jpg'), join(shop.root, 'img/a.jpg'))
  const { warnings, error } = await shop.build({ host: 'vite', env: WITHOUT_KEYS })
  expect(error).toBeNull()
  expect(warnings.filter((warning) => warning.includes('of the photo before it was changed'))).toHaveLength(
    PICTURES - 1,
  )
  expect(await readLock(shop)).toBe(lock)
  expect(await shop.matting(['check'], WITHOUT_KEYS)).toMatchObject({ code: 2 })
  expect(await shop.build({ host: 'vite' })).toEqual({ warnings: [], error: null })
  expect(await readLock(shop)).not.toBe(lock)
  expect(await shop.matting(['check'], WITHOUT_KEYS)).toMatchObject({ code: 0 })
})
