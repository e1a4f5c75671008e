import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import type { CosEmulator, Fault, FaultKind } from '../../src/emulator.ts'
import { FAULT_EFFECTS } from '../../src/emulator/fault-effects.ts'
import { makePhoto, readCode, send, sendUntil, startEmulator, writeRules, type RawAnswer } from './support.ts'

/** What an upload with one rule meets, for every kind. */
const OUTCOMES: Readonly<Record<FaultKind, (emulator: CosEmulator, photo: Buffer) => Promise<void>>> = {
  status: async (emulator, photo) => {
    const answer = await upload(emulator, photo)
    expect([answer.status, readCode(answer)]).toEqual([503, 'SlowDown'])
    expectNothingDone(emulator)
  },
  reset: async (emulator, photo) => {
    await expect(upload(emulator, photo)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expectNothingDone(emulator)
    expect(emulator.requests).toMatchObject([{ status: undefined, fault: 'reset' }])
  },
  hang: async (emulator, photo) => {
    const outcome = expect(upload(emulator, photo)).rejects.toMatchObject({ code: 'ECONNRESET' })
    await vi.waitUntil(() => emulator.requests[0]?.fault === 'hang')
    expectNothingDone(emulator)
    await emulator.close()
    await outcome
  },
  slow: async (emulator, photo) => {
    expect((await upload(emulator, photo)).text).toMatch(/<\/UploadResult>$/)
    expect(emulator.bills).toHaveLength(1)
  },
  endless: async (emulator, photo) => {
    const [start, chunks] = await readEndless(emulator, photo)
    expect(start).toMatch(/^<UploadResult>.*<\/UploadResult> *$/)
    expect(chunks).toBeGreaterThan(1024 * 1024)
    expect(emulator.bills).toHaveLength(1)
  },
  drip: async (emulator, photo) => {
    const answer = await upload(emulator, photo)
    expect(answer.text).toMatch(/<\/UploadResult>$/)
    expect(answer.headers['content-length']).toBe(String(answer.body.length))
  },
  truncate: async (emulator, photo) => {
    await expect(upload(emulator, photo)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(emulator.requests).toMatchObject([{ status: 200 }])
    expect(emulator.bills).toHaveLength(1)
  },
  'malformed-xml': async (emulator, photo) => {
    const { status, text } = await upload(emulator, photo)
    expect(status).toBe(200)
    expect(text).toMatch(/^<UploadResult>.*<\/ProcessResults>$/)
  },
  'xml-bomb': async (emulator, photo) => {
    const { status, text } = await upload(emulator, photo)
    expect(status).toBe(200)
    expect(text).toContain('<!ENTITY e9 "&e8;&e8;')
    expect(text.length).toBeLessThan(2000)
    expectNothingDone(emulator)
  },
  'ok-with-error': async (emulator, photo) => {
    const answer = await upload(emulator, photo)
    expect([answer.status, readCode(answer)]).toEqual([200, 'InternalError'])
    expectNothingDone(emulator)
  },
  'ok-with-text': async (emulator, photo) => {
    expect(await upload(emulator, photo)).toMatchObject({ status: 200, headers: { 'content-type': 'text/plain' } })
    expectNothingDone(emulator)
  },
  'ok-with-html': async (emulator, photo) => {
    const answer = await upload(emulator, photo)
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } })
    expect(answer.text).toMatch(/^<!doctype html>/)
    expectNothingDone(emulator)
  },
  'missing-object': async (emulator, photo) => {
    const { status, text } = await upload(emulator, photo)
    expect(status).toBe(200)
    expect(text).toContain('<ProcessResults/>')
    expect([...emulator.objects.keys()]).toEqual(['a.jpg'])
  },
  'empty-result': async (emulator, photo) => {
    expect((await upload(emulator, photo)).text).toContain('<Size>0</Size>')
    expect(readResult(emulator)).toHaveLength(0)
  },
  'broken-png': async (emulator, photo) => {
    expect(await upload(emulator, photo)).toMatchObject({ status: 200 })
    const result = readResult(emulator)
    expect(Buffer.from(result).subarray(1, 4).toString()).toBe('PNG')
    expect(Buffer.from(result).includes('IEND')).toBe(false)
  },
  'original-as-result': async (emulator, photo) => {
    expect(await upload(emulator, photo)).toMatchObject({ status: 200 })
    expect(readResult(emulator)).toEqual(photo)
  },
  'opaque-result': async (emulator, photo) => {
    expect(await upload(emulator, photo)).toMatchObject({ status: 200 })
    const image = sharp(readResult(emulator))
    expect(await image.metadata()).toMatchObject({ format: 'png', width: 64, height: 48 })
    expect(await image.stats()).toMatchObject({ isOpaque: true })
  },
}

