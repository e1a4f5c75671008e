import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { CosEmulator } from '../../src/emulator.ts'
import { MattingError } from '../../src/core/errors.ts'
import { defineEngine } from '../../src/engines/define.ts'
import { makePhoto, readCode, send, startEmulator, writeRules, type RawAnswer } from './support.ts'

const RULE = 'ci-process=GoodsMatting'

test('an upload with rules stores the photo and every result, answers in XML and bills each rule', async () => {
  const emulator = await startEmulator()
  const photo = await makePhoto(64, 48)
  const padded = `${RULE}&padding-layout=20x10`
  const answer = await upload(emulator, photo, writeRules({ fileid: '/cut/a.png' }, { fileid: 'b.png', rule: padded }))
  expect(answer.status).toBe(200)
  expect(answer.headers).toMatchObject({ 'content-type': 'application/xml', server: 'tencent-ci' })
  expect([...emulator.objects.keys()]).toEqual(['shop/shoe.jpg', 'cut/a.png', 'shop/b.png'])
  const [original, plain, wide] = [...emulator.objects.values()]
  expect(original?.bytes).toEqual(photo)
  expect(answer.headers['etag']).toBe(original?.etag)

  const host = 'examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com'
  expect(answer.text).toBe(
    [
      '<UploadResult><OriginalInfo><Key>shop/shoe.jpg</Key>',
      `<Location>${host}/shop/shoe.jpg</Location><ETag>${escape(original?.etag)}</ETag></OriginalInfo>`,
      `<ProcessResults><Object><Key>cut/a.png</Key><Location>${host}/cut/a.png</Location><Format>png</Format>`,
      `<Width>64</Width><Height>48</Height><Size>${plain?.bytes.length}</Size><Quality>100</Quality>`,
      `<ETag>${escape(plain?.etag)}</ETag></Object>`,
      `<Object><Key>shop/b.png</Key><Location>${host}/shop/b.png</Location><Format>png</Format>`,
      `<Width>104</Width><Height>68</Height><Size>${wide?.bytes.length}</Size><Quality>100</Quality>`,
      `<ETag>${escape(wide?.etag)}</ETag></Object></ProcessResults></UploadResult>`,
    ].join(''),
  )
  const requestId = answer.headers['x-cos-request-id']
  expect(emulator.bills).toEqual([
    { operation: 'GoodsMatting', key: 'shop/shoe.jpg', rule: RULE, resultKey: 'cut/a.png', requestId },
    { operation: 'GoodsMatting', key: 'shop/shoe.jpg', rule: padded, resultKey: 'shop/b.png', requestId },
  ])
  expect(await sharp(wide?.bytes).metadata()).toMatchObject({ format: 'png', width: 104, height: 68, hasAlpha: true })
})

test('general rules: the type follows the rule, each one is billed', async () => {
  const emulator = await startEmulator({ styles: { small: 'imageMogr2/thumbnail/!25p/format/webp/quality/70' } })
  const rules = [
    { fileid: '/view.jpg', rule: 'imageView2/2/w/32' },
    { fileid: '/png.jpg', rule: 'imageMogr2/format/png' },
    { fileid: '/style', rule: 'style/small' },
    { fileid: '/pipe.gif', rule: 'imageMogr2/rotate/90|imageMogr2/format/gif' },
    { fileid: '/cut.png', rule: RULE },
  ]
  const answer = await upload(emulator, await makePhoto(64, 48), writeRules(...rules))
  const told = [
    ...answer.text.matchAll(
      /<Object><Key>(.*?)<\/Key>.*?<Format>(.*?)<.*?<Width>(.*?)<.*?<Height>(.*?)<.*?<Quality>(.*?)</g,
    ),
  ]
  expect(told.map((match) => match.slice(1).join(' '))).toEqual([
    'view.jpg jpeg 32 24 90',
    'png.jpg png 64 48 100',
    'style webp 16 12 70',
    'pipe.gif gif 48 64 100',
    'cut.png png 64 48 100',
  ])
  for (const [, key = '', format = ''] of told) {
    const object = emulator.objects.get(key)
    expect(object?.contentType).toBe(`image/${format}`)
    expect(await sharp(object?.bytes).metadata()).toMatchObject({ format })
  }
  expect(emulator.bills.map(({ operation, rule }) => [operation, rule])).toEqual(
    rules.map(({ rule }) => [rule === RULE ? 'GoodsMatting' : 'ImageProcess', rule]),
  )
})

