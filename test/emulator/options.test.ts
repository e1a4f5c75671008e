import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { createCosEmulator, type CosEmulatorOptions, type Fault } from '../../src/emulator.ts'
import { defineEngine } from '../../src/engines/define.ts'
import { makePhoto, readCode, send, startEmulator, writeRules } from './support.ts'

test('listens on a free loopback port, with documented keys and bucket', async () => {
  const emulator = await startEmulator()
  expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(emulator).toMatchObject({
    bucket: 'examplebucket-1250000000',
    region: 'ap-guangzhou',
    secretId: 'emulator-secret-id',
    secretKey: 'emulator-secret-key',
  })
})

test('takes bucket, region and keys of your own', async () => {
  const own = { bucket: 'shop-42', region: 'eu-frankfurt', secretId: 'me', secretKey: 'mine' }
  const emulator = await startEmulator(own)
  expect(emulator).toMatchObject(own)
  expect(await send(emulator, { method: 'PUT', body: Buffer.from('x') })).toMatchObject({ status: 200 })
})

const INVALID: readonly [string, CosEmulatorOptions][] = [
  ['host', { host: '0.0.0.0' }],
  ['host', { host: '192.168.1.2' }],
  ['host', { host: '::' }],
  ['host', { host: '127.evil.example' }],
  ['port', { port: -1 }],
  ['port', { port: 65_536 }],
  ['port', { port: 1.5 }],
  ['bucket', { bucket: 'without-appid' }],
  ['region', { region: 'ap guangzhou' }],
  ['buckets[]', { buckets: ['results-1250000000', 'without-appid'] }],
  ['qps', { qps: 0 }],
  ['qps', { qps: NaN }],
  ['latency', { latency: -1 }],
  ['latency', { latency: NaN }],
  ['faults[].kind', { faults: [{ on: 'put', kind: 'gremlin' } as unknown as Fault] }],
  ['faults[].on', { faults: [{ on: 'patch', kind: 'hang' } as unknown as Fault] }],
  ['faults[].operation', { faults: [{ operation: 'list', kind: 'hang' } as unknown as Fault] }],
]

test.each(INVALID)('refuses an invalid %s: %j', async (name, options) => {
  const attempt = createCosEmulator(options)
  await expect(attempt).rejects.toMatchObject({ name: 'MattingError', code: 'EMULATOR' })
  await expect(attempt).rejects.toThrow(`\`${name}\``)
})

test("listens beyond loopback where it is told to, and answers to any host that is not the vendor's", async () => {
  const emulator = await startEmulator({ host: '0.0.0.0', allowRemote: true })
  expect(emulator.url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/)
  const put = async (host: string) =>
    (await send(emulator, { method: 'PUT', body: Buffer.from('x'), headers: { host } })).status
  expect(await put('cos.shop.example:8080')).toBe(200)
  expect(await put('192.0.2.1')).toBe(200)
  expect(await put('other-1250000000.cos.ap-guangzhou.myqcloud.com')).toBe(404)
})

test('undefined options are those that are left out', async () => {
  const emulator = await startEmulator({ host: undefined, qps: undefined, bucket: undefined } as CosEmulatorOptions)
  expect(emulator).toMatchObject({ bucket: 'examplebucket-1250000000' })
  expect((await send(emulator)).status).toBe(404)
})

test('a port that is taken is an error with the port in it', async () => {
  const blocker = createServer()
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void blocker.close())
  const { port } = blocker.address() as { port: number }
  await expect(createCosEmulator({ port })).rejects.toMatchObject({
    code: 'EMULATOR',
    message: expect.stringContaining(String(port)) as string,
  })
})

test('the clock may be set: the date it tells and the window it checks follow', async () => {
  const emulator = await startEmulator({ clock: () => Date.now() + 3600_000 })
  const late = await send(emulator)
  expect([late.status, readCode(late)]).toEqual([403, 'AccessDenied'])
  expect(late.text).toContain('<Message>Request has expired</Message>')
  expect(Date.parse(late.headers['date'] ?? '')).toBeGreaterThan(Date.now() + 3500_000)
  const slow = await startEmulator({ clock: () => Date.now() - 3600_000 })
  expect(readCode(await send(slow))).toBe('RequestTimeTooSkewed')
})

test('closing ends a picture that is being made, and its connection', async () => {
  const emulator = await startEmulator({ latency: 600_000 })
  const body = await makePhoto()
  const answer = send(emulator, {
    method: 'PUT',
    body,
    headers: { 'pic-operations': writeRules({ fileid: '/a.png' }) },
  })
  const outcome = expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' })
  while (emulator.requests[0]?.bytes === undefined) await new Promise(setImmediate)
  await emulator.close()
  await outcome
  expect(emulator.bills).toHaveLength(0)
})

test('closing leaves an engine that was given to its owner', async () => {
  let closed = false
  const engine = defineEngine({
    name: 'owned',
    version: '1',
    cut: () => Promise.reject(new Error('unused')),
    close: async () => void (closed = true),
  })
  const emulator = await createCosEmulator({ engine })
  await emulator.close()
  expect(closed).toBe(false)
})

test('without an engine of your own the embedded one cuts, and it is ended with the emulator', async () => {
  const emulator = await createCosEmulator()
  onTestFinished(() => emulator.close())
  const photo = await readFile(new URL('../../playground/photos/stoneware-mug.jpg', import.meta.url))
  const small = await sharp(photo).resize(240).jpeg().toBuffer()
  const headers = { 'pic-operations': writeRules({ fileid: '/mug.png' }) }
  const answer = await send(emulator, { method: 'PUT', body: small, headers })
  await emulator.close()
  expect(answer.status).toBe(200)
  const { channels } = await sharp(emulator.objects.get('mug.png')?.bytes).stats()
  expect(channels[3]).toMatchObject({ min: 0, max: 255 })
})
