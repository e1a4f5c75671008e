import { expect, test } from 'vitest'
import type { TemporaryKey } from '../../src/emulator.ts'
import { makePhoto, readCode, send, startEmulator, writeRules, type RawRequest } from './support.ts'

const TEMPORARY = { secretId: 'temporary-id', secretKey: 'temporary-key', sessionToken: 'temporary-token' }
const KEYS = { secretId: TEMPORARY.secretId, secretKey: TEMPORARY.secretKey }
const BODY = Buffer.from('x')

test.each<[string, Partial<TemporaryKey>, RawRequest, number, string | undefined]>([
  ['its token', {}, { headers: { 'x-cos-security-token': TEMPORARY.sessionToken } }, 200, undefined],
  ['no token', {}, {}, 403, 'InvalidAccessKeyId'],
  ['another token', {}, { headers: { 'x-cos-security-token': 'other' } }, 403, 'AccessDenied'],
  [
    'its token past its end',
    { expires: Date.now() - 1 },
    { headers: { 'x-cos-security-token': TEMPORARY.sessionToken } },
    403,
    'ExpiredToken',
  ],
  [
    'its token before its end',
    { expires: Date.now() + 60_000 },
    { headers: { 'x-cos-security-token': TEMPORARY.sessionToken } },
    200,
    undefined,
  ],
  [
    'its token and another key',
    {},
    {
      headers: { 'x-cos-security-token': TEMPORARY.sessionToken },
      keys: { secretId: TEMPORARY.secretId, secretKey: 'other' },
    },
    403,
    'SignatureDoesNotMatch',
  ],
])('a temporary key with %s', async (_name, key, request, status, code) => {
  const emulator = await startEmulator({ temporaryKeys: [{ ...TEMPORARY, ...key }] })
  const answer = await send(emulator, { method: 'PUT', body: BODY, keys: KEYS, ...request })
  expect([answer.status, readCode(answer)]).toEqual([status, code])
})

test('a token may be in the query, where it is recorded as ***', async () => {
  const emulator = await startEmulator({ temporaryKeys: [TEMPORARY] })
  const query = { 'x-cos-security-token': TEMPORARY.sessionToken }
  expect(await send(emulator, { method: 'PUT', body: BODY, keys: KEYS, query })).toMatchObject({ status: 200 })
  expect(emulator.requests[0]?.query).toEqual({ 'x-cos-security-token': '***' })
})

test('the list of temporary keys is live, and the permanent key goes on', async () => {
  const temporaryKeys: TemporaryKey[] = []
  const emulator = await startEmulator({ temporaryKeys })
  const headers = { 'x-cos-security-token': TEMPORARY.sessionToken }
  const put = async (): Promise<number> =>
    (await send(emulator, { method: 'PUT', body: BODY, keys: KEYS, headers })).status
  expect(await put()).toBe(403)
  temporaryKeys.push(TEMPORARY)
  expect(await put()).toBe(200)
  temporaryKeys.length = 0
  expect(await put()).toBe(403)
  expect(await send(emulator, { method: 'PUT', body: BODY })).toMatchObject({ status: 200 })
})

const RULES = { 'pic-operations': writeRules({ fileid: '/out.png' }) }

const CALLS: readonly [string, RawRequest][] = [
  ['cos:PutObject', { method: 'PUT', body: BODY }],
  ['cos:GetObject', {}],
  ['cos:HeadObject', { method: 'HEAD' }],
  ['cos:DeleteObject', { method: 'DELETE' }],
  ['cos:HeadBucket', { method: 'HEAD', key: '' }],
  ['cos:GetBucket', { key: '' }],
  ['cos:InitiateMultipartUpload', { method: 'POST', query: { uploads: '' } }],
  ['cos:UploadPart', { method: 'PUT', query: { uploadId: 'u', partNumber: '1' }, body: BODY }],
  ['cos:ListParts', { query: { uploadId: 'u' } }],
  ['cos:ListMultipartUploads', { key: '', query: { uploads: '' } }],
  ['cos:AbortMultipartUpload', { method: 'DELETE', query: { uploadId: 'u' } }],
  ['ci:CreateGoodsMattingJob', { query: { 'ci-process': 'GoodsMatting' } }],
  ['cos:GetObject', { query: { 'ci-process': 'GoodsMatting' } }],
  ['cos:GetObject', { method: 'POST', query: { image_process: '' }, headers: RULES }],
  ['cos:PutObject', { method: 'POST', query: { image_process: '' }, headers: RULES }],
  ['ci:DescribeCIBuckets', { key: '', headers: { host: 'examplebucket-1250000000.ci.ap-guangzhou.myqcloud.com' } }],
]

test.each(CALLS)('without %s this is forbidden: %j', async (action, request) => {
  const all = new Set(CALLS.map(([granted]) => granted))
  const permissions = [...all].filter((granted) => granted !== action)
  const emulator = await startEmulator({ permissions })
  const forbidden = await send(emulator, request)
  expect(forbidden.status).toBe(403)
  expect(request.method === 'HEAD' ? 'AccessDenied' : readCode(forbidden)).toBe('AccessDenied')
  expect(emulator.objects.size).toBe(0)
  permissions.push(`name/${action}`)
  expect((await send(emulator, request)).status).not.toBe(403)
})

test.each([
  [['*'], 200],
  [['cos:*'], 200],
  [['cos:Put*'], 200],
  [['ci:*'], 403],
  [['cos:PutObj'], 403],
  [[], 403],
])('the grants %j', async (permissions, status) => {
  const emulator = await startEmulator({ permissions })
  expect(await send(emulator, { method: 'PUT', body: BODY })).toMatchObject({ status })
})

test.each([
  [{}, 200, undefined, 200],
  [{ ai: false }, 400, 'AIBucketUnBinded', 200],
  [{ bound: false }, 400, 'CIRoleNotExist', 400],
])('with the services %j', async (services, status, code, general) => {
  const emulator = await startEmulator({ services })
  const body = await makePhoto()
  const put = await send(emulator, { method: 'PUT', body, headers: RULES })
  expect([put.status, readCode(put)]).toEqual([status, code])
  await send(emulator, { method: 'PUT', body })
  const get = await send(emulator, { query: { 'ci-process': 'GoodsMatting' } })
  expect([get.status, readCode(get)]).toEqual([status, code])
  const rule = { 'pic-operations': writeRules({ fileid: '/s.jpg', rule: 'imageMogr2/thumbnail/9x' }) }
  const process = { method: 'POST', query: { image_process: '' }, headers: rule }
  expect(await send(emulator, process)).toMatchObject({ status: general })
  expect(emulator.bills).toHaveLength((status === 200 ? 2 : 0) + (general === 200 ? 1 : 0))
})

test('requests beyond the rate are turned away, in any second, and do not count', async () => {
  let now = Date.now()
  const emulator = await startEmulator({ qps: 2, clock: () => now })
  const get = async (): Promise<number> => (await send(emulator)).status
  expect([await get(), await get(), await get(), await get()]).toEqual([404, 404, 503, 503])
  expect(readCode(await send(emulator))).toBe('SlowDown')
  now += 999
  expect(await get()).toBe(503)
  now += 1
  expect([await get(), await get(), await get()]).toEqual([404, 404, 503])
  expect((await send(emulator, { keys: false })).status).toBe(403)
})
