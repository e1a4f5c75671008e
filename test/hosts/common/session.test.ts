import { describe, expect, it, vi } from 'vitest'
import type { Matting, MattingSetting } from '../../../src/matting.ts'
import { createSession, type Session } from '../../../src/hosts/common/session.ts'

const TOLD = { tell: true, again: false }

function startSession(): { session: Session; told: string[]; closed: () => number; opened: MattingSetting[] } {
  const told: string[] = []
  const opened: MattingSetting[] = []
  const close = vi.fn(async () => undefined)
  const session = createSession(async (setting) => {
    opened.push(setting)
    return { finish: async () => '1 image', close } as unknown as Matting
  })
  session.prepare({ root: '/shop', logger: { info: (message) => told.push(message), warn: () => undefined } })
  return { session, told, opened, closed: () => close.mock.calls.length }
}

describe('a session', () => {
  it('opens once for builds that overlap, and closes behind the last', async () => {
    const { session, closed, opened } = startSession()
    await Promise.all([session.begin(), session.begin()])
    await session.end(TOLD)
    expect(closed()).toBe(0)
    await session.end(TOLD)
    expect(closed()).toBe(1)
    expect(opened).toEqual([expect.objectContaining({ root: '/shop' })])
  })

  it('stays open between builds of a watcher, until it is closed', async () => {
    const { session, closed, opened } = startSession()
    for (const again of [true, true]) {
      await session.begin()
      await session.end({ tell: true, again })
    }
    expect([opened.length, closed()]).toEqual([1, 0])
    await session.close()
    expect(closed()).toBe(1)
  })

  it('opens anew for a build after the last', async () => {
    const { session, closed, opened } = startSession()
    for (let build = 0; build < 2; build++) {
      await session.begin()
      await session.end(TOLD)
    }
    expect([opened.length, closed()]).toEqual([2, 2])
  })

  it('is not opened by what a closed build left behind', async () => {
    const { session, opened } = startSession()
    await session.begin()
    await session.close()
    await expect(session.use()).rejects.toMatchObject({ code: 'ABORTED' })
    await session.begin()
    await session.use()
    expect(opened).toHaveLength(2)
  })

  it('tells the summary where it is asked to, through the logger of the latest build', async () => {
    const { session, told } = startSession()
    await session.begin()
    await session.end({ tell: false, again: true })
    expect(told).toEqual([])
    const later: string[] = []
    session.prepare({ root: '/shop', logger: { info: (message) => later.push(message), warn: () => undefined } })
    await session.begin()
    await session.end(TOLD)
    expect([told, later]).toEqual([[], ['1 image']])
  })

  it('fails a build that can not be opened, and tries again for the next', async () => {
    const open = vi.fn(async (): Promise<Matting> => Promise.reject(new Error('wrong option')))
    const session = createSession(open)
    for (let build = 0; build < 2; build++) {
      await expect(session.begin()).rejects.toThrow('wrong option')
      await expect(session.end(TOLD)).resolves.toBeUndefined()
    }
    expect(open).toHaveBeenCalledTimes(2)
  })
})
