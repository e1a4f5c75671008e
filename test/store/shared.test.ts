import Keyv from 'keyv'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { nameBlob, nameRecord, writeRecord } from '../../src/store/shared/entries.ts'
import { openShared } from '../../src/store/shared.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { makePicture } from './picture.ts'
import { expectMissing, expectShared, openForTest, share } from './shared-setting.ts'

const open = (store: unknown) => openShared(store, { readonly: false, logger: createMemoryLogger() })

/** A Keyv adapter of strings, as most are, with what it holds. */
function createAdapter(change: object = {}) {
  const held = new Map<string, unknown>()
  const adapter = {
    opts: {},
    held,
    namespace: undefined,
    get: async (key: string) => held.get(key),
    set: async (key: string, value: unknown) => void held.set(key, value),
    delete: async (key: string) => held.delete(key),
    clear: async () => held.clear(),
    on: () => adapter,
    ...change,
  }
  return adapter
}

const fail = () => Promise.reject(new Error('connect refused at db://me:hunter2@host'))
const hang = () => new Promise<never>(() => {})

describe('openShared', () => {
  it('opens nothing where there is no option', async () => {
    expect(await open(undefined)).toBeUndefined()
  })

  it.each([
    ['a scheme that nobody knows', 'mongodb://me:hunter2@host/db', '`mongodb:`'],
    ['a path', 'C:\\cache', '`c:`'],
    ['no URI', 'just text', 'no URI'],
    ['a number', 7, '`number`'],
    ['null', null, '`null`'],
    ['an object of another kind', { get: 1 }, '`object`'],
  ])('refuses %s, and names what it knows', async (_, store, received) => {
    const refused = await open(store).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'INVALID_OPTION', fix: expect.stringContaining('new Keyv') })
    expect(String(refused)).toContain(received)
    expect(String(refused)).toContain('`redis://…` or `rediss://…`')
    expect(String(refused)).not.toContain('hunter2')
  })

  it('names the package that a Redis URI takes, where it is not installed', async () => {
    vi.doMock('@keyv/redis', () => {
      throw new Error('Cannot find package')
    })
    onTestFinished(() => void vi.doUnmock('@keyv/redis'))
    const refused = await open('redis://me:hunter2@127.0.0.1:1').catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'INVALID_OPTION', fix: 'npm install --save-dev @keyv/redis@5' })
    expect(String(refused)).not.toContain('hunter2')
  })

  it.each([
    ['a Keyv', () => new Keyv()],
    ['a Keyv with a namespace', () => new Keyv({ namespace: 'team' })],
    ['a Keyv that serializes nothing', () => new Keyv({ serialize: undefined, deserialize: undefined })],
    [
      'a Keyv that serializes as JSON does',
      () => new Keyv({ serialize: (data) => JSON.stringify(data), deserialize: (text) => JSON.parse(text) }),
    ],
    ['a Map', () => new Map()],
    ['an adapter', () => createAdapter()],
    ['a Keyv of an adapter', () => new Keyv({ store: createAdapter() })],
  ])('gives back through %s what was kept', async (_, create) => {
    const { shared, warnings } = await openForTest(create())
    const pictures = [makePicture(), makePicture(1), makePicture(100_000)]
    await expectMissing(shared, makePicture())
    await share(shared, ...pictures)
    for (const picture of pictures) await expectShared(shared, picture)
    expect(warnings).toEqual([])
  })

  it('keeps bytes as they are where the store takes them', async () => {
    const map = new Map<string, { value: unknown }>()
    const picture = makePicture()
    await share((await openForTest(map)).shared, picture)
    expect(map.get(nameBlob(picture.record.sha256))?.value).toEqual(picture.bytes)
  })

  it('makes bytes text of a third more at most where it does not', async () => {
    const adapter = createAdapter()
    const picture = makePicture(30_000)
    await share((await openForTest(adapter)).shared, picture)
    const text = adapter.held.get(nameBlob(picture.record.sha256))
    expect(String(text).length).toBeLessThan(30_000 * 1.34)
  })

  it.each<[string, (key: string) => string]>([
    ['of no JSON', () => '{'],
    ['of another shape', (key) => JSON.stringify({ key, record: { sha256: 'x' } })],
    ['with a name for a format', (key) => writeRecord(key, { ...makePicture().record, format: '../../x' })],
    ['with a size below nothing', (key) => writeRecord(key, { ...makePicture().record, width: -1 })],
    ['of another picture', () => writeRecord(makePicture().key, makePicture().record)],
    ['without end', (key) => writeRecord(key, { ...makePicture().record, address: 'x'.repeat(100_000) })],
  ])('rejects a record %s, names it, and has it made again', async (_, poison) => {
    const keyv = new Keyv()
    const { shared, warnings } = await openForTest(keyv)
    const picture = makePicture()
    const name = nameRecord(picture.key)
    await keyv.set(name, poison(picture.key))
    expect(await shared.find(picture.key)).toBeUndefined()
    expect(await keyv.has(name)).toBe(false)
    expect(warnings).toEqual([expect.stringContaining(name)])
    await share(shared, picture)
    await expectShared(shared, picture)
  })

  it('takes nothing along that a record does not have', async () => {
    const keyv = new Keyv()
    const { shared } = await openForTest(keyv)
    const { key, record } = makePicture()
    await keyv.set(nameRecord(key), writeRecord(key, Object.assign({}, record, { run: 'me' })))
    expect(await shared.find(key)).toEqual(record)
  })

  it.each([7, true, ['a'], { 0: 1, 1: 2 }, '', 'no base64 at all'])(
    'rejects %j in the place of bytes',
    async (value) => {
      const keyv = new Keyv()
      const { shared, warnings } = await openForTest(keyv)
      const { record } = makePicture()
      await keyv.set(nameBlob(record.sha256), value)
      expect(await shared.read(record.sha256)).toBeUndefined()
      expect(warnings).toHaveLength(1)
    },
  )

  it('rejects bytes that are right, but not as many as the record says', async () => {
    const { shared } = await openForTest(new Keyv())
    const picture = makePicture()
    await share(shared, picture)
    expect(await shared.read(picture.record.sha256, 17)).toBeUndefined()
  })

  it.each([
    ['rejects', { get: fail, set: fail, delete: fail }],
    [
      'throws at once',
      {
        get: () => {
          throw new Error('db://me:hunter2@host')
        },
      },
    ],
  ])('leaves a store alone that %s, tells it once, and tells no password', async (_, change) => {
    const { shared, warnings } = await openForTest(createAdapter(change))
    for (let index = 0; index < 10; index += 1) await expectMissing(shared, makePicture())
    await share(shared, makePicture())
    expect(warnings).toEqual([expect.stringMatching(/left alone .*db:\/\/\*\*\*@host.*remove `cache\.store`/)])
  })

  it('asks no more once it is left alone', async () => {
    const get = vi.fn(fail)
    const { shared } = await openForTest(createAdapter({ get }))
    for (let index = 0; index < 10; index += 1) await shared.find(makePicture().key)
    expect(get).toHaveBeenCalledTimes(3)
  })

  it('hears of failures that a Keyv tells only aside', async () => {
    const listeners: ((error: Error) => void)[] = []
    const on = (_event: string, listener: (error: Error) => void) => void listeners.push(listener)
    const get = async () => listeners.forEach((listener) => listener(new Error('lost on the way')))
    const { shared, warnings } = await openForTest(new Keyv({ store: createAdapter({ on, get }) }))
    for (let index = 0; index < 10; index += 1) await shared.find(makePicture().key)
    expect(warnings).toEqual([expect.stringContaining('lost on the way')])
  })

  it('tells that a store keeps nothing, though it says so by `false` only', async () => {
    const { shared, warnings } = await openForTest(new Keyv({ store: createAdapter({ set: async () => false }) }))
    await share(shared, ...Array.from({ length: 20 }, () => makePicture()))
    expect(warnings).toEqual([expect.stringContaining('did not keep')])
    expect(await shared.find(makePicture().key)).toBeUndefined()
  })

  it('counts one cause as one failure: a store that comes back is used again', async () => {
    let isUp = false
    const store = new Map<string, unknown>()
    const get = async (key: string) => (await sleep(1), isUp ? store.get(key) : fail())
    const set = async (key: string, value: unknown) => void store.set(key, value)
    const { shared, warnings } = await openForTest(createAdapter({ get, set }))
    await Promise.all(Array.from({ length: 8 }, () => shared.find(makePicture().key)))
    isUp = true
    const picture = makePicture()
    await share(shared, picture)
    await expectShared(shared, picture)
    expect(warnings).toEqual([])
  })
})

