import { chmod, chown, cp, mkdir, readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder } from '../support/temporary.ts'
import { hasTinyDisk, mountTinyDisk } from '../support/tiny-disk.ts'
import { type BuildSetting, CALLS, furnish, openShop, PICTURES, type Shop } from './shop.ts'

const CACHE = 'node_modules/.cache/unplugin-matting'
/** The user nobody, who must obey permissions. */
const NOBODY = 65_534
const YEAR = 365 * 24 * 60 * 60
const isRoot = process.getuid?.() === 0

type Host = 'vite' | 'webpack'
const HOSTS: readonly Host[] = ['vite', 'webpack']

/** A project after a build, and what that build gave. */
interface Built {
  readonly shop: Shop
  readonly pictures: Map<string, Buffer>
}

async function buildOnce(host: Host, setting: Partial<BuildSetting> = {}): Promise<Built> {
  const shop = await openShop()
  if (setting.uid !== undefined) await chown(shop.root, setting.uid, setting.uid)
  expect(await shop.build({ host, ...setting })).toEqual({ warnings: [], error: null })
  const pictures = await shop.readPictures()
  expect(pictures.size).toBe(PICTURES)
  return { shop, pictures }
}

/** Builds once more: the pictures must be those of the first time, and nothing may be paid again. @returns its warnings */
async function rebuild({ shop, pictures }: Built, setting: BuildSetting): Promise<readonly string[]> {
  const { warnings, error } = await shop.build(setting)
  expect(error).toBeNull()
  expect(await shop.readPictures()).toEqual(pictures)
  expect(shop.emulator.bills).toHaveLength(CALLS)
  return warnings
}

