import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../support/temporary.ts'
import { type BuildSetting, CALLS, furnish, openShop, PICTURES } from './shop.ts'

/** Slow enough for builds to be at the same picture. */
const LATENCY = 400

const SETTINGS: readonly BuildSetting[] = [
  { host: 'vite', out: 'dist1' },
  { host: 'webpack', out: 'dist2', entries: ['other.js'] },
  { host: 'rollup', out: 'dist3' },
  { host: 'esbuild', out: 'dist4' },
  { host: 'vite', out: 'dist5', entries: ['other.js'], ssr: true },
  { host: 'webpack', out: 'dist6', ssr: true },
  { host: 'vite', out: 'dist7' },
  { host: 'webpack', out: 'dist8' },
]

describe('builds of one project at the same time', () => {
  it.each([2, 4, 8])('%s of them pay once for each picture, and give the same ones', async (count) => {
    const shop = await openShop(undefined, { latency: LATENCY })
    const settings = SETTINGS.slice(0, count)
    const outcomes = await Promise.all(settings.map((setting) => shop.build(setting)))
    for (const outcome of outcomes) expect(outcome).toEqual({ warnings: [], error: null })
    expect(shop.emulator.bills).toHaveLength(CALLS)
    const outputs = await Promise.all(settings.map(({ out }) => shop.readPictures(out)))
    const hashes = outputs.map((pictures) => [...pictures.values()].map((bytes) => bytes.toString('base64')).sort())
    expect(hashes[0]).toHaveLength(PICTURES)
    // Vite's build for a server leaves assets to the one for browsers.
    const expected = settings.map(({ host, ssr }) => (host === 'vite' && ssr ? [] : hashes[0]))
    expect(hashes).toEqual(expected)
  })

  it('pays once when the command line works beside them', async () => {
    const { build, matting, emulator } = await openShop(undefined, { latency: LATENCY })
    const [, warmed] = await Promise.all([build({ host: 'vite' }), matting(['warm']), matting(['plan'])])
    expect(warmed).toMatchObject({ code: 0 })
    expect(emulator.bills).toHaveLength(CALLS)
  })
})

describe('what builds at the same time tell', () => {
  it('is paid in one of them, cached in the other', async () => {
    const { matting, emulator } = await openShop(undefined, { latency: LATENCY })
    const outcomes = await Promise.all([matting(['warm', '--json']), matting(['warm', '--json'])])
    const rows = outcomes.flatMap(
      ({ out }) => JSON.parse(out) as { specifier: string; cached: boolean; paid: boolean }[],
    )
    const padded = rows.filter(({ specifier }) => specifier.endsWith('padding=2'))
    expect(padded.map(({ cached, paid }) => ({ cached, paid }))).toEqual(
      expect.arrayContaining([
        { cached: false, paid: true },
        { cached: true, paid: false },
      ]),
    )
    expect(emulator.bills).toHaveLength(CALLS)
  })
})

describe('machines with caches of their own', () => {
  it('find in the bucket what another has paid for', async () => {
    const shop = await openShop()
    await shop.build({ host: 'vite' })
    const root = join(await makeFolder(), 'elsewhere')
    await cp(shop.root, root, { recursive: true, filter: (path) => !path.includes('node_modules') })
    const other = furnish(root, shop.emulator)
    expect(await other.build({ host: 'webpack' })).toEqual({ warnings: [], error: null })
    expect(shop.emulator.bills).toHaveLength(CALLS)
  })
})
