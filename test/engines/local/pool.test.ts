import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Raster } from '../../../src/core/types.ts'
import { createPool, type Pool } from '../../../src/engines/local/pool.ts'
import { makeFolder } from '../../support/temporary.ts'

/** Workers of a few lines: what they do is told by the photo's width. */
const SCRIPT = `
import { parentPort, threadId } from 'node:worker_threads'
parentPort.on('message', ({ photo, prior }) => {
  if (photo.width === 13) throw new Error('unlucky')
  if (photo.width === 14) process.exit(5)
  if (photo.width === 15) return
  if (photo.width === 17) setImmediate(() => process.exit(6))
  if (photo.width === 16) return parentPort.postMessage({ failure: { code: 'SOURCE_LIMIT', reason: 'no idea' } })
  parentPort.postMessage({ result: { raster: photo, confidence: prior ? prior.data[0] : threadId } }, [photo.data.buffer])
})
`
const NEVER = new AbortController().signal

function photo(width: number): Raster {
  return { data: new Uint8Array(width * 4).fill(9), width, height: 1 }
}

const pools: Pool[] = []
async function startPool(size: number): Promise<Pool> {
  const file = join(await makeFolder(), 'worker.mjs')
  await writeFile(file, SCRIPT)
  const pool = createPool({ file, size })
  pools.push(pool)
  return pool
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
})

describe('the pool', () => {
  it("leaves the caller's pixels alone, which may not be the caller's to give away", async () => {
    const pool = await startPool(1)
    const sent = photo(2)
    const { raster } = await pool.run(sent, NEVER)
    expect(raster).toEqual(photo(2))
    expect(sent).toEqual(photo(2))
  })

  it('copies pixels that share their memory with others', async () => {
    const pool = await startPool(1)
    const shared = { data: new Uint8Array(64).subarray(8, 16), width: 2, height: 1 }
    const { raster } = await pool.run(shared, NEVER)
    expect(raster.data).toHaveLength(8)
    expect(shared.data).toHaveLength(8)
  })

  it('hands a prior over with the photo', async () => {
    const pool = await startPool(1)
    const prior = { data: Float32Array.of(0.25), width: 1, height: 1, channels: 1 }
    await expect(pool.run(photo(2), NEVER, prior)).resolves.toMatchObject({ confidence: 0.25 })
  })

  it('starts no more threads than it may, and uses them again', async () => {
    const pool = await startPool(2)
    const results = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((width) => pool.run(photo(width), NEVER)))
    expect(results.map(({ raster }) => raster.width)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(new Set(results.map(({ confidence }) => confidence)).size).toBeLessThanOrEqual(2)
  })

  it.each([
    [13, 'ENGINE_FAILED', /crashed: unlucky/],
    [14, 'ENGINE_FAILED', /ended with code 5/],
    [16, 'SOURCE_LIMIT', /no idea/],
  ])('rejects a job that fails (%i) and goes on with the next', async (width, code, message) => {
    const pool = await startPool(1)
    const [failed, next] = await Promise.allSettled([pool.run(photo(width), NEVER), pool.run(photo(2), NEVER)])
    expect(failed).toMatchObject({
      status: 'rejected',
      reason: { code, message: expect.stringMatching(message) },
    })
    expect(next).toMatchObject({ status: 'fulfilled', value: { raster: { width: 2 } } })
  })

  it('replaces a thread that ended while it rested', async () => {
    const pool = await startPool(1)
    await pool.run(photo(17), NEVER)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await expect(pool.run(photo(2), NEVER)).resolves.toMatchObject({ raster: { width: 2 } })
  })

  it('gives up work under way and work that waits when their signals are aborted', async () => {
    const pool = await startPool(1)
    const [first, second] = [new AbortController(), new AbortController()]
    const hanging = pool.run(photo(15), first.signal)
    const waiting = pool.run(photo(2), second.signal)
    const later = pool.run(photo(3), NEVER)
    second.abort(new Error('not needed'))
    await expect(waiting).rejects.toThrow('not needed')
    first.abort(new Error('build given up'))
    await expect(hanging).rejects.toThrow('build given up')
    await expect(later).resolves.toMatchObject({ raster: { width: 3 } })
    await expect(pool.run(photo(1), first.signal)).rejects.toThrow('build given up')
  })

  it('stops a thread at work when it is closed', async () => {
    const pool = await startPool(1)
    await pool.run(photo(1), NEVER)
    const settled = Promise.allSettled([pool.run(photo(15), NEVER)])
    await new Promise((resolve) => setTimeout(resolve, 20))
    await pool.close()
    expect(await settled).toMatchObject([{ status: 'rejected', reason: { code: 'ENGINE_FAILED' } }])
  })

  it('rejects what is under way or waits, and new work, when it is closed', async () => {
    const pool = await startPool(1)
    const jobs = [pool.run(photo(15), NEVER), pool.run(photo(2), NEVER)]
    const settled = Promise.allSettled(jobs)
    await pool.close()
    for (const job of await settled)
      expect(job).toMatchObject({ status: 'rejected', reason: { code: 'ENGINE_FAILED' } })
    await expect(pool.run(photo(1), NEVER)).rejects.toThrow(/closed/)
  })
})