test('general rules take photos that GoodsMatting does not: WebP, and edges below 32 pixels', async () => {
  const emulator = await startEmulator()
  const rules = writeRules({ fileid: '/out.png', rule: 'imageView2/format/png' })
  const infos = JSON.stringify({ is_pic_info: 1, rules: JSON.parse(rules).rules })
  const { text } = await upload(emulator, await makePhoto(20, 10, 'webp'), infos)
  expect(text).toContain('<ImageInfo><Format>WEBP</Format><Width>20</Width><Height>10</Height><Quality>100</Quality>')
  expect(text).toContain('<Format>png</Format><Width>20</Width>')
})

test('one rule that fails fails them all', async () => {
  const emulator = await startEmulator()
  const rules = writeRules({ fileid: '/a.webp', rule: 'imageMogr2/format/webp' }, { fileid: '/b.png' })
  const answer = await upload(emulator, await makePhoto(20, 10), rules)
  expect([answer.status, readCode(answer)]).toEqual([400, 'ImageTooLarge'])
  expect(emulator.objects.size).toBe(0)
})

test('a general rule can replace the photo, in the cloud too', async () => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', key: 'p/shoe.jpg', body: await makePhoto(64, 48) })
  const headers = { 'pic-operations': writeRules({ fileid: 'shoe.jpg', rule: 'imageMogr2/thumbnail/!50p' }) }
  const process = { method: 'POST', key: 'p/shoe.jpg', query: { image_process: '' }, headers }
  for (const width of [32, 16]) {
    expect(await send(emulator, process)).toMatchObject({ status: 200 })
    expect(await sharp(emulator.objects.get('p/shoe.jpg')?.bytes).metadata()).toMatchObject({ width })
  }
  expect(emulator.objects.size).toBe(1)
})

test('more than 20 MB are not processed in the cloud, nor on download', async () => {
  const emulator = await startEmulator()
  const body = Buffer.concat([await makePhoto(), Buffer.alloc(20 * 1024 * 1024)])
  await send(emulator, { method: 'PUT', body })
  const headers = { 'pic-operations': writeRules({ fileid: '/out.png' }) }
  const process = await send(emulator, { method: 'POST', query: { image_process: '' }, headers })
  const cut = await send(emulator, { query: { 'ci-process': 'GoodsMatting' } })
  expect([readCode(process), readCode(cut)]).toEqual(['EntityTooLarge', 'EntityTooLarge'])
  expect(emulator.bills).toHaveLength(0)
})

test('is_pic_info describes the original', async () => {
  const emulator = await startEmulator()
  const rules = JSON.stringify({ is_pic_info: 1, rules: [{ fileid: '/a.png', rule: RULE }] })
  const { text } = await upload(emulator, await makePhoto(64, 48), rules)
  expect(text).toMatch(/<ImageInfo><Format>JPEG<\/Format><Width>64<\/Width><Height>48<\/Height><Quality>90<\/Quality>/)
  expect(text).toMatch(/<Ave>0xa[01]8[0-3]6[0-4]<\/Ave><Orientation>0<\/Orientation><\/ImageInfo><\/OriginalInfo>/)
  const png = await upload(emulator, await makePhoto(40, 50, 'png', '#102030'), rules)
  expect(png.text).toContain(
    '<Format>PNG</Format><Width>40</Width><Height>50</Height><Quality>100</Quality><Ave>0x102030',
  )
})

test('a result with the key of the photo replaces it, and its ETag is told for both', async () => {
  const emulator = await startEmulator()
  const { text } = await upload(emulator, await makePhoto(), writeRules({ fileid: 'shoe.jpg' }))
  expect(emulator.objects.size).toBe(1)
  const etag = escape(emulator.objects.get('shop/shoe.jpg')?.etag)
  expect(text.split(`<ETag>${etag}</ETag>`)).toHaveLength(3)
})

test('a stored photo is processed in the cloud, with and without = after image_process', async () => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', key: 'shoe.jpg', body: await makePhoto() })
  for (const target of ['/shoe.jpg?image_process', '/shoe.jpg?image_process=']) {
    const headers = { 'pic-operations': writeRules({ fileid: '/out.png' }) }
    const answer = await send(emulator, {
      method: 'POST',
      key: 'shoe.jpg',
      query: { image_process: '' },
      target,
      headers,
    })
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^<UploadResult><OriginalInfo><Key>shoe.jpg<\/Key>.*<Object><Key>out.png<\/Key>/)
  }
  expect(emulator.bills).toHaveLength(2)
})

test('a download is cut out in passing, billed, and stored nowhere', async () => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', key: 'shoe.jpg', body: await makePhoto(64, 48) })
  const query = { 'ci-process': 'GoodsMatting', 'center-layout': '1', 'padding-layout': '3x4' }
  const answer = await send(emulator, { key: 'shoe.jpg', query })
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', server: 'tencent-ci' } })
  expect(await sharp(answer.body).metadata()).toMatchObject({ format: 'png', width: 70, height: 56, hasAlpha: true })
  const rule = `${RULE}&center-layout=1&padding-layout=3x4`
  expect(emulator.bills).toMatchObject([{ key: 'shoe.jpg', rule, resultKey: undefined }])
  expect(emulator.objects.size).toBe(1)
})

