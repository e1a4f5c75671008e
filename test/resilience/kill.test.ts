import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const BENCH = fileURLToPath(new URL('../../bench/kill.mjs', import.meta.url))

/** A short run of the measurement; `bench/README.md` has a long one. */
describe('builds that are killed at random moments', () => {
  it.each([
    ['vite', '--kills', '4'],
    ['webpack', '--kills', '6', '--beside', '2'],
  ])('of %s pay once for each picture, leave the same lockfile, and nothing for ever', async (host, ...args) => {
    const setting = ['--json', '--method', 'upload', '--photos', '3', '--latency', '300', '--host', host, ...args]
    const { stdout } = await promisify(execFile)(process.execPath, [BENCH, ...setting])
    const result = JSON.parse(stdout) as { pictures: number }
    expect(result).toMatchObject({ bills: result.pictures, twice: [], told: [], lockfiles: 1, leftForEver: 0 })
  })
})
