import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readCode, send, startEmulator, type RawRequest } from './support.ts'

const BODY = Buffer.from('0123456789')
const MD5 = createHash('md5').update(BODY).digest()

test('what is put can be read, looked at and deleted', async () => {
  const emulator = await startEmulator()
  const headers = { 'content-type': 'text/plain', 'cache-control': 'max-age=60', 'x-cos-meta-colour': 'red' }
  const put = await send(emulator, { method: 'PUT', body: BODY, headers })
  expect(put).toMatchObject({ status: 200, text: '' })
  expect(put.headers).toMatchObject({ etag: `"${MD5.toString('hex')}"`, server: 'tencent-cos', 'content-length': '0' })
  expect(put.headers['x-cos-hash-crc64ecma']).toMatch(/^\d{15,20}$/)
  expect(put.headers['x-cos-request-id']).toMatch(/^[\w+/]+=*$/)

  const get = await send(emulator)
  expect(get).toMatchObject({ status: 200, text: '0123456789' })
  expect(get.headers).toMatchObject({ ...headers, etag: put.headers['etag'], 'content-length': '10' })
  expect(Date.parse(get.headers['last-modified'] ?? '')).toBeGreaterThan(Date.now() - 60_000)

  const head = await send(emulator, { method: 'HEAD' })
  expect(head).toMatchObject({ status: 200, text: '' })
  expect(head.headers).toMatchObject({ 'content-length': '10', etag: put.headers['etag'] })

  expect(await send(emulator, { method: 'DELETE' })).toMatchObject({ status: 204, text: '' })
  expect(await send(emulator, { method: 'DELETE' })).toMatchObject({ status: 204 })
  expect(emulator.objects.size).toBe(0)
})

test('a missing object is a 404 with the XML of an error, and without a body for HEAD', async () => {
  const emulator = await startEmulator()
  const get = await send(emulator, { key: 'no/such & key.jpg' })
  expect(get.status).toBe(404)
  expect(get.headers['content-type']).toBe('application/xml')
  const host = `${emulator.bucket}.cos.${emulator.region}.myqcloud.com`
  expect(get.text).toMatch(/^<\?xml version='1.0' encoding='utf-8' \?>\s*<Error><Code>NoSuchKey<\/Code><Message>/)
  expect(get.text).toContain(`<Resource>${host}/no/such &amp; key.jpg</Resource>`)
  expect(get.text).toContain(`<RequestId>${get.headers['x-cos-request-id']}</RequestId><TraceId>`)
  expect(await send(emulator, { method: 'HEAD' })).toMatchObject({ status: 404, text: '' })
})

test('keys are kept as they are: slashes, dots, spaces, plus signs, other scripts', async () => {
  const emulator = await startEmulator()
  const keys = ['a/../b.jpg', 'a//b', 'é+ (1)~.jpg', '鞋子/1.jpg']
  for (const key of keys)
    expect(await send(emulator, { method: 'PUT', key, body: BODY })).toMatchObject({ status: 200 })
  expect([...emulator.objects.keys()]).toEqual(keys)
})

test('a chunked body is taken', async () => {
  const emulator = await startEmulator()
  const headers = { 'transfer-encoding': 'chunked' }
  expect(await send(emulator, { method: 'PUT', body: BODY, headers, chunked: true })).toMatchObject({ status: 200 })
  expect(emulator.objects.get('a.jpg')?.bytes).toEqual(BODY)
})

test.each([
  ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
  ['bytes=7-', 206, '789', 'bytes 7-9/10'],
  ['bytes=-2', 206, '89', 'bytes 8-9/10'],
  ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
  ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
  ['bytes=0-1,4-5', 200, '0123456789', undefined],
  ['lines=1-2', 200, '0123456789', undefined],
])('Range %s', async (range, status, text, contentRange) => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', body: BODY })
  const answer = await send(emulator, { headers: { range } })
  expect(answer).toMatchObject({ status, text })
  expect(answer.headers['content-range']).toBe(contentRange)
})

const ETAG = `"${MD5.toString('hex')}"`
const OTHER = `"${'0'.repeat(32)}"`
const BEFORE = 'Thu, 01 Jan 1970 00:00:01 GMT'
const AFTER = 'Fri, 01 Jan 2100 00:00:00 GMT'

test.each<[Record<string, string>, number]>([
  [{ 'if-none-match': ETAG }, 304],
  [{ 'if-none-match': `${OTHER}, ${ETAG}` }, 304],
  [{ 'if-none-match': `W/${ETAG}` }, 304],
  [{ 'if-none-match': '*' }, 304],
  [{ 'if-none-match': OTHER }, 200],
  [{ 'if-none-match': OTHER, 'if-modified-since': AFTER }, 200],
  [{ 'if-match': ETAG }, 200],
  [{ 'if-match': '*' }, 200],
  [{ 'if-match': OTHER }, 412],
  [{ 'if-match': ETAG, 'if-unmodified-since': BEFORE }, 200],
  [{ 'if-modified-since': BEFORE }, 200],
  [{ 'if-modified-since': AFTER }, 304],
  [{ 'if-modified-since': 'soon' }, 200],
  [{ 'if-unmodified-since': BEFORE }, 412],
  [{ 'if-unmodified-since': AFTER }, 200],
  [{ 'if-none-match': ETAG, range: 'bytes=0-1' }, 304],
])('with the conditions %j: %d', async (headers, status) => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', body: BODY })
  const get = await send(emulator, { headers })
  expect([get.status, get.text === '']).toEqual([status, status === 304])
  if (status === 412) expect(readCode(get)).toBe('PreconditionFailed')
  else expect(get.headers['etag']).toBe(ETAG)
  expect(await send(emulator, { method: 'HEAD', headers })).toMatchObject({ status, text: '' })
})

