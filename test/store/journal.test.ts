import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
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