test.each(Object.keys(FAULT_EFFECTS) as FaultKind[])('%s', async (kind) => {
  const emulator = await startEmulator({ faults: [{ on: 'put', kind, every: 1, delay: 1 }] })
  await OUTCOMES[kind](emulator, await makePhoto())
  expect(emulator.requests).toMatchObject([{ fault: kind }])
})

test.each([
  [{ status: 403 }, 403, 'AccessDenied'],
  [{ status: 404 }, 404, 'NoSuchKey'],
  [{ status: 429 }, 429, 'TooManyRequests'],
  [{ status: 500 }, 500, 'InternalError'],
  [{ status: 400, code: 'AIBucketUnBinded' }, 400, 'AIBucketUnBinded'],
  [{ status: 203, code: 'Odd' }, 203, 'Odd'],
  [{ code: 'ExpiredToken' }, 403, 'ExpiredToken'],
  [{ code: 'RequestTimeTooSkewed' }, 403, 'RequestTimeTooSkewed'],
  [{ code: 'AIBucketUnBinded' }, 400, 'AIBucketUnBinded'],
  [{ code: 'Unheard' }, 503, 'Unheard'],
])('the status fault %j', async (fault, status, code) => {
  const emulator = await startEmulator({ faults: [{ on: 'any', kind: 'status', ...fault }] })
  const answer = await send(emulator, { method: 'PUT', body: Buffer.from('x') })
  expect([answer.status, readCode(answer)]).toEqual([status, code])
  expect(answer.text).toContain(`<RequestId>${answer.headers['x-cos-request-id']}</RequestId>`)
})

test('the first fault that fits is played, `times` times; the list is live', async () => {
  const faults: Fault[] = [{ on: 'put', kind: 'status', status: 500, times: 2 }]
  const emulator = await startEmulator({ faults })
  const put = async (): Promise<number> => (await send(emulator, { method: 'PUT', body: Buffer.from('x') })).status
  expect([await put(), await put(), await put()]).toEqual([500, 500, 200])
  faults.push({ on: 'get', kind: 'status', status: 429 }, { on: 'any', kind: 'status', status: 503 })
  expect((await send(emulator)).status).toBe(429)
  expect(await put()).toBe(503)
  expect((await send(emulator, { method: 'HEAD' })).status).toBe(503)
  faults.length = 0
  expect((await send(emulator)).status).toBe(200)
})

test('a fault that replaces the answer can let the request be carried out, and billed', async () => {
  const emulator = await startEmulator({ faults: [{ on: 'put', kind: 'reset', executed: true }] })
  await expect(upload(emulator, await makePhoto())).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect([...emulator.objects.keys()]).toEqual(['a.jpg', 'out.png'])
  expect(emulator.bills).toHaveLength(1)
})

test('a fault hides no bad signature and waits for a request it can spoil', async () => {
  const emulator = await startEmulator({ faults: [{ on: 'any', kind: 'broken-png', times: 1 }] })
  const photo = await makePhoto()
  expect((await send(emulator, { keys: false })).status).toBe(403)
  await send(emulator, { method: 'PUT', body: photo })
  expect((await send(emulator)).body).toEqual(photo)
  const cut = await send(emulator, { query: { 'ci-process': 'GoodsMatting' } })
  expect(cut.body.includes('IEND')).toBe(false)
  expect(emulator.requests.map(({ fault }) => fault)).toEqual([undefined, undefined, undefined, 'broken-png'])
})

