import { expect, test } from 'vitest'
import type { CosEmulator } from '../../src/emulator.ts'
import { makePhoto, readCode, send, startEmulator, writeRules, type RawRequest } from './support.ts'

const RESULTS = 'results-1250000000'
const BODY = Buffer.from('0123456789')

test('further buckets have objects of their own, and are addressed by Host', async () => {
  const emulator = await startEmulator({ buckets: [RESULTS] })
  await send(emulator, { method: 'PUT', key: 'a.txt', body: BODY })
  await send(emulator, {
    method: 'PUT',
    key: 'b.txt',
    body: BODY,
    ...host(`${RESULTS}.cos.ap-guangzhou.myqcloud.com:80`),
  })
  expect([...emulator.objects.keys()]).toEqual(['a.txt'])
  expect([...emulator.objectsOf(RESULTS).keys()]).toEqual(['b.txt'])
  expect(emulator.objectsOf(emulator.bucket)).toBe(emulator.objects)
  expect(() => emulator.objectsOf('other-1')).toThrow(/bucket/)
})

test('a rule may send its result to another bucket', async () => {
  const emulator = await startEmulator({ buckets: [RESULTS] })
  const rules = writeRules({ fileid: '/out.png', bucket: RESULTS }, { fileid: '/out.png' })
  const answer = await send(emulator, { method: 'PUT', body: await makePhoto(), headers: { 'pic-operations': rules } })
  expect([...emulator.objects.keys()]).toEqual(['a.jpg', 'out.png'])
  const kept = emulator.objectsOf(RESULTS).get('out.png')
  expect(answer.text).toContain(`<Location>${RESULTS}.cos.ap-guangzhou.myqcloud.com/out.png</Location>`)
  expect(answer.text).toContain(kept?.etag.replaceAll('"', '&quot;'))
})

test.each<[string, RawRequest, number, string | undefined]>([
  ['a bucket that exists', {}, 200, undefined],
  ['another bucket', host('other-1250000000.cos.ap-guangzhou.myqcloud.com'), 404, 'NoSuchBucket'],
  ['another region', host('examplebucket-1250000000.cos.ap-beijing.myqcloud.com'), 404, 'NoSuchBucket'],
  ['no bucket', host('cos.ap-guangzhou.myqcloud.com'), 404, 'NoSuchBucket'],
  ['a wrong key', { keys: { secretKey: 'other' } }, 403, 'SignatureDoesNotMatch'],
])('HEAD and GET of %s', async (_name, request, status, code) => {
  const emulator = await startEmulator()
  const head = await send(emulator, { method: 'HEAD', key: '', ...request })
  expect(head).toMatchObject({ status, text: '' })
  const get = await send(emulator, { key: '', ...request })
  expect([get.status, readCode(get)]).toEqual([status, code])
})

test('HEAD of a bucket tells its region', async () => {
  const answer = await send(await startEmulator(), { method: 'HEAD', key: '' })
  expect(answer.headers['x-cos-bucket-region']).toBe('ap-guangzhou')
})

test('lists objects in the order of their bytes, with size and ETag', async () => {
  const emulator = await fill('b', 'a/1', 'é & <1>', 'a/2')
  const { text } = await list(emulator)
  expect(text).toMatch(/^<ListBucketResult><Name>examplebucket-1250000000<\/Name><Prefix\/><Marker\/>/)
  expect(text).toContain('<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>')
  expect(readAll(text, 'Key')).toEqual(['a/1', 'a/2', 'b', 'é &amp; &lt;1&gt;'])
  expect(text).toContain(`<Size>10</Size>`)
  expect(text).toContain(emulator.objects.get('b')?.etag.replaceAll('"', '&quot;'))
})