describe('a shared store that does not answer', () => {
  beforeEach(() =>
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] }),
  )
  afterEach(() => void vi.useRealTimers())

  /** Runs work on a clock that goes on as fast as it is asked to, and tells how much time it took by that clock. */
  async function measure(work: () => Promise<unknown>): Promise<number> {
    const started = performance.now()
    let ended: number | undefined
    void work().then(() => (ended = performance.now()))
    while (ended === undefined) await vi.advanceTimersByTimeAsync(10)
    return ended - started
  }

  const answerAfter = (ms: number, answer?: unknown) => () => new Promise((resolve) => setTimeout(resolve, ms, answer))

  const build = async (shared: Awaited<ReturnType<typeof openForTest>>['shared'], lanes: number): Promise<void> => {
    const lane = async () => {
      for (let index = 0; index < 50; index += 1) {
        const picture = makePicture()
        await expectMissing(shared, picture)
        shared.keep(picture.key, picture.record, picture.bytes)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    await shared.settle()
    await shared.close()
  }

  it.each([
    ['hangs', { get: hang, set: hang, delete: hang }],
    ['hangs when written to', { set: hang }],
    ['answers a miss in 900 ms', { get: answerAfter(900), set: answerAfter(900) }],
    ['answers a miss in 250 ms', { get: answerAfter(250), set: answerAfter(2000) }],
    ['fails after 700 ms', { get: async () => (await answerAfter(700)(), fail()) }],
  ])('costs a build 3 s at most when it %s', async (_, change) => {
    for (const lanes of [1, 8, 30]) {
      const { shared, warnings } = await openForTest(createAdapter(change))
      expect(await measure(() => build(shared, lanes))).toBeLessThanOrEqual(3000)
      expect(warnings).toHaveLength(1)
    }
  })

  it('costs 3 s in all, however they are shared out between asking and sending', async () => {
    const { shared, warnings } = await openForTest(createAdapter({ get: answerAfter(300), set: hang }))
    const took = await measure(async () => {
      for (let index = 0; index < 5; index += 1) await shared.find(makePicture().key)
      await share(shared, makePicture())
      await share(shared, makePicture())
    })
    expect(took).toBeLessThanOrEqual(3000)
    await shared.close()
    expect(warnings).toEqual([expect.stringContaining('too slow for 2 cut-outs')])
  })

  it('does not take time for lost that gave something', async () => {
    const picture = makePicture()
    const text = JSON.stringify({ value: writeRecord(picture.key, picture.record) })
    const { shared, warnings } = await openForTest(createAdapter({ get: answerAfter(800, text) }))
    await measure(async () => {
      for (let index = 0; index < 30; index += 1) expect(await shared.find(picture.key)).toEqual(picture.record)
    })
    expect(warnings).toEqual([])
  })

  it('is waited for at the end while what is sent gets there', async () => {
    const { shared, warnings } = await openForTest(createAdapter({ set: answerAfter(20) }))
    await measure(() => share(shared, ...Array.from({ length: 100 }, () => makePicture())))
    await shared.close()
    expect(warnings).toEqual([])
  })
})
