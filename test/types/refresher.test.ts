import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createRefresher } from '../../src/types/refresher.ts'

/** Work that takes a while and remembers how often it was done, and how often at a time. */
function createWork() {
  const seen = { times: 0, atOnce: 0, running: 0 }
  const work = async () => {
    seen.times++
    seen.atOnce = Math.max(seen.atOnce, ++seen.running)
    await wait(10)
    seen.running--
  }
  return { seen, work }
}

describe('createRefresher', () => {
  it('does nothing where nothing changed', async () => {
    const { seen, work } = createWork()
    const refresher = createRefresher(work, 1)
    await refresher.settle()
    await refresher.end()
    expect(seen.times).toBe(0)
  })

  it('works once for many changes, some time after the last', async () => {
    const { seen, work } = createWork()
    const refresher = createRefresher(work, 20)
    for (let change = 0; change < 50; change++) refresher.mark()
    expect(seen.times).toBe(0)
    await expect.poll(() => seen.times).toBe(1)
    await refresher.settle()
    expect(seen.times).toBe(1)
  })

  it('settles at once, never twice at a time', async () => {
    const { seen, work } = createWork()
    const refresher = createRefresher(work, 600_000)
    refresher.mark()
    const first = refresher.settle()
    refresher.mark()
    await Promise.all([first, refresher.settle(), refresher.settle()])
    expect(seen).toMatchObject({ times: 2, atOnce: 1, running: 0 })
  })

  it('does what is due at the end, and nothing behind it', async () => {
    const { seen, work } = createWork()
    const refresher = createRefresher(work, 1)
    refresher.mark()
    await refresher.end()
    refresher.mark()
    await refresher.settle()
    expect(seen.times).toBe(1)
  })
})
