import { once } from 'node:events'
import { chmod, cp, mkdir, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openLeases } from '../../src/store/leases.ts'
import { openStore } from '../../src/store/store.ts'
import { buildScript, ROOT, start } from '../engines/cos/child.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { makeFolder } from '../support/temporary.ts'
import { hasTinyDisk, mountTinyDisk } from '../support/tiny-disk.ts'
import { makePicture, type Picture } from './picture.ts'

const HOURS = 60 * 60

interface Built {
  /** Pictures that had to be made. */
  readonly made: number
  readonly warnings: readonly string[]
}

/** What a build does with a store, in a process of its own; each picture is checked byte by byte. */
async function build(dir: string, pictures: readonly Picture[], { readonly = false } = {}): Promise<Built> {
  const logger = createMemoryLogger()
  const store = openStore({ dir, readonly }, logger)
  const look = async ({ key }: Picture) => {
    const record = await store.find(key)
    return record && { record, bytes: await store.read(record) }
  }
  let made = 0
  for (const picture of pictures) {
    const found = await look(picture)
    if (found?.bytes === undefined) {
      made += 1
      await store.keep(picture.key, picture.record, picture.bytes)
    }
    const result = await look(picture)
    expect(result?.record).toEqual(picture.record)
    expect(picture.bytes.equals(result?.bytes ?? Buffer.alloc(0))).toBe(true)
  }
  return { made, warnings: logger.warnings }
}

async function buildThree() {
  const dir = await makeFolder()
  const pictures = [makePicture(), makePicture(), makePicture()] as const
  expect(await build(dir, pictures)).toEqual({ made: 3, warnings: [] })
  return { dir, pictures }
}

const blobOf = (dir: string, { record }: Picture): string =>
  join(dir, 'blobs', record.sha256.slice(0, 2), record.sha256)
const recordOf = (dir: string, { key }: Picture): string => join(dir, 'records', key.slice(0, 2), `${key}.json`)

async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

const replaceByFolder = async (file: string): Promise<void> => {
  await rm(file)
  await mkdir(join(file, 'deep'), { recursive: true })
}
const replaceByLink = async (file: string): Promise<void> => {
  await rm(file)
  await symlink('/nowhere/at/all', file)
}
const edit = async (file: string, change: (text: string) => string): Promise<void> =>
  writeFile(file, change(await readFile(file, 'utf8')))

type Damage = (file: string, other: string) => Promise<unknown>

const DAMAGES: [string, Damage][] = [
  ['truncated', (file) => truncate(file, 100)],
  ['empty', (file) => truncate(file, 0)],
  ['gone', (file) => rm(file)],
  ['swapped for another', (file, other) => cp(other, file)],
  ['something else', (file) => writeFile(file, '<html>captive portal</html>')],
  ['a folder', replaceByFolder],
  ['a link to nowhere', replaceByLink],
]

const RECORD_DAMAGES: [string, Damage][] = [
  ...DAMAGES,
  ['changed in a digit', (file) => edit(file, (text) => text.replace('"width":4', '"width":5'))],
  ['of another schema', (file) => edit(file, (text) => text.replace('"hasAlpha":true,', ''))],
  ['JSON of nothing', (file) => writeFile(file, '{"value":null}')],
]