test.each<[Record<string, string>, string[], string[], string | undefined]>([
  [{ prefix: 'a/' }, ['a/1', 'a/2'], [], undefined],
  [{ 'max-keys': '2' }, ['a/1', 'a/2'], [], 'a/2'],
  [{ 'max-keys': '2', marker: 'a/2' }, ['b', 'c/1'], [], undefined],
  [{ delimiter: '/' }, ['b'], ['a/', 'c/'], undefined],
  [{ delimiter: '/', 'max-keys': '1' }, [], ['a/'], 'a/'],
  [{ delimiter: '/', 'max-keys': '1', marker: 'a/' }, ['b'], [], 'b'],
  [{ delimiter: '/', prefix: 'c/' }, ['c/1'], [], undefined],
  [{ 'max-keys': '0' }, [], [], undefined],
])('lists by %j', async (query, keys, folders, next) => {
  const { text } = await list(await fill('a/1', 'a/2', 'b', 'c/1'), query)
  expect(readAll(text.replaceAll(/<CommonPrefixes>.*?<\/CommonPrefixes>/g, ''), 'Key')).toEqual(keys)
  expect(readAll((text.match(/<CommonPrefixes>.*?<\/CommonPrefixes>/g) ?? []).join(''), 'Prefix')).toEqual(folders)
  expect(readAll(text, 'NextMarker')).toEqual(next === undefined ? [] : [next])
})

test('names are encoded where a list asks for it', async () => {
  const { text } = await list(await fill('é &/1'), { 'encoding-type': 'url', delimiter: '/' })
  expect(text).toContain('<CommonPrefixes><Prefix>%C3%A9%20%26%2F</Prefix></CommonPrefixes>')
  expect(text).toContain('<EncodingType>url</EncodingType>')
})

test.each([{ 'max-keys': '1001' }, { 'max-keys': 'x' }, { 'max-keys': '-1' }])(
  'refuses to list by %j',
  async (query) => {
    const answer = await list(await startEmulator(), query)
    expect([answer.status, readCode(answer)]).toEqual([400, 'InvalidArgument'])
  },
)

test('Cloud Infinite tells whether it is bound, and where its AI service is enabled', async () => {
  const services = { bound: true, ai: true }
  const emulator = await startEmulator({ services, buckets: [RESULTS] })
  const ask = async () => {
    const bound = await send(emulator, { key: '', ...host(`${emulator.bucket}.ci.ap-guangzhou.myqcloud.com`) })
    const request = { key: 'ai_bucket', query: { bucketNames: emulator.bucket } }
    const ai = await send(emulator, { ...request, ...host('ci.ap-guangzhou.myqcloud.com') })
    return [bound.text, readAll(ai.text, 'Name'), readAll(ai.text, 'TotalCount')]
  }
  expect(await ask()).toEqual(['{"CIStatus":"on"}', [emulator.bucket], ['1']])
  services.ai = false
  expect(await ask()).toEqual(['{"CIStatus":"on"}', [], ['0']])
  services.bound = false
  expect(await ask()).toEqual(['{"CIStatus":"off"}', [], ['0']])
  expect(emulator.bills).toHaveLength(0)
})

test.each<[RawRequest, number, string]>([
  [{ method: 'PUT', key: '' }, 501, 'NotImplemented'],
  [{ key: 'a.jpg' }, 405, 'MethodNotAllowed'],
  [{ key: '', ...host('other-1250000000.ci.ap-guangzhou.myqcloud.com') }, 404, 'NoSuchBucket'],
])('Cloud Infinite refuses %j', async (request, status, code) => {
  const answer = await send(await startEmulator(), {
    ...host('examplebucket-1250000000.ci.ap-guangzhou.myqcloud.com'),
    ...request,
  })
  expect([answer.status, readCode(answer)]).toEqual([status, code])
})

async function fill(...keys: string[]): Promise<CosEmulator> {
  const emulator = await startEmulator()
  for (const key of keys) await send(emulator, { method: 'PUT', key, body: BODY })
  return emulator
}

function list(emulator: CosEmulator, query: Record<string, string> = {}) {
  return send(emulator, { key: '', query })
}

function readAll(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, 'g'))].map((match) => match[1] ?? '')
}

function host(name: string): RawRequest {
  return { headers: { host: name } }
}