test('answers without a body: a drip comes whole, a truncated one not at all', async () => {
  const faults: Fault[] = [{ on: 'put', kind: 'drip' }]
  const emulator = await startEmulator({ faults })
  const put = (): Promise<RawAnswer> => send(emulator, { method: 'PUT', body: Buffer.from('x') })
  expect(await put()).toMatchObject({ status: 200, text: '' })
  faults[0] = { on: 'put', kind: 'truncate' }
  await expect(put()).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('closing ends a drip', async () => {
  const emulator = await startEmulator({ faults: [{ on: 'get', kind: 'drip', every: 60_000 }] })
  await send(emulator, { method: 'PUT', body: Buffer.from('0123456789') })
  const outcome = expect(send(emulator)).rejects.toMatchObject({ code: 'ECONNRESET' })
  await vi.waitUntil(() => emulator.requests[1]?.status === 200)
  await emulator.close()
  await outcome
})

test('a redirect tells where to', async () => {
  const location = 'https://examplebucket-1250000000.ci.ap-guangzhou.myqcloud.com/a.jpg'
  const emulator = await startEmulator({ faults: [{ kind: 'status', status: 308, location }] })
  expect(await send(emulator)).toMatchObject({ status: 308, headers: { location } })
})

test.each<[string, Partial<Fault>, number[]]>([
  ['an operation', { operation: 'put-object' }, [500, 404, 404]],
  ['another operation of the same method', { operation: 'download-cutout' }, [200, 404, 500]],
  ['a part of a key', { key: 'shop/' }, [500, 500, 404]],
  ['a pattern of keys', { key: /\.png$/g }, [200, 500, 404]],
  ['a method and a key', { on: 'get', key: 'a' }, [200, 500, 500]],
  ['a method and a key that do not meet', { on: 'delete', key: 'a' }, [200, 404, 404]],
])('a fault can be aimed at %s', async (_name, aim, statuses) => {
  const emulator = await startEmulator({ faults: [{ kind: 'status', status: 500, ...aim }] })
  const put = await send(emulator, { method: 'PUT', key: 'shop/shoe.jpg', body: Buffer.from('x') })
  const get = await send(emulator, { key: 'shop/a.png' })
  const cut = await send(emulator, { key: 'a.jpg', query: { 'ci-process': 'GoodsMatting' } })
  expect([put.status, get.status, cut.status]).toEqual(statuses)
})

test('HEAD has no body that could be endless', async () => {
  const emulator = await startEmulator({ faults: [{ kind: 'endless', on: 'head' }] })
  await send(emulator, { method: 'PUT', body: Buffer.from('x') })
  expect(await send(emulator, { method: 'HEAD' })).toMatchObject({ status: 200, headers: { 'content-length': '1' } })
})

test.each(['slow', 'endless'] as const)('closing ends an answer that is %s', async (kind) => {
  const emulator = await startEmulator({ faults: [{ on: 'get', kind, delay: 600_000 }] })
  const outcome = expect(send(emulator)).rejects.toMatchObject({ code: 'ECONNRESET' })
  await vi.waitUntil(() => emulator.requests[0]?.status === 404)
  await emulator.close()
  await outcome
})

test('a slow answer comes after the work was done and billed', async () => {
  const emulator = await startEmulator({ faults: [{ on: 'put', kind: 'slow', delay: 600_000 }] })
  const outcome = expect(upload(emulator, await makePhoto())).rejects.toMatchObject({ code: 'ECONNRESET' })
  await vi.waitUntil(() => emulator.bills.length === 1)
  expect([...emulator.objects.keys()]).toEqual(['a.jpg', 'out.png'])
  await emulator.close()
  await outcome
})

test('a fault spoils a refusal, too', async () => {
  const emulator = await startEmulator({ faults: [{ kind: 'truncate', on: 'get' }] })
  await expect(send(emulator)).rejects.toMatchObject({ code: 'ECONNRESET' })
})

/** The beginning of an endless body, and how many bytes came until the client hung up. */
async function readEndless(emulator: CosEmulator, body: Buffer): Promise<[string, number]> {
  const limit = 2 * 1024 * 1024
  const headers = { 'pic-operations': writeRules({ fileid: '/out.png' }) }
  const { start, size } = await sendUntil(emulator, { method: 'PUT', body, headers }, limit)
  return [start, size]
}

function upload(emulator: CosEmulator, body: Buffer): Promise<RawAnswer> {
  const headers = { 'pic-operations': writeRules({ fileid: '/out.png' }) }
  return send(emulator, { method: 'PUT', body, headers })
}

function readResult(emulator: CosEmulator): Uint8Array {
  const result = emulator.objects.get('out.png')
  if (result === undefined) throw new Error('no result was stored')
  return result.bytes
}

function expectNothingDone(emulator: CosEmulator): void {
  expect(emulator.objects.size).toBe(0)
  expect(emulator.bills).toHaveLength(0)
}
