import { Readable } from 'node:stream'
import type COS from 'cos-nodejs-sdk-v5'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import type { CosEmulator } from '../../src/emulator.ts'
import { connect, makePhoto, startEmulator, writeRules } from './support.ts'

/** What the SDK makes of the answer to processing; its own types leave it out. */
interface Processed {
  UploadResult: {
    OriginalInfo: { Key: string; Location: string; ETag: string; ImageInfo?: Record<string, string> }
    ProcessResults: { Object: Record<string, string> | Record<string, string>[] }
  }
}

const KEY = 'a/shoe é+ (1)~.jpg'

test('putObject, headObject, getObject, deleteObject', async () => {
  const { cos, place } = await start()
  const Body = await makePhoto()
  const put = await cos.putObject({ ...place, Key: KEY, Body, ContentType: 'image/jpeg', 'x-cos-meta-colour': 'red' })
  const host = `${place.Bucket}.cos.${place.Region}.myqcloud.com`
  expect(put).toMatchObject({ statusCode: 200, ETag: expect.stringMatching(/^"[\da-f]{32}"$/) as string })
  expect(put.Location).toContain(host)
  const head = await cos.headObject({ ...place, Key: KEY })
  expect(head).toMatchObject({ statusCode: 200, ETag: put.ETag })
  expect(head.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-cos-meta-colour': 'red' })
  const get = await cos.getObject({ ...place, Key: KEY })
  expect(get.Body).toEqual(Body)
  expect(await cos.getObject({ ...place, Key: KEY, Range: 'bytes=0-1' })).toMatchObject({ statusCode: 206 })
  expect(await cos.deleteObject({ ...place, Key: KEY })).toMatchObject({ statusCode: 204 })
  await expect(cos.getObject({ ...place, Key: KEY })).rejects.toMatchObject({ statusCode: 404, code: 'NoSuchKey' })
  await expect(cos.headObject({ ...place, Key: KEY })).rejects.toMatchObject({ statusCode: 404 })
})

test('a stream without length arrives in chunks', async () => {
  const { cos, place, emulator } = await start()
  await cos.putObject({ ...place, Key: 'a.txt', Body: Readable.from(['shoe', 'lace']) })
  expect(emulator.requests[0]?.headers['transfer-encoding']).toBe('chunked')
  expect(Buffer.from(emulator.objects.get('a.txt')?.bytes ?? []).toString()).toBe('shoelace')
})

test('an upload with rules: one Object is an object, several are an array', async () => {
  const { cos, place, emulator } = await start()
  const Body = await makePhoto(64, 48)
  const upload = async (rules: string): Promise<Processed> =>
    (await cos.putObject({ ...place, Key: KEY, Body, Headers: { 'Pic-Operations': rules } })) as unknown as Processed
  const one = await upload('{"is_pic_info":1,"rules":[{"fileid":"out.png","rule":"ci-process=GoodsMatting"}]}')
  expect(one.UploadResult.OriginalInfo).toMatchObject({
    Key: KEY,
    ETag: emulator.objects.get(KEY)?.etag,
    ImageInfo: { Format: 'JPEG', Width: '64', Height: '48' },
  })
  expect(one.UploadResult.ProcessResults.Object).toMatchObject({
    Key: 'a/out.png',
    Width: '64',
    ETag: emulator.objects.get('a/out.png')?.etag,
  })
  const two = await upload(writeRules({ fileid: '/1.png' }, { fileid: '/2.png' }))
  expect(two.UploadResult.ProcessResults.Object).toMatchObject([{ Key: '1.png' }, { Key: '2.png' }])
  expect(emulator.bills).toHaveLength(3)
})

test('request with RawBody: the answer comes as bytes', async () => {
  const { cos, place, emulator } = await start()
  const Headers = { 'Pic-Operations': writeRules({ fileid: '/out.png' }) }
  const answer = await cos.request({
    ...place,
    Key: 'a.jpg',
    Method: 'PUT',
    Body: await makePhoto(),
    RawBody: true,
    Headers,
  })
  expect(String(answer.Body)).toMatch(/^<UploadResult>/)
  expect(answer.RequestId).toBe(emulator.bills[0]?.requestId)
})

test('image_process and a download with ci-process', async () => {
  const { cos, place } = await start()
  await cos.putObject({ ...place, Key: KEY, Body: await makePhoto(64, 48) })
  const Headers = { 'Pic-Operations': writeRules({ fileid: '/out.png' }) }
  const processed: unknown = await cos.request({ ...place, Key: KEY, Method: 'POST', Action: 'image_process', Headers })
  expect(processed).toMatchObject({ UploadResult: { ProcessResults: { Object: { Key: 'out.png' } } } })
  const Query = { 'ci-process': 'GoodsMatting', 'center-layout': 1, 'padding-layout': '20x10' }
  const { Body, headers } = await cos.getObject({ ...place, Key: KEY, Query })
  expect(headers?.['content-type']).toBe('image/png')
  expect(await sharp(Body).metadata()).toMatchObject({ format: 'png', width: 104, height: 68, hasAlpha: true })
})

test('a signed URL works for plain fetch, for its own parameters only', async () => {
  const { place, emulator } = await start()
  const cos = connect(emulator, { Ip: '', Domain: new URL(emulator.url).host })
  await cos.putObject({ ...place, Key: KEY, Body: await makePhoto() })
  const Query = { 'ci-process': 'GoodsMatting', 'padding-layout': '1x2' }
  const url = cos.getObjectUrl({ ...place, Key: KEY, Sign: true, Query }, () => undefined)
  const answer = await fetch(url)
  expect(answer.status).toBe(200)
  expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject({ format: 'png', width: 66, height: 52 })
  expect(emulator.bills).toMatchObject([{ key: KEY, rule: 'ci-process=GoodsMatting&padding-layout=1x2' }])
  expect((await fetch(url.replace('1x2', '2x2'))).status).toBe(403)
  expect((await fetch(emulator.url + '/' + encodeURIComponent(KEY))).status).toBe(403)
})

test('through Domain, the host on the wire is the loopback address', async () => {
  const { place, emulator } = await start()
  const cos = connect(emulator, { Ip: '', Domain: new URL(emulator.url).host })
  await cos.putObject({ ...place, Key: 'a.txt', Body: 'x' })
  expect(emulator.requests[0]?.headers['host']).toBe(new URL(emulator.url).host)
})

test('another bucket, and wrong keys', async () => {
  const { cos, place, emulator } = await start()
  const other = { ...place, Bucket: 'other-1250000000', Key: 'a' }
  await expect(cos.getObject(other)).rejects.toMatchObject({ code: 'NoSuchBucket' })
  const thief = connect(emulator, { SecretKey: 'guessed' })
  await expect(thief.getObject({ ...place, Key: 'a' })).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
  const stranger = connect(emulator, { SecretId: 'guessed' })
  await expect(stranger.getObject({ ...place, Key: 'a' })).rejects.toMatchObject({ code: 'InvalidAccessKeyId' })
})

test('a client whose clock is an hour slow corrects it from the answer', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { cos, place, emulator } = await start({ clock: () => Date.now() + 3600_000 })
  expect(await cos.putObject({ ...place, Key: 'a.txt', Body: 'x' })).toMatchObject({ statusCode: 200 })
  expect(emulator.requests.map(({ status }) => status)).toEqual([403, 200])
})

test('the SDK itself tries again on 5xx, up to four times', async () => {
  const { cos, place, emulator } = await start({ faults: [{ on: 'get', kind: 'status', status: 500 }] })
  await expect(cos.getObject({ ...place, Key: 'a' })).rejects.toMatchObject({ statusCode: 500, code: 'InternalError' })
  expect(emulator.requests).toHaveLength(4)
})

async function start(
  options = {},
): Promise<{ cos: COS; place: { Bucket: string; Region: string }; emulator: CosEmulator }> {
  const emulator = await startEmulator(options)
  return { cos: connect(emulator), place: { Bucket: emulator.bucket, Region: emulator.region }, emulator }
}
