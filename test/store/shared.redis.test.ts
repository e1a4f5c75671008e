import KeyvRedis, { createClient, createKeyv } from '@keyv/redis'
import Keyv from 'keyv'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nameBlob, nameRecord } from '../../src/store/shared/entries.ts'
import { buildScript, ROOT } from '../engines/cos/child.ts'
import { hasRedis, startRedis } from '../support/redis.ts'
import { makePicture } from './picture.ts'
import { expectMissing, expectShared, openForTest, share } from './shared-setting.ts'

/** A client beside the store's own, to see and change what it has. */
async function openClient(url: string) {
  const client = createClient({ url })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.destroy())
  return client
}

describe.skipIf(!hasRedis)('a shared store in Redis', () => {
  it('gives one machine what another made', async () => {
    const { url } = await startRedis()
    const picture = makePicture()
    const maker = await openForTest(url)
    await expectMissing(maker.shared, picture)
    await share(maker.shared, picture)
    const user = await openForTest(url)
    await expectShared(user.shared, picture)
    expect([...maker.warnings, ...user.warnings]).toEqual([])
  })

  it('keeps bytes as they are, under names with the schema', async () => {
    const { url } = await startRedis()
    const picture = makePicture(300_000)
    await share((await openForTest(url)).shared, picture)
    const client = await openClient(url)
    const { key, record } = picture
    expect((await client.keys('*')).sort()).toEqual([nameBlob(record.sha256), nameRecord(key)])
    expect(await client.strLen(nameBlob(record.sha256))).toBe(300_000)
  })

  describe.each<[string, (url: string) => Keyv | KeyvRedis<string>]>([
    ['a Keyv', (url) => new Keyv({ store: new KeyvRedis(url) })],
    ['a Keyv of `createKeyv`', (url) => createKeyv(url)],
    ['an adapter', (url) => new KeyvRedis(url)],
    ['an adapter with a namespace', (url) => new KeyvRedis(url, { namespace: 'team' })],
  ])('through %s', (_, create) => {
    it('takes bytes as they are', async () => {
      const { url } = await startRedis()
      const picture = makePicture(300_000)
      const { shared } = await openForTest(create(url))
      await share(shared, picture)
      await expectShared(shared, picture)
      const client = await openClient(url)
      const names = await client.keys('*:blob:*')
      expect(await Promise.all(names.map((name) => client.strLen(name)))).toEqual([300_000])
    })

    it('leaves a connection open that the user had made, and no other', async () => {
      const { url } = await startRedis()
      for (const isMade of [true, false]) {
        const store = create(url)
        onTestFinished(() => store.disconnect())
        if (isMade) await store.set('own', 'value')
        const { shared } = await openForTest(store)
        await share(shared, makePicture())
        await shared.close()
        const { client } = store instanceof KeyvRedis ? store : (store.store as KeyvRedis<string>)
        expect(client.isOpen).toBe(isMade)
      }
    })

    it('goes on without where nobody is', async () => {
      const redis = await startRedis()
      redis.kill('SIGKILL')
      const { shared, warnings } = await openForTest(create(redis.url))
      for (let index = 0; index < 50; index += 1) await expectMissing(shared, makePicture())
      await shared.close()
      expect(warnings).toHaveLength(1)
    })
  })

  it('serves eight machines at once', async () => {
    const { url } = await startRedis()
    const pictures = Array.from({ length: 40 }, () => makePicture(50_000))
    const machines = await Promise.all(Array.from({ length: 8 }, () => openForTest(url)))
    await Promise.all(machines.map(({ shared }) => share(shared, ...pictures)))
    await Promise.all(
      machines.map(({ shared }) => Promise.all(pictures.map((picture) => expectShared(shared, picture)))),
    )
    expect(machines.flatMap(({ warnings }) => warnings)).toEqual([])
  })

  it.each([
    ['poisoned', (bytes: Buffer) => Buffer.alloc(bytes.length, 1)],
    ['truncated', (bytes: Buffer) => bytes.subarray(0, 100)],
    ['empty', () => Buffer.alloc(0)],
  ])('rejects %s bytes, names them once, and has them made again', async (_, damage) => {
    const { url } = await startRedis()
    const picture = makePicture()
    const { shared, warnings } = await openForTest(url)
    await share(shared, picture)
    const client = await openClient(url)
    const name = nameBlob(picture.record.sha256)
    await client.set(name, damage(picture.bytes))
    await expectMissing(shared, picture)
    await expectMissing(shared, picture)
    expect(warnings).toEqual([expect.stringContaining(name)])
    expect(await client.exists(name)).toBe(0)
    await share(shared, picture)
    await expectShared(shared, picture)
  })

  it('rejects a record that stands under the key of another', async () => {
    const { url } = await startRedis()
    const [mine, other] = [makePicture(), makePicture()]
    const { shared, warnings } = await openForTest(url)
    await share(shared, mine, other)
    const client = await openClient(url)
    await client.copy(nameRecord(other.key), nameRecord(mine.key), { REPLACE: true })
    expect(await shared.find(mine.key)).toBeUndefined()
    expect(warnings).toEqual([expect.stringContaining(nameRecord(mine.key))])
    await expectShared(shared, other)
  })

  it('takes another kind of value for a failure, not for a picture', async () => {
    const { url } = await startRedis()
    const picture = makePicture()
    const { shared } = await openForTest(url)
    const client = await openClient(url)
    await client.hSet(nameRecord(picture.key), 'a', 'b')
    expect(await shared.find(picture.key)).toBeUndefined()
  })

  it('reads but never writes where it is read-only, not even to remove what is poisoned', async () => {
    const { url } = await startRedis()
    const [picture, other] = [makePicture(), makePicture()]
    await share((await openForTest(url)).shared, picture)
    const { shared, warnings } = await openForTest(url, { readonly: true })
    await expectShared(shared, picture)
    await share(shared, other)
    await expectMissing(shared, other)
    const client = await openClient(url)
    await client.set(nameBlob(picture.record.sha256), 'poison')
    await expectMissing(shared, picture)
    expect(await client.get(nameBlob(picture.record.sha256))).toBe('poison')
    expect(warnings).toHaveLength(1)
  })

  it('goes on without it when the server is killed, with one warning', async () => {
    const redis = await startRedis()
    const pictures = Array.from({ length: 20 }, () => makePicture())
    const { shared, warnings } = await openForTest(redis.url)
    await share(shared, ...pictures)
    redis.kill('SIGKILL')
    for (const picture of pictures) await expectMissing(shared, picture)
    await share(shared, ...pictures)
    expect(warnings).toEqual([expect.stringMatching(/is left alone from here on: .*cache\.store/)])
  })

  it('finds it again after a restart', async () => {
    const redis = await startRedis()
    const picture = makePicture()
    const { shared, warnings } = await openForTest(redis.url)
    await share(shared, picture)
    await redis.restart()
    await expectMissing(shared, picture)
    await share(shared, picture)
    await expectShared(shared, picture)
    expect(warnings).toEqual([])
  })

  it('leaves a server alone that hangs: nothing waits for it any more', async () => {
    const redis = await startRedis()
    const pictures = Array.from({ length: 100 }, () => makePicture())
    const { shared, warnings } = await openForTest(redis.url)
    await share(shared, ...pictures)
    redis.kill('SIGSTOP')
    // Each alone may wait a second; all of them, one after the other, would take longer than a test may.
    for (const picture of pictures) await expectMissing(shared, picture)
    await share(shared, ...pictures)
    expect(warnings).toEqual([expect.stringContaining('no answer within 1000 ms')])
  })

  it('waits at the end of a build no longer than its bound when sending hangs', async () => {
    const redis = await startRedis()
    const { shared, warnings } = await openForTest(redis.url)
    await share(shared, makePicture())
    redis.kill('SIGSTOP')
    await share(shared, ...Array.from({ length: 200 }, () => makePicture()))
    await share(shared, makePicture())
    await shared.close()
    expect(warnings).toEqual([expect.stringMatching(/too slow for 201 cut-outs/)])
  })

  it('goes on reading where nothing can be written any more', async () => {
    const { url } = await startRedis()
    const picture = makePicture()
    const { shared, warnings } = await openForTest(url)
    await share(shared, picture)
    const client = await openClient(url)
    await client.configSet('maxmemory', '1')
    await share(shared, ...Array.from({ length: 20 }, () => makePicture()))
    await expectShared(shared, picture)
    expect(warnings).toEqual([expect.stringContaining('OOM')])
  })

  it('tells no password', async () => {
    const { port } = await startRedis('--requirepass', 'the-right-one')
    const right = await openForTest(`redis://:the-right-one@127.0.0.1:${port}/1`)
    const picture = makePicture()
    await share(right.shared, picture)
    await expectShared(right.shared, picture)
    const { shared, warnings } = await openForTest(`redis://user:hunter2@127.0.0.1:${port}/1?password=hunter2`)
    for (let index = 0; index < 5; index += 1) expect(await shared.find(picture.key)).toBeUndefined()
    expect(warnings).toEqual([expect.stringContaining(`redis://127.0.0.1:${port}/1`)])
    expect(warnings.join()).not.toMatch(/hunter2|user:/)
  })

  it('does not blame a server for answers that wait here because the process is busy', async () => {
    const { url } = await startRedis()
    const picture = makePicture()
    const { shared, warnings } = await openForTest(url)
    await share(shared, picture)
    const client = await openClient(url)
    for (let index = 0; index < 4; index += 1) {
      // The question is on its way, the answer will come while the process has no time for it.
      await client.sendCommand(['CLIENT', 'PAUSE', '300', 'ALL'])
      const found = shared.find(picture.key)
      await sleep(20)
      // From here on, timers come before what the line brings.
      await new Promise((resolve) => setImmediate(resolve))
      const started = performance.now()
      while (performance.now() - started < 1500) continue
      expect(await found).toEqual(picture.record)
    }
    expect(warnings).toEqual([])
  })

  it('leaves a server alone that hangs from the beginning', async () => {
    const redis = await startRedis()
    redis.kill('SIGSTOP')
    const { shared, warnings } = await openForTest(redis.url)
    for (let index = 0; index < 100; index += 1) await expectMissing(shared, makePicture())
    expect(warnings).toEqual([expect.stringContaining('no answer within 1000 ms')])
  })

  it('leaves an address alone where nobody is', async () => {
    const redis = await startRedis()
    redis.kill('SIGKILL')
    const { shared, warnings } = await openForTest(redis.url)
    for (let index = 0; index < 100; index += 1) await expectMissing(shared, makePicture())
    expect(warnings).toEqual([expect.stringContaining('ECONNREFUSED')])
  })

  it.each(['SIGCONT', 'SIGSTOP', 'SIGKILL'] as const)(
    'keeps no process alive, closed or not, after %s',
    async (signal) => {
      const redis = await startRedis()
      const script = await buildScript(`
      import { openShared } from ${JSON.stringify(join(ROOT, 'src/store/shared.ts'))}
      const logger = { info() {}, warn() {} }
      const shared = await openShared(process.argv[2], { readonly: false, logger })
      await shared.find('a'.repeat(64))
      process.send('asked')
      await new Promise((resolve) => process.once('message', resolve))
      await shared.find('b'.repeat(64))
      if (process.argv[3] === 'close') await shared.close()
      process.disconnect()
    `)
      for (const last of ['close', 'leave']) {
        const child = fork(script, [redis.url, last])
        await once(child, 'message')
        redis.kill(signal)
        child.send('go on')
        expect(await once(child, 'exit')).toEqual([0, null])
        redis.kill('SIGCONT')
        if (signal === 'SIGKILL') await redis.restart()
      }
    },
  )
})
