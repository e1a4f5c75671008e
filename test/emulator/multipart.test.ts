import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { CosEmulator } from '../../src/emulator.ts'
import { makePhoto, readCode, send, startEmulator, writeRules, type RawAnswer } from './support.ts'

const KEY = 'shop/é big.jpg'
const MIB = 1024 * 1024
const FIRST = Buffer.alloc(MIB, 'a')
const LAST = Buffer.from('the end')

interface Listed {
  number: number
  etag?: string
}

/** An upload under way, and what one does to it. */
async function begin(emulator: CosEmulator, headers: Record<string, string> = {}) {
  const begun = await send(emulator, { method: 'POST', key: KEY, query: { uploads: '' }, headers })
  const uploadId = read(begun, 'UploadId')
  return {
    begun,
    uploadId,
    put: (partNumber: number | string, body: Buffer, headers: Record<string, string> = {}) =>
      send(emulator, {
        method: 'PUT',
        key: KEY,
        query: { partNumber: String(partNumber), uploadId },
        body,
        headers,
      }),
    list: (query: Record<string, string> = {}) => send(emulator, { key: KEY, query: { uploadId, ...query } }),
    complete: (parts: Listed[] | string, headers: Record<string, string> = {}) =>
      send(emulator, { method: 'POST', key: KEY, query: { uploadId }, body: Buffer.from(writeParts(parts)), headers }),
    abort: () => send(emulator, { method: 'DELETE', key: KEY, query: { uploadId } }),
  }
}

test('parts are put together; the ETag counts them', async () => {
  const emulator = await startEmulator()
  const upload = await begin(emulator, { 'content-type': 'image/jpeg', 'x-cos-meta-colour': 'red' })
  expect(upload.begun.text).toBe(
    `<InitiateMultipartUploadResult><Bucket>${emulator.bucket}</Bucket><Key>${KEY}</Key>` +
      `<UploadId>${upload.uploadId}</UploadId></InitiateMultipartUploadResult>`,
  )
  const second = await upload.put(2, LAST, { 'content-md5': createHash('md5').update(LAST).digest('base64') })
  expect(second).toMatchObject({ status: 200, text: '', headers: { etag: md5(LAST) } })
  expect(second.headers['x-cos-hash-crc64ecma']).toMatch(/^\d+$/)
  await upload.put(1, FIRST)
  expect(emulator.objects.size).toBe(0)

  const done = await upload.complete([{ number: 1, etag: md5(FIRST) }, { number: 2 }])
  const digests = Buffer.concat([FIRST, LAST].map((part) => createHash('md5').update(part).digest()))
  const etag = `"${createHash('md5').update(digests).digest('hex')}-2"`
  const host = `${emulator.bucket}.cos.${emulator.region}.myqcloud.com`
  expect(done.text).toBe(
    `<CompleteMultipartUploadResult><Location>${host}/${KEY}</Location><Bucket>${emulator.bucket}</Bucket>` +
      `<Key>${KEY}</Key><ETag>${etag.replaceAll('"', '&quot;')}</ETag></CompleteMultipartUploadResult>`,
  )
  expect(done.headers).toMatchObject({ etag, 'content-type': 'application/xml' })
  const got = await send(emulator, { key: KEY })
  expect(got.body.equals(Buffer.concat([FIRST, LAST]))).toBe(true)
  expect(got.headers).toMatchObject({ etag, 'content-type': 'image/jpeg', 'x-cos-meta-colour': 'red' })
  expect(readCode(await upload.list())).toBe('NoSuchUpload')
})

test('a part of the same number is replaced; parts that are not listed are dropped', async () => {
  const emulator = await startEmulator()
  const upload = await begin(emulator)
  for (const body of [FIRST, LAST]) await upload.put(3, body)
  await upload.put(4, FIRST)
  expect(await upload.complete([{ number: 3 }])).toMatchObject({ status: 200 })
  expect(Buffer.from(emulator.objects.get(KEY)?.bytes ?? []).toString()).toBe('the end')
})