async function listFiles({ root }: Shop, folder = ''): Promise<string[]> {
  const dir = join(root, CACHE, folder)
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Files that must not outlive a build. */
async function listLeftovers(shop: Shop): Promise<string[]> {
  const files = await listFiles(shop)
  return files.filter((file) => file.endsWith('.tmp') || /\/(?:leases|calls)\//.test(file))
}

const forEach = async (files: readonly string[], work: (file: string) => Promise<unknown>): Promise<void> =>
  void (await Promise.all(files.map(work)))
const replaceByFolder = async (file: string): Promise<void> => {
  await rm(file, { recursive: true })
  await mkdir(join(file, 'deep'), { recursive: true })
}
const replaceByFile = async (file: string): Promise<void> => {
  await rm(file, { recursive: true, force: true })
  await writeFile(file, 'in the way')
}
const swapAll = async (files: readonly string[]): Promise<void> => {
  const contents = await Promise.all(files.map((file) => readFile(file)))
  await Promise.all(files.map((file, index) => writeFile(file, contents[(index + 1) % files.length]!)))
}

const DAMAGED = /^(?:\[unplugin-matting\] )?The cached file .* was damaged; it is dropped and made again\.$/
const UNWRITABLE = /The cache folder can't be written/

/** What is done to a cache folder, and what the next build tells of it; it pays nothing. */
const DAMAGES: [name: string, damage: (shop: Shop) => Promise<unknown>, warnings: RegExp[]][] = [
  ['truncated bytes', async (shop) => forEach(await listFiles(shop, 'blobs'), (file) => truncate(file, 40)), [DAMAGED]],
  ['empty bytes', async (shop) => forEach(await listFiles(shop, 'blobs'), (file) => truncate(file, 0)), [DAMAGED]],
  ['swapped bytes', async (shop) => swapAll(await listFiles(shop, 'blobs')), [DAMAGED]],
  ['no bytes', async ({ root }) => rm(join(root, CACHE, 'blobs'), { recursive: true }), []],
  ['folders for bytes', async (shop) => forEach(await listFiles(shop, 'blobs'), replaceByFolder), [DAMAGED]],
  [
    'truncated records',
    async (shop) => forEach(await listFiles(shop, 'records'), (file) => truncate(file, 40)),
    [DAMAGED],
  ],
  ['empty records', async (shop) => forEach(await listFiles(shop, 'records'), (file) => truncate(file, 0)), [DAMAGED]],
  ['swapped records', async (shop) => swapAll(await listFiles(shop, 'records')), [DAMAGED]],
  ['no records', async ({ root }) => rm(join(root, CACHE, 'records'), { recursive: true }), []],
  ['folders for records', async (shop) => forEach(await listFiles(shop, 'records'), replaceByFolder), [DAMAGED]],
  ['everything truncated', async (shop) => forEach(await listFiles(shop), (file) => truncate(file, 10)), [DAMAGED]],
  ['a file for the folder of bytes', ({ root }) => replaceByFile(join(root, CACHE, 'blobs')), [UNWRITABLE]],
  ['a file for the folder of records', ({ root }) => replaceByFile(join(root, CACHE, 'records')), [UNWRITABLE]],
  ['a file for the folder', ({ root }) => replaceByFile(join(root, CACHE)), [UNWRITABLE]],
  [
    'times in the future',
    async (shop) =>
      forEach(await listFiles(shop), (file) => utimes(file, Date.now() / 1000 + YEAR, Date.now() / 1000 + YEAR)),
    [],
  ],
  ['no folder at all', async ({ root }) => rm(join(root, 'node_modules'), { recursive: true }), []],
]

describe('a damaged cache', () => {
  it.each(DAMAGES)('with %s: the same pictures, nothing paid, told once', async (_, damage, expected) => {
    const built = await buildOnce('vite')
    await damage(built.shop)
    const warnings = await rebuild(built, { host: 'vite' })
    expect(warnings).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
    // A file in the way of a folder is not ours, and stays.
    const isLasting = expected.includes(UNWRITABLE)
    expect(await rebuild(built, { host: 'vite' })).toHaveLength(isLasting ? 1 : 0)
    if (!isLasting) expect(await listLeftovers(built.shop)).toEqual([])
  })

  it('is mended by webpack, too', async () => {
    const built = await buildOnce('webpack')
    for (const [, damage, expected] of DAMAGES.filter(([, , warnings]) => !warnings.includes(UNWRITABLE))) {
      await damage(built.shop)
      expect(await rebuild(built, { host: 'webpack' })).toHaveLength(expected.length)
      expect(await listLeftovers(built.shop)).toEqual([])
    }
  })

  it('serves at another path, and its project too', async () => {
    const { shop, pictures } = await buildOnce('vite')
    const root = join(await makeFolder(), 'Ünïcode und Leerzeichen')
    await rename(shop.root, root)
    const moved = furnish(root, shop.emulator)
    const before = shop.emulator.requests.length
    for (const host of HOSTS) {
      const settings = { host, env: { MATTING_MODE: 'frozen' } }
      expect(await moved.build(settings)).toEqual({ warnings: [], error: null })
      expect([...(await moved.readPictures()).values()].map(String).sort()).toEqual(
        [...pictures.values()].map(String).sort(),
      )
    }
    expect(shop.emulator.requests).toHaveLength(before)
  })
})

describe.skipIf(process.platform === 'win32')('a clock that was set back by a year', () => {
  const env = { NODE_OPTIONS: `--import ${new URL('clock-back.mjs', import.meta.url).href}` }

  it.each(HOSTS)('changes nothing for a build by %s, cold or warm', async (host) => {
    const built = await buildOnce(host, { env })
    expect(await rebuild(built, { host })).toEqual([])
    expect(await rebuild(built, { host, env })).toEqual([])
    await rm(join(built.shop.root, 'node_modules'), { recursive: true })
    expect(await rebuild(built, { host, env })).toEqual([])
    expect(await listLeftovers(built.shop)).toEqual([])
  })
})

/** Root obeys no permissions, and only root can become somebody else. */
describe.skipIf(!isRoot)('permissions', () => {
  const asNobody = { uid: NOBODY }

  it.each(HOSTS)('of files that may not be read: %s has them replaced', async (host) => {
    const built = await buildOnce(host, asNobody)
    await forEach(await listFiles(built.shop), (file) => chmod(file, 0o000))
    expect(await rebuild(built, { host, ...asNobody })).toEqual([])
    expect(await rebuild(built, { host, ...asNobody })).toEqual([])
  })

  it.each(HOSTS)('of a folder that may only be read: %s uses it, and tells once what is not kept', async (host) => {
    const built = await buildOnce(host, asNobody)
    const paths = [
      CACHE,
      ...(await readdir(join(built.shop.root, CACHE), { recursive: true })).map((path) => join(CACHE, path)),
    ]
    for (const path of paths) await chmod(join(built.shop.root, path), 0o555)
    expect(await rebuild(built, { host, ...asNobody })).toEqual([])
    await writeFile(join(built.shop.root, 'more.js'), "import more from './img/b.jpg?matting'\nconsole.log(more)")
    for (const _ of ['first', 'again']) {
      const { warnings, error } = await built.shop.build({ host, ...asNobody, entries: ['more.js'], out: 'more' })
      expect({ warnings, error }).toEqual({ warnings: [expect.stringMatching(UNWRITABLE)], error: null })
      expect(built.shop.emulator.bills).toHaveLength(CALLS + 1)
    }
  })

  it('of a lockfile that may not be written: what is to be done', async () => {
    const { shop } = await buildOnce('vite', asNobody)
    await rm(join(shop.root, 'matting.lock.json'))
    await chmod(shop.root, 0o555)
    const { error } = await shop.build({ host: 'vite', ...asNobody })
    expect(error).toMatch(/matting\.lock\.json can't be written[^]*mode: "frozen"/)
  })
})

describe.skipIf(!hasTinyDisk)('a full disk', () => {
  it.each(HOSTS)(
    'under the cache: %s gives the same pictures, told once; the next build pays nothing',
    async (host) => {
      const { shop, pictures } = await buildOnce(host)
      const disk = mountTinyDisk('16k')
      const env = { MATTING_CACHE_DIR: disk }
      for (const _ of ['first', 'again']) {
        const warnings = await rebuild({ shop, pictures }, { host, env })
        expect(warnings).toEqual([expect.stringMatching(/can't be written.*ENOSPC/)])
      }
      expect((await readdir(disk, { recursive: true })).filter((file) => file.endsWith('.tmp'))).toEqual([])
    },
  )

  it('under the lockfile: the one that is there stays whole', async () => {
    const { shop } = await buildOnce('vite')
    const disk = mountTinyDisk('8k')
    await cp(join(shop.root, 'matting.lock.json'), join(disk, 'matting.lock.json'))
    const text = await readFile(join(disk, 'matting.lock.json'), 'utf8')
    await writeFile(join(disk, 'filler'), Buffer.alloc(20_000)).catch(() => undefined)
    await writeFile(
      join(shop.root, 'matting.config.json'),
      JSON.stringify({ lockfile: join(disk, 'matting.lock.json') }),
    )
    await writeFile(join(shop.root, 'more.js'), "import more from './img/b.jpg?matting&w=9'\nconsole.log(more)")
    const { error } = await shop.build({ host: 'vite', entries: ['more.js'] })
    expect(error).toMatch(/matting\.lock\.json can't be written: ENOSPC/)
    expect(await readFile(join(disk, 'matting.lock.json'), 'utf8')).toBe(text)
    expect((await readdir(disk)).sort()).toEqual(['filler', 'matting.lock.json'])
  })
})