describe('a damaged cache folder', () => {
  it.each([
    ...DAMAGES.map(([name, damage]) => ['bytes', name, blobOf, damage] as const),
    ...RECORD_DAMAGES.map(([name, damage]) => ['a record', name, recordOf, damage] as const),
  ])('with %s %s gives right pictures, makes one, tells once, and is whole again', async (_, __, fileOf, damage) => {
    const { dir, pictures } = await buildThree()
    await damage(fileOf(dir, pictures[0]), fileOf(dir, pictures[1]))
    const { made, warnings } = await build(dir, pictures)
    expect(made).toBe(1)
    expect(warnings.length).toBeLessThanOrEqual(1)
    expect(await build(dir, pictures)).toEqual({ made: 0, warnings: [] })
  })

  it('tells of one file where all are damaged', async () => {
    const { dir, pictures } = await buildThree()
    for (const file of await listFiles(dir)) await truncate(file, 50)
    expect(await build(dir, pictures)).toEqual({ made: 3, warnings: [expect.stringContaining(dir)] })
    expect(await build(dir, pictures)).toEqual({ made: 0, warnings: [] })
  })

  it('is left as it is where it may only be read', async () => {
    const { dir, pictures } = await buildThree()
    await writeFile(blobOf(dir, pictures[0]), 'poison')
    const { made, warnings } = await build(dir, pictures, { readonly: true })
    expect({ made, warnings }).toEqual({ made: 1, warnings: [expect.stringContaining('stays as it is')] })
    expect(await readFile(blobOf(dir, pictures[0]), 'utf8')).toBe('poison')
  })

  it('serves under any other path, with times and line ends of another system', async () => {
    const { dir, pictures } = await buildThree()
    const other = join(await makeFolder(), 'Ünïcode und Leerzeichen')
    await cp(dir, other, { recursive: true })
    await rm(dir, { recursive: true })
    for (const file of await listFiles(other)) await utimes(file, 0, 0)
    for (const picture of pictures) {
      await edit(recordOf(other, picture), (text) => JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n'))
    }
    expect(await build(other, pictures)).toEqual({ made: 0, warnings: [] })
  })

  it.each(['blobs', 'records'])('makes anew what was in the folder %s', async (folder) => {
    const { dir, pictures } = await buildThree()
    await rm(join(dir, folder), { recursive: true })
    expect(await build(dir, pictures)).toEqual({ made: 3, warnings: [] })
    expect(await build(dir, pictures)).toEqual({ made: 0, warnings: [] })
  })
})

describe('a cache folder with other permissions', () => {
  // Root may read and write everything.
  const becomeUser = (): void => void (process.geteuid?.() === 0 && process.seteuid?.(65_534))
  afterEach(() => void (process.getuid?.() === 0 && process.seteuid?.(0)))

  it('gets its unreadable files replaced', async () => {
    becomeUser()
    const { dir, pictures } = await buildThree()
    await chmod(blobOf(dir, pictures[0]), 0o000)
    await chmod(recordOf(dir, pictures[1]), 0o000)
    expect(await build(dir, pictures)).toEqual({ made: 2, warnings: [] })
    expect(await build(dir, pictures)).toEqual({ made: 0, warnings: [] })
  })

  it('serves where it may only be read, and one warning tells that no more is kept', async () => {
    becomeUser()
    const { dir, pictures } = await buildThree()
    const folders = [dir, ...(await readdir(dir, { recursive: true })).map((name) => join(dir, name))]
    for (const path of folders) await chmod(path, 0o555)
    expect(await build(dir, pictures)).toEqual({ made: 0, warnings: [] })
    const more = await build(dir, [...pictures, makePicture(), makePicture()])
    expect(more).toEqual({ made: 2, warnings: [expect.stringContaining("can't be written")] })
    expect(await openLeases({ dir, readonly: false }).hold('key', async () => 'done')).toBe('done')
    for (const path of folders) await chmod(path, 0o755)
  })

  it('tells once where it may neither be read nor written', async () => {
    becomeUser()
    const { dir, pictures } = await buildThree()
    const folders = (await readdir(dir, { recursive: true })).map((name) => join(dir, name)).reverse()
    for (const path of folders) await chmod(path, 0o000)
    const built = await build(dir, pictures)
    expect(built).toEqual({ made: 3, warnings: [expect.stringContaining("can't be written")] })
    for (const path of folders.reverse()) await chmod(path, 0o755)
    expect(await build(dir, pictures)).toEqual({ made: 0, warnings: [] })
  })
})

describe.skipIf(!hasTinyDisk)('a full disk', () => {
  it('keeps what fits; the rest lasts as long as the process, with one warning', async () => {
    const dir = mountTinyDisk('64k')
    const [small, large, larger] = [makePicture(2000), makePicture(300_000), makePicture(400_000)]
    const { made, warnings } = await build(dir, [small, large, larger])
    expect({ made, warnings }).toEqual({ made: 3, warnings: [expect.stringContaining('ENOSPC')] })
    expect((await listFiles(dir)).sort()).toEqual([blobOf(dir, small), recordOf(dir, small)].sort())
  })

  it('is no reason to fail where not a byte is left', async () => {
    const dir = mountTinyDisk('16k')
    await writeFile(join(dir, 'filler'), Buffer.alloc(20_000)).catch(() => undefined)
    const { made, warnings } = await build(dir, [makePicture(), makePicture()])
    expect({ made, warnings }).toEqual({ made: 2, warnings: [expect.stringContaining('ENOSPC')] })
    expect(await openLeases({ dir, readonly: false }).hold('key', async () => 'done')).toBe('done')
    expect(await listFiles(dir)).toEqual([join(dir, 'filler')])
  })
})

/** Keeps pictures without end; they are known by their number. */
const KEEP_ON = `
  import { sha256 } from ${JSON.stringify(join(ROOT, 'src/core/hash.ts'))}
  import { openLeases } from ${JSON.stringify(join(ROOT, 'src/store/leases.ts'))}
  import { openStore } from ${JSON.stringify(join(ROOT, 'src/store/store.ts'))}
  const [dir, count] = process.argv.slice(2)
  const cache = { dir, readonly: false }
  const store = openStore(cache, { info() {}, warn: (text) => process.stderr.write(text) })
  const leases = openLeases(cache, { beat: 20, stale: 200 })
  const keep = async (index) => {
    const bytes = Buffer.alloc(50_000 + index, String(index))
    const key = sha256('key ' + index)
    const record = { sha256: sha256(bytes), width: 1, height: 1, bytes: bytes.length, format: 'png', hasAlpha: true, coverage: 1 }
    await leases.hold(key, async () => {
      const found = await store.find(key)
      if (found && (await store.read(found))) return
      await store.keep(key, record, bytes)
      await store.place(record, 'a.png', bytes)
    })
  }
  const lane = async (first) => {
    for (let index = first; index < Number(count); index += 8) await keep(index)
  }
  process.stdout.write('on')
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(lane))
`

/** Checks that each record of a folder has its bytes. */
async function expectWhole(dir: string): Promise<number> {
  const logger = createMemoryLogger()
  const store = openStore({ dir, readonly: true }, logger)
  const files = (await listFiles(join(dir, 'records'))).filter((file) => file.endsWith('.json'))
  for (const file of files) {
    const record = await store.find(file.slice(-69, -5))
    expect(record && (await store.read(record))?.length).toBe(record?.bytes)
    expect(record).toBeDefined()
  }
  expect(logger.warnings).toEqual([])
  return files.length
}

describe('a cache folder of many processes', () => {
  it('is whole after a hundred of them were killed, and loses what they left', async () => {
    const dir = await makeFolder()
    const script = await buildScript(KEEP_ON)
    const lane = async () => {
      for (let kill = 0; kill < 50; kill += 1) {
        const { child, ended } = start(script, dir, '100000')
        await once(child.stdout!, 'data')
        await sleep(Math.random() * 100)
        child.kill('SIGKILL')
        expect(await ended).toMatchObject({ stderr: '' })
      }
    }
    await Promise.all([lane(), lane()])
    const whole = await expectWhole(dir)
    expect(whole).toBeGreaterThan(0)
    const old = Date.now() / 1000 - 2 * HOURS
    for (const file of await listFiles(dir)) await utimes(file, old, old)
    // One run removes hearts, the next the leases that lost theirs; both have something to make.
    for (const count of [whole + 20, whole + 40]) {
      expect(await start(script, dir, String(count)).ended).toEqual({ code: 0, stdout: 'on', stderr: '' })
    }
    const left = (await listFiles(dir)).filter((file) => file.endsWith('.tmp') || file.includes(join(dir, 'leases')))
    expect(left).toEqual([])
  })

  it('has each picture once when eight keep the same at once', async () => {
    const dir = await makeFolder()
    const script = await buildScript(KEEP_ON)
    const runs = Array.from({ length: 8 }, () => start(script, dir, '60').ended)
    for (const ending of await Promise.all(runs)) expect(ending).toEqual({ code: 0, stdout: 'on', stderr: '' })
    expect(await expectWhole(dir)).toBe(60)
    expect(await listFiles(join(dir, 'blobs'))).toHaveLength(60)
    expect(await listFiles(dir)).toHaveLength(180)
  })
})
