import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of its own for one test, removed when the test ends. */
export async function makeFolder(): Promise<string> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'matting-test-')))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}