test('lists parts and uploads', async () => {
  const emulator = await startEmulator()
  const upload = await begin(emulator)
  for (const number of [3, 1, 2]) await upload.put(number, LAST)
  const all = await upload.list()
  expect(readAll(all, 'PartNumber')).toEqual(['1', '2', '3'])
  expect(readAll(all, 'Size')).toEqual(['7', '7', '7'])
  const page = await upload.list({ 'max-parts': '1', 'part-number-marker': '1' })
  expect([readAll(page, 'PartNumber'), read(page, 'IsTruncated'), read(page, 'NextPartNumberMarker')]).toEqual([
    ['2'],
    'true',
    '2',
  ])
  const list = (query = {}) => send(emulator, { key: '', query: { uploads: '', ...query } })
  expect(readAll(await list(), 'UploadId')).toEqual([upload.uploadId])
  expect(readAll(await list({ prefix: 'shop/' }), 'Key')).toEqual([KEY])
  expect(readAll(await list({ prefix: 'none/' }), 'Key')).toEqual([])
  expect(readAll(await list({ delimiter: '/' }), 'Prefix')).toEqual(['shop/'])
  const second = await begin(emulator)
  expect(readAll(await list({ 'max-uploads': '1' }), 'UploadId')).toEqual([upload.uploadId, second.uploadId])
})

test('an upload that is aborted is gone', async () => {
  const emulator = await startEmulator()
  const upload = await begin(emulator)
  await upload.put(1, LAST)
  expect(await upload.abort()).toMatchObject({ status: 204, text: '' })
  for (const again of [await upload.abort(), await upload.put(1, LAST), await upload.complete([{ number: 1 }])]) {
    expect([again.status, readCode(again)]).toEqual([404, 'NoSuchUpload'])
  }
  expect(emulator.objects.size).toBe(0)
})

describe('refusals', () => {
  test.each<[string, Listed[], string]>([
    ['parts out of order', [{ number: 2 }, { number: 1 }], 'InvalidPartOrder'],
    ['a part twice', [{ number: 1 }, { number: 1 }], 'InvalidPartOrder'],
    ['a part that is not there', [{ number: 1 }, { number: 3 }], 'InvalidPart'],
    ['another ETag', [{ number: 1 }, { number: 2, etag: md5(FIRST) }], 'InvalidPart'],
    ['a small part that is not the last', [{ number: 2 }, { number: 5 }], 'EntityTooSmall'],
  ])('%s', async (_name, parts, code) => {
    const emulator = await startEmulator()
    const upload = await begin(emulator)
    await upload.put(1, FIRST)
    await upload.put(2, LAST)
    await upload.put(5, LAST)
    const answer = await upload.complete(parts)
    expect([answer.status, readCode(answer)]).toEqual([400, code])
    expect(emulator.objects.size).toBe(0)
  })

  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['another root', '<Complete><Part><PartNumber>1</PartNumber><ETag>"a"</ETag></Part></Complete>'],
    ['no parts', '<CompleteMultipartUpload/>'],
    [
      'a part without ETag',
      '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>',
    ],
    ['a part without number', '<CompleteMultipartUpload><Part><ETag>"a"</ETag></Part></CompleteMultipartUpload>'],
    ['XML that is cut off', '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>'],
    [
      'entities',
      '<!DOCTYPE a [<!ENTITY e "1">]><CompleteMultipartUpload><Part><PartNumber>&e;</PartNumber><ETag>"a"</ETag></Part></CompleteMultipartUpload>',
    ],
  ])('a body of %s', async (_name, body) => {
    const upload = await begin(await startEmulator())
    const answer = await upload.complete(body)
    expect([answer.status, readCode(answer)]).toEqual([400, 'MalformedXML'])
  })

  test('a body that is too long', async () => {
    const upload = await begin(await startEmulator())
    expect(readCode(await upload.complete(' '.repeat(2 * MIB + 1)))).toBe('MaxMessageLengthExceeded')
  })

  test.each(['0', '10001', '1.5', 'x', ''])('the part number "%s"', async (number) => {
    const upload = await begin(await startEmulator())
    expect(readCode(await upload.put(number, LAST))).toBe('InvalidArgument')
  })

  test('a part whose Content-MD5 is another one', async () => {
    const upload = await begin(await startEmulator())
    const headers = { 'content-md5': createHash('md5').update('other').digest('base64') }
    expect(readCode(await upload.put(1, LAST, headers))).toBe('BadDigest')
    expect(readAll(await upload.list(), 'PartNumber')).toEqual([])
  })

  test('an upload of another key', async () => {
    const emulator = await startEmulator()
    const { uploadId } = await begin(emulator)
    const answer = await send(emulator, { key: 'other.jpg', query: { uploadId } })
    expect([answer.status, readCode(answer)]).toEqual([404, 'NoSuchUpload'])
  })
})

