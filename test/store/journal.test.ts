import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openJournal } from '../../src/store/journal.ts'
import { makeFolder } from '../support/temporary.ts'

const PICTURE = 'a'.repeat(64)

describe('openJournal', () => {
  it('tells the next process of a call whose end nobody noted', async () => {
    const dir = await makeFolder()
    const before = Date.now()
    openJournal({ dir, readonly: false }).begin(PICTURE)
    const next = openJournal({ dir, readonly: false })
    expect(next.find(PICTURE)).toBeGreaterThanOrEqual(before)
    expect(next.find('b'.repeat(64))).toBeUndefined()
    next.end(PICTURE)
    expect(next.find(PICTURE)).toBeUndefined()
    expect(await readdir(join(dir, 'calls'))).toEqual([])
  })

  it('drops notes that nobody asked for in an hour', async () => {
    const dir = await makeFolder()
    const calls = join(dir, 'calls')
    openJournal({ dir, readonly: false }).begin(PICTURE)
    await utimes(join(calls, PICTURE), 0, 0)
    openJournal({ dir, readonly: false }).begin('b'.repeat(64))
    await vi.waitFor(async () => expect(await readdir(calls)).toEqual(['b'.repeat(64)]))
  })

  it('takes a damaged note for none', async () => {
    const dir = await makeFolder()
    const journal = openJournal({ dir, readonly: false })
    journal.begin(PICTURE)
    for (const text of ['', 'soon', '-5']) {
      await writeFile(join(dir, 'calls', PICTURE), text)
      expect(journal.find(PICTURE)).toBeUndefined()
    }
  })

  it('never fails: not in a folder that is not to be written, not in one that can not be', async () => {
    const dir = await makeFolder()
    await writeFile(join(dir, 'file'), '')
    for (const cache of [false, { dir, readonly: true }, { dir: join(dir, 'file/deeper'), readonly: false }] as const) {
      const journal = openJournal(cache)
      journal.begin(PICTURE)
      expect(journal.find(PICTURE)).toBeUndefined()
      journal.end(PICTURE)
    }
    expect(await readdir(dir)).toEqual(['file'])
  })
})
