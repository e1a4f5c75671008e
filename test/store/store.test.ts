import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/core/hash.ts'
import type { CutRecord } from '../../src/store/records.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { makeFolder } from '../support/temporary.ts'

let BYTES: Buffer
let KEY: string
let RECORD: CutRecord

// The spare folder is one for the process, so each test has a cut-out of its own.
beforeEach(() => {
  BYTES = Buffer.from(`the bytes of cut-out ${randomUUID()}`)
  KEY = sha256(`key of ${BYTES.toString()}`)
  const told = { result: { Quality: 90 }, original: { Ave: '0x112233' } }
  RECORD = {
    ...{ sha256: sha256(BYTES), width: 4, height: 3, bytes: BYTES.length, format: 'png', hasAlpha: true, told },
    ...{ coverage: 0.5, box: { x: 0, y: 1, width: 2, height: 1 }, address: 'https://img.example.com/a.png' },
  }
})

async function openFolder({ readonly = false, dir }: { readonly?: boolean; dir?: string } = {}) {
  const folder = dir ?? (await makeFolder())
  const logger = createMemoryLogger()
  return { dir: folder, logger, store: openStore({ dir: folder, readonly }, logger) }
}

async function expectKept(store: Store) {
  expect(await store.find(KEY)).toEqual(RECORD)
  expect(Buffer.from((await store.read(RECORD)) ?? [])).toEqual(BYTES)
}

async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

describe('openStore', () => {
  it('keeps records and bytes for the next process', async () => {
    const { dir, store } = await openFolder()
    expect(await store.find(KEY)).toBeUndefined()
    await store.keep(KEY, RECORD, BYTES)
    await expectKept(store)
    await expectKept((await openFolder({ dir })).store)
    expect((await listFiles(dir)).sort()).toEqual([`${KEY}.json`, RECORD.sha256].sort())
  })

  it('gives a real file with the name asked for, and the same path each time', async () => {
    const { store, dir } = await openFolder()
    await store.keep(KEY, RECORD, BYTES)
    const file = await store.place(RECORD, 'schöner schuh.png', BYTES)
    expect(file).toBe(join(dir, 'files', RECORD.sha256.slice(0, 16), 'schöner schuh.png'))
    expect(await readFile(file)).toEqual(BYTES)
    expect(await store.place(RECORD, 'schöner schuh.png', BYTES)).toBe(file)
  })

  it('mends a placed file that was changed', async () => {
    const { store } = await openFolder()
    await store.keep(KEY, RECORD, BYTES)
    const file = await store.place(RECORD, 'shoe.png', BYTES)
    await rm(file)
    await writeFile(file, 'x'.repeat(BYTES.length))
    expect(await readFile(await store.place(RECORD, 'shoe.png', BYTES))).toEqual(BYTES)
  })

  it.each<[string, (file: string) => Promise<void>]>([
    ['truncated', (file) => truncate(file, 5)],
    ['empty', (file) => truncate(file, 0)],
    ['swapped', (file) => writeFile(file, 'other bytes of a cut-out')],
  ])('drops a %s file and tells it once', async (_, damage) => {
    const { dir, store, logger } = await openFolder()
    await store.keep(KEY, RECORD, BYTES)
    const file = join(dir, 'blobs', RECORD.sha256.slice(0, 2), RECORD.sha256)
    await damage(file)
    expect(await store.read(RECORD)).toBeUndefined()
    await expect(stat(file)).rejects.toThrow('ENOENT')
    expect(logger.warnings).toEqual([expect.stringContaining(file)])
    await store.keep(KEY, RECORD, BYTES)
    await expectKept(store)
  })

  it.each(['', '{', '{"value":{"sha256":"../../etc/passwd"},"expires":null}', '{"value":null}'])(
    'takes a damaged record for a miss: %j',
    async (text) => {
      const { dir, store } = await openFolder()
      await store.keep(KEY, RECORD, BYTES)
      await writeFile(join(dir, 'records', KEY.slice(0, 2), `${KEY}.json`), text)
      expect(await store.find(KEY)).toBeUndefined()
      await store.keep(KEY, RECORD, BYTES)
      await expectKept(store)
    },
  )

  it('works for the process where the folder can not be written, with one warning', async () => {
    const dir = await makeFolder()
    await writeFile(join(dir, 'blobs'), 'a file in the way')
    const { store, logger } = await openFolder({ dir })
    await store.keep(KEY, RECORD, BYTES)
    await store.keep(sha256('other'), RECORD, BYTES)
    await expectKept(store)
    expect(await readFile(await store.place(RECORD, 'a.png', BYTES))).toEqual(BYTES)
    expect(logger.warnings).toEqual([expect.stringMatching(/can't be written/)])
    expect(await listFiles(dir)).not.toContain(expect.stringContaining('.tmp'))
  })

  it('reads but never writes where it is read-only', async () => {
    const dir = await makeFolder()
    await (await openFolder({ dir })).store.keep(KEY, RECORD, BYTES)
    const before = await listFiles(dir)
    const { store, logger } = await openFolder({ dir, readonly: true })
    await expectKept(store)
    await store.keep(sha256('other'), RECORD, BYTES)
    expect(await readFile(await store.place(RECORD, 'a.png', BYTES))).toEqual(BYTES)
    expect(await listFiles(dir)).toEqual(before)
    expect(logger.warnings).toEqual([])
  })

  it('keeps nothing beyond the process with `cache: false`', async () => {
    const store = openStore(false, createMemoryLogger())
    const key = sha256(`only here ${Math.random()}`)
    await store.keep(key, RECORD, BYTES)
    expect(await store.find(key)).toEqual(RECORD)
  })

  it('leaves no temporary files when many write the same bytes at once', async () => {
    const { dir, store } = await openFolder()
    await mkdir(dir, { recursive: true })
    await Promise.all(Array.from({ length: 20 }, () => store.keep(KEY, RECORD, BYTES)))
    await expectKept(store)
    expect(await listFiles(dir)).toHaveLength(2)
  })
})