test('a download may ask for other header lines', async () => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', body: BODY })
  const answer = await send(emulator, { query: { 'response-content-type': 'text/html' } })
  expect(answer.headers['content-type']).toBe('text/html')
})

const REFUSED: readonly [string, RawRequest, number, string][] = [
  ['a wrong Content-MD5', put({ 'content-md5': Buffer.alloc(16).toString('base64') }), 400, 'BadDigest'],
  ['a Content-MD5 in hex', put({ 'content-md5': MD5.toString('hex') }), 400, 'InvalidDigest'],
  ['a key of 851 bytes', { method: 'PUT', key: 'a'.repeat(851), body: BODY }, 400, 'KeyTooLong'],
  ['a PUT to the bucket', { method: 'PUT', key: '', body: BODY }, 405, 'MethodNotAllowed'],
  ['a range past the end', { key: 'kept', headers: { range: 'bytes=10-' } }, 416, 'InvalidRange'],
  ['an operation it does not know', { query: { acl: '' } }, 501, 'NotImplemented'],
  ['a method it does not know', { method: 'PATCH' }, 501, 'NotImplemented'],
  ['broken escapes', { target: '/%zz' }, 400, 'InvalidURI'],
  ['no signature', { keys: false }, 403, 'AccessDenied'],
  ['an unknown id', { keys: { secretId: 'other' } }, 403, 'InvalidAccessKeyId'],
  ['a wrong key', { keys: { secretKey: 'other' } }, 403, 'SignatureDoesNotMatch'],
  ['an expired signature', { expires: -10 }, 403, 'AccessDenied'],
  ['another bucket', host('other-1250000000.cos.ap-guangzhou.myqcloud.com'), 404, 'NoSuchBucket'],
  ['another region', host('examplebucket-1250000000.cos.ap-beijing.myqcloud.com'), 404, 'NoSuchBucket'],
  ['another host', host('shop.example'), 400, 'InvalidHost'],
]

test.each(REFUSED)('refuses %s', async (_name, request, status, code) => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', key: 'kept', body: BODY })
  const answer = await send(emulator, request)
  expect([answer.status, readCode(answer)]).toEqual([status, code])
  expect(answer.headers['x-cos-request-id']).toMatch(/^[A-Za-z\d+/]+=*$/)
  expect([...emulator.objects.keys()]).toEqual(['kept'])
})

test('takes the right Content-MD5, and refuses a header changed after signing', async () => {
  const emulator = await startEmulator()
  const honest = put({ 'content-md5': MD5.toString('base64') })
  expect(await send(emulator, honest)).toMatchObject({ status: 200 })
  const answer = await send(emulator, {
    ...honest,
    tamper: (headers) => ({ ...headers, 'content-md5': 'A'.repeat(24) }),
  })
  expect([answer.status, readCode(answer)]).toEqual([403, 'SignatureDoesNotMatch'])
})

test('header bytes are UTF-8, on the wire and in the signature; Latin-1 fits no signature', async () => {
  const emulator = await startEmulator()
  const request = put({ 'x-cos-meta-name': 'schön' })
  const latin1 = await send(emulator, request)
  expect([latin1.status, readCode(latin1)]).toEqual([403, 'SignatureDoesNotMatch'])
  const wire = Buffer.from('schön').toString('latin1')
  const utf8 = await send(emulator, { ...request, tamper: (headers) => ({ ...headers, 'x-cos-meta-name': wire }) })
  expect(utf8.status).toBe(200)
  expect(emulator.objects.get('a.jpg')?.headers).toEqual({ 'x-cos-meta-name': 'schön' })
  expect((await send(emulator)).headers['x-cos-meta-name']).toBe(wire)
})

test.each(['examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com:8080', '127.0.0.1:1234', 'localhost', '[::1]:80'])(
  'answers to the host %s',
  async (name) => {
    const emulator = await startEmulator()
    expect(await send(emulator, { method: 'PUT', body: BODY, ...host(name) })).toMatchObject({ status: 200 })
  },
)

test('takes the absolute form of a target, as clients behind a proxy send it', async () => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', body: BODY })
  const target = `http://${emulator.bucket}.cos.${emulator.region}.myqcloud.com/a.jpg`
  expect(await send(emulator, { target })).toMatchObject({ status: 200, text: '0123456789' })
})

test('keeps a record of every request, without what signs', async () => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', body: BODY, headers: { 'x-cos-security-token': 'token-of-mine' } })
  await send(emulator, { keys: { secretKey: 'other' }, query: { 'q-signature': 'abc' } })
  expect(emulator.requests).toMatchObject([
    { method: 'PUT', path: '/a.jpg', query: {}, status: 200, bytes: 10, fault: undefined },
    { method: 'GET', path: '/a.jpg', query: { 'q-signature': '***' }, status: 403, bytes: 0 },
  ])
  expect(emulator.requests[0]?.headers).toMatchObject({ authorization: '***', 'x-cos-security-token': '***' })
  expect(JSON.stringify(emulator.requests)).not.toContain('token-of-mine')
  expect(new Set(emulator.requests.map(({ requestId }) => requestId)).size).toBe(2)
})

function put(headers: Record<string, string>): RawRequest {
  return { method: 'PUT', body: BODY, headers }
}

function host(name: string): RawRequest {
  return { headers: { host: name } }
}