test.each([
  [{ 'ci-process': 'GoodsMatting' }, 404, 'NoSuchKey'],
  [{ 'ci-process': 'GoodsMatting', 'padding-layout': '1001x0' }, 400, 'InvalidArgument'],
])('refuses the download %j', async (query, status, code) => {
  const emulator = await startEmulator()
  const answer = await send(emulator, { key: 'none.jpg', query })
  expect([answer.status, readCode(answer)]).toEqual([status, code])
})

test.each([
  ['without rules', '{"rules":[]}', 400, 'InvalidPicOperations'],
  ['on a missing photo', writeRules({ fileid: '/out.png' }), 404, 'NoSuchKey'],
])('refuses processing in the cloud %s', async (_name, rules, status, code) => {
  const emulator = await startEmulator()
  const query = { image_process: '' }
  const answer = await send(emulator, { method: 'POST', query, headers: { 'pic-operations': rules } })
  expect([answer.status, readCode(answer)]).toEqual([status, code])
})

test('rules that are empty only store', async () => {
  const emulator = await startEmulator()
  expect(await upload(emulator, Buffer.from('no photo'), '{"is_pic_info":1,"rules":[]}')).toMatchObject({ text: '' })
  expect(emulator.objects.size).toBe(1)
  expect(emulator.bills).toHaveLength(0)
})

test.each([
  ['text', async () => Buffer.from('not a photo'), 'InvalidImageFormat'],
  ['nothing', async () => Buffer.alloc(0), 'InvalidImageFormat'],
  ['WebP', () => makePhoto(64, 48, 'webp'), 'InvalidImageFormat'],
  ['half a JPEG', async () => (await makePhoto(400, 400)).subarray(0, 400), 'InvalidImageFormat'],
  ['31 pixels', () => makePhoto(200, 31), 'ImageTooLarge'],
  ['7681 pixels across', () => makePhoto(7681, 32), 'ImageResolutionExceed'],
  ['4321 pixels in the short edge', () => makePhoto(4321, 4321), 'ImageResolutionExceed'],
  ['more than 20 MB', async () => Buffer.concat([await makePhoto(), Buffer.alloc(20 * 1024 * 1024)]), 'EntityTooLarge'],
])('refuses to process %s, stores nothing and bills nothing', async (_name, make, code) => {
  const emulator = await startEmulator()
  const answer = await upload(emulator, await make(), writeRules({ fileid: '/out.png' }))
  expect([answer.status, readCode(answer)]).toEqual([400, code])
  expect(emulator.objects.size).toBe(0)
  expect(emulator.bills).toHaveLength(0)
})

test.each([
  ['32 pixels', () => makePhoto(32, 32)],
  ['a portrait of the longest edge', () => makePhoto(32, 7680, 'png')],
])('processes %s', async (_name, make) => {
  const emulator = await startEmulator()
  expect(await upload(emulator, await make(), writeRules({ fileid: '/out.png' }))).toMatchObject({ status: 200 })
})

test('stores more than 20 MB without rules', async () => {
  const emulator = await startEmulator()
  const body = Buffer.alloc(20 * 1024 * 1024 + 1)
  expect(await send(emulator, { method: 'PUT', body })).toMatchObject({ status: 200 })
})

test('an engine that fails is a 500 that tells why; what was cut before it stays billed', async () => {
  let calls = 0
  const engine = defineEngine({
    name: 'moody',
    version: '1',
    async cut(photo) {
      calls += 1
      if (calls === 2) throw new MattingError('ENGINE_FAILED', 'The outline is lost.')
      return { png: await sharp(photo.bytes).png().toBuffer() }
    },
  })
  const emulator = await startEmulator({ engine })
  const answer = await upload(emulator, await makePhoto(), writeRules({ fileid: '/a.png' }, { fileid: '/b.png' }))
  expect([answer.status, readCode(answer)]).toEqual([500, 'InternalError'])
  expect(answer.text).toContain('<Message>The outline is lost.</Message>')
  expect(emulator.bills).toHaveLength(1)
  expect(emulator.objects.size).toBe(0)
})

function upload(emulator: CosEmulator, body: Uint8Array, rules: string): Promise<RawAnswer> {
  return send(emulator, { method: 'PUT', key: 'shop/shoe.jpg', body, headers: { 'pic-operations': rules } })
}

function escape(etag = ''): string {
  return etag.replaceAll('"', '&quot;')
}