describe('Pic-Operations', () => {
  test('are honoured on completion, and only there', async () => {
    const emulator = await startEmulator()
    const photo = await makePhoto(64, 48)
    const rules = JSON.stringify({ is_pic_info: 1, rules: JSON.parse(writeRules({ fileid: 'out.png' })).rules })
    const upload = await begin(emulator, { 'pic-operations': rules })
    await upload.put(1, photo)
    expect(emulator.bills).toHaveLength(0)
    const done = await upload.complete([{ number: 1, etag: md5(photo) }], { 'pic-operations': rules })
    expect(done.headers).toMatchObject({ server: 'tencent-ci', etag: emulator.objects.get(KEY)?.etag })
    expect(done.text).toMatch(
      /^<CompleteMultipartUploadResult>.*<\/ETag><ImageInfo>.*<\/ImageInfo><ProcessResults><Object><Key>shop\/out.png</,
    )
    expect([...emulator.objects.keys()]).toEqual([KEY, 'shop/out.png'])
    expect(await sharp(emulator.objects.get('shop/out.png')?.bytes).metadata()).toMatchObject({ width: 64 })
    expect(emulator.bills).toMatchObject([{ operation: 'GoodsMatting', key: KEY, resultKey: 'shop/out.png' }])
  })

  test('on the initiating request alone mean nothing, not even where they are malformed', async () => {
    const emulator = await startEmulator()
    const photo = await makePhoto()
    const upload = await begin(emulator, { 'pic-operations': '{' })
    await upload.put(1, photo)
    await upload.complete([{ number: 1, etag: md5(photo) }])
    expect([...emulator.objects.keys()]).toEqual([KEY])
    expect(emulator.bills).toHaveLength(0)
  })

  test.each<[string, () => Promise<Buffer>, string]>([
    ['no photo', async () => LAST, 'InvalidImageFormat'],
    ['more than 20 MB', async () => Buffer.concat([await makePhoto(), Buffer.alloc(20 * MIB)]), 'EntityTooLarge'],
  ])('that can not be carried out leave the upload open: %s', async (_name, make, code) => {
    const emulator = await startEmulator()
    const upload = await begin(emulator)
    const body = await make()
    await upload.put(1, body)
    const parts = [{ number: 1, etag: md5(body) }]
    const failed = await upload.complete(parts, { 'pic-operations': writeRules({ fileid: 'out.png' }) })
    expect([failed.status, readCode(failed)]).toEqual([400, code])
    expect(emulator.objects.size).toBe(0)
    expect(await upload.complete(parts)).toMatchObject({ status: 200 })
    expect(emulator.bills).toHaveLength(0)
  })
})

function writeParts(parts: Listed[] | string): string {
  if (typeof parts === 'string') return parts
  const listed = parts.map(
    ({ number, etag = md5(LAST) }) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`,
  )
  return `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`
}

function md5(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}

function readAll({ text }: RawAnswer, name: string): string[] {
  return [...text.matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, 'g'))].map((match) => match[1] ?? '')
}

function read(answer: RawAnswer, name: string): string {
  return readAll(answer, name)[0] ?? ''
}
