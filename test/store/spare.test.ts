import { spawnSync } from 'node:child_process'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findSpare, makeSpare } from '../../src/store/spare.ts'
import { makeFolder } from '../support/temporary.ts'

afterEach(() => void vi.unstubAllEnvs())

describe('the folder that stands in for another', () => {
  it('stays the same, and takes away what killed processes left of theirs', async () => {
    const temporary = await makeFolder()
    vi.stubEnv('TMPDIR', temporary)
    const { pid: dead } = spawnSync(process.execPath, ['--version'])
    const left = `unplugin-matting-0a1b2c3d-${dead}-abcdef`
    const young = `unplugin-matting-0a1b2c3d-${dead}-ghijkl`
    const used = `unplugin-matting-0a1b2c3d-${process.pid}-abcdef`
    const others = 'unplugin-matting-notes'
    for (const name of [left, young, used, others]) {
      await mkdir(join(temporary, name))
      await writeFile(join(temporary, name, 'file'), '')
    }
    for (const name of [left, used, others]) await utimes(join(temporary, name), 0, 0)
    const made = makeSpare(join(temporary, 'cache'))
    expect(makeSpare(join(temporary, 'cache'))).toBe(made)
    expect(findSpare(join(temporary, 'cache'))).toBe(made)
    expect((await readdir(temporary)).sort()).toEqual([young, used, others, basename(made)].sort())
  })
})
