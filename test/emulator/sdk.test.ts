import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import COS from 'cos-nodejs-sdk-v5'
import COS2 from 'cos-sdk-2'
import sharp from 'sharp'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { CosEmulatorOptions } from '../../src/emulator.ts'
import { connect, makePhoto, startEmulator, writeRules } from './support.ts'

/** The newest client, and the last one before its own fork of the transport. */
const SDKS = [
  ['3.0.0', COS],
  ['2.15.4', COS2 as unknown as typeof COS],
] as const

/** What the SDK makes of the answer to processing; its own types leave it out. */
interface Processed {
  UploadResult: {
    OriginalInfo: { Key: string; Location: string; ETag: string; ImageInfo?: Record<string, string> }
    ProcessResults: { Object: Record<string, string> | Record<string, string>[] }
  }
}

const KEY = 'a/shoe é+ (1)~.jpg'

test.each(SDKS)('this is the client %s', (version, Sdk) => {
  expect((Sdk as unknown as { version: string }).version).toBe(version)
})

describe.each(SDKS)('the client %s', (_version, Sdk) => {
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
    const processed: unknown = await cos.request({
      ...place,
      Key: KEY,
      Method: 'POST',
      Action: 'image_process',
      Headers,
    })
    expect(processed).toMatchObject({ UploadResult: { ProcessResults: { Object: { Key: 'out.png' } } } })
    const Query = { 'ci-process': 'GoodsMatting', 'center-layout': 1, 'padding-layout': '20x10' }
    const { Body, headers } = await cos.getObject({ ...place, Key: KEY, Query })
    expect(headers?.['content-type']).toBe('image/png')
    expect(await sharp(Body).metadata()).toMatchObject({ format: 'png', width: 104, height: 68, hasAlpha: true })
  })

  test('a signed URL works for plain fetch, for its own parameters only', async () => {
    const { place, emulator } = await start()
    const cos = connect(emulator, { Ip: '', Domain: new URL(emulator.url).host }, Sdk)
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
    const cos = connect(emulator, { Ip: '', Domain: new URL(emulator.url).host }, Sdk)
    await cos.putObject({ ...place, Key: 'a.txt', Body: 'x' })
    expect(emulator.requests[0]?.headers['host']).toBe(new URL(emulator.url).host)
  })

  test('another bucket, and wrong keys', async () => {
    const { cos, place, emulator } = await start()
    const other = { ...place, Bucket: 'other-1250000000', Key: 'a' }
    await expect(cos.getObject(other)).rejects.toMatchObject({ code: 'NoSuchBucket' })
    const thief = connect(emulator, { SecretKey: 'guessed' }, Sdk)
    await expect(thief.getObject({ ...place, Key: 'a' })).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
    const stranger = connect(emulator, { SecretId: 'guessed' }, Sdk)
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
    await expect(cos.getObject({ ...place, Key: 'a' })).rejects.toMatchObject({
      statusCode: 500,
      code: 'InternalError',
    })
    expect(emulator.requests).toHaveLength(4)
  })

  test.each([
    ['uploadFile', (cos: COS, upload: COS.UploadFileParams) => cos.uploadFile(upload)],
    ['sliceUploadFile', (cos: COS, upload: COS.UploadFileParams) => cos.sliceUploadFile(upload)],
  ] as const)('%s puts a big photo together and processes it', async (_name, put) => {
    const { cos, place, emulator } = await start()
    const photo = await makeBigPhoto()
    const Headers = {
      'Pic-Operations': writeRules({ fileid: '/out.png' }, { fileid: 's.jpg', rule: 'imageView2/2/w/64' }),
    }
    const done = await put(cos, {
      ...place,
      Key: KEY,
      FilePath: await writePhoto(photo),
      Headers,
      SliceSize: 1024 * 1024,
    })
    expect(emulator.requests.map(({ method, query }) => [method, ...Object.keys(query)].join(' '))).toEqual([
      'GET uploads prefix',
      'POST uploads',
      ...Array.from({ length: Math.ceil(photo.length / (1024 * 1024)) }, () => 'PUT partNumber uploadId'),
      'POST uploadId',
    ])
    expect(Buffer.from(emulator.objects.get(KEY)?.bytes ?? []).equals(photo)).toBe(true)
    expect(done.ETag).toBe(emulator.objects.get(KEY)?.etag)
    expect(done).toMatchObject({
      UploadResult: {
        OriginalInfo: { Key: KEY, ETag: done.ETag },
        ProcessResults: { Object: [{ Key: 'out.png' }, { Key: 'a/s.jpg', Format: 'jpeg', Width: '64' }] },
      },
    })
    expect(emulator.bills.map(({ operation }) => operation)).toEqual(['GoodsMatting', 'ImageProcess'])
  })

  test('uploadFile sends a small photo in one request', async () => {
    const { cos, place, emulator } = await start()
    const Headers = { 'Pic-Operations': writeRules({ fileid: '/out.png' }) }
    await cos.uploadFile({ ...place, Key: KEY, FilePath: await writePhoto(await makePhoto()), Headers })
    expect(emulator.requests.map(({ method }) => method)).toEqual(['PUT'])
    expect(emulator.bills).toHaveLength(1)
  })

  test('a multipart upload step by step, listed and aborted', async () => {
    const { cos, place, emulator } = await start()
    const { UploadId } = await cos.multipartInit({ ...place, Key: KEY })
    await cos.multipartUpload({ ...place, Key: KEY, UploadId, PartNumber: 1, Body: 'shoe' })
    const parts = await cos.multipartListPart({ ...place, Key: KEY, UploadId })
    expect(parts.Part).toMatchObject([{ PartNumber: '1', Size: '4' }])
    const list: unknown = await cos.multipartList({ ...place, Prefix: 'a/', Delimiter: '' })
    expect(list).toMatchObject({ Upload: [{ Key: KEY, UploadId }] })
    expect(await cos.multipartAbort({ ...place, Key: KEY, UploadId })).toMatchObject({ statusCode: 204 })
    const Parts = [{ PartNumber: 1, ETag: 'x' }]
    const late = cos.multipartComplete({ ...place, Key: KEY, UploadId, Parts })
    await expect(late).rejects.toMatchObject({ statusCode: 404, code: 'NoSuchUpload' })
    expect(emulator.objects.size).toBe(0)
  })

  test('getBucket and headBucket', async () => {
    const { cos, place } = await start()
    for (const Key of ['b/2', 'b/1', 'c']) await cos.putObject({ ...place, Key, Body: 'shoe' })
    expect(await cos.headBucket(place)).toMatchObject({ statusCode: 200 })
    const list = await cos.getBucket({ ...place, Prefix: 'b/', MaxKeys: 1 })
    expect(list).toMatchObject({ IsTruncated: 'true', NextMarker: 'b/1', Contents: [{ Key: 'b/1', Size: '4' }] })
    const folders = await cos.getBucket({ ...place, Delimiter: '/' })
    expect(folders).toMatchObject({ CommonPrefixes: [{ Prefix: 'b/' }], Contents: [{ Key: 'c' }] })
    await expect(cos.headBucket({ ...place, Bucket: 'other-1' })).rejects.toMatchObject({ statusCode: 404 })
  })

  test('temporary keys by getAuthorization are renewed when they end', async () => {
    const temporaryKeys = [1, 2].map((number) => ({
      secretId: `id-${number}`,
      secretKey: `key-${number}`,
      sessionToken: `token-${number}`,
    }))
    const { place, emulator } = await start({ temporaryKeys })
    let asked = 0
    const getAuthorization: COS.COSOptions['getAuthorization'] = (_options, callback) => {
      const key = temporaryKeys[asked % 2]!
      const now = Math.floor(Date.now() / 1000)
      // The client asks anew for a key that has less than a minute left.
      const ExpiredTime = now + (asked === 0 ? 30 : 3600)
      asked += 1
      const { secretId: TmpSecretId, secretKey: TmpSecretKey, sessionToken: SecurityToken } = key
      callback({ TmpSecretId, TmpSecretKey, SecurityToken, StartTime: now, ExpiredTime })
    }
    const cos = new Sdk({ getAuthorization, Ip: new URL(emulator.url).host, Protocol: 'http:' })
    for (let count = 0; count < 3; count++) await cos.putObject({ ...place, Key: 'a', Body: 'x' })
    expect(asked).toBe(2)
    expect(emulator.requests.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  test('a temporary key without its token is refused', async () => {
    const keys = { secretId: 'id', secretKey: 'key' }
    const { place, emulator } = await start({ temporaryKeys: [{ ...keys, sessionToken: 'token' }] })
    const put = (options: COS.COSOptions) =>
      connect(emulator, { SecretId: keys.secretId, SecretKey: keys.secretKey, ...options }, Sdk).putObject({
        ...place,
        Key: 'a',
        Body: 'x',
      })
    expect(await put({ SecurityToken: 'token' })).toMatchObject({ statusCode: 200 })
    await expect(put({})).rejects.toMatchObject({ code: 'InvalidAccessKeyId' })
    await expect(put({ SecurityToken: 'other' })).rejects.toMatchObject({ code: 'AccessDenied' })
  })

  test('detect-url through request, encoded once by the client', async () => {
    const { cos, place, emulator } = await start()
    const query = { 'ci-process': 'GoodsMatting', 'detect-url': 'http://127.0.0.1:1/a b.jpg?x=1&y=2' }
    const attempt = cos.request({ ...place, Key: '', Method: 'GET', Query: query, RawBody: true })
    await expect(attempt).rejects.toMatchObject({ statusCode: 400, code: 'ResourceDownloadFailed' })
    expect(emulator.requests[0]?.query).toEqual(query)
  })

  test('conditions', async () => {
    const { cos, place } = await start()
    await cos.putObject({ ...place, Key: 'a', Body: 'x' })
    const IfModifiedSince = new Date(Date.now() + 60_000).toUTCString()
    const asked = { ...place, Key: 'a', IfModifiedSince } as COS.HeadObjectParams
    const head: unknown = await cos.headObject(asked)
    expect(head).toMatchObject({ statusCode: 304, NotModified: true })
    const other = cos.getObject({ ...place, Key: 'a', IfMatch: '"other"' })
    await expect(other).rejects.toMatchObject({ statusCode: 412, code: 'PreconditionFailed' })
  })

  test('general rules', async () => {
    const { cos, place, emulator } = await start({ styles: { small: 'imageMogr2/thumbnail/20x/format/webp' } })
    const rules = writeRules(
      { fileid: '/a.webp', rule: 'style/small' },
      { fileid: '/b.png', rule: 'imageView2/format/png' },
    )
    const Headers = { 'Pic-Operations': rules }
    const done: unknown = await cos.putObject({ ...place, Key: KEY, Body: await makePhoto(64, 48), Headers })
    expect(done).toMatchObject({
      UploadResult: {
        ProcessResults: {
          Object: [
            { Key: 'a.webp', Format: 'webp', Width: '20', Height: '15', Quality: '90' },
            { Key: 'b.png', Format: 'png', Width: '64', Height: '48', Quality: '100' },
          ],
        },
      },
    })
    expect(emulator.objects.get('a.webp')?.contentType).toBe('image/webp')
  })

  async function start(options: CosEmulatorOptions = {}) {
    const emulator = await startEmulator(options)
    return { cos: connect(emulator, {}, Sdk), place: { Bucket: emulator.bucket, Region: emulator.region }, emulator }
  }
})

/** A JPEG of more than two megabytes that still cuts fast. */
async function makeBigPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  const image = sharp({ create: { width: 1100, height: 900, channels: 3, background: '#888', noise } })
  return image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer()
}

async function writePhoto(photo: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'matting-sdk-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'photo.jpg')
  await writeFile(file, photo)
  return file
}
