import { connect, createServer, type AddressInfo } from 'node:net'
import { createHash, createHmac } from 'node:crypto'
import sharp from 'sharp'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { CosEmulator } from '../../src/emulator.ts'
import { makePhoto, startEmulator } from './support.ts'

// The samples of the pages "Image Matting" and "Persistent Image Processing", byte by byte as they are printed but for
// placeholders, dates and lengths, which are the test's own. Sections are those of facts/goods-matting-api.md.

const HOST = 'examplebucket-1250000000.cos.ap-guangzhou.myqcloud.com'
const MATTING = '{"rules":[{"fileid":"exampleobject","rule":"ci-process=GoodsMatting"}]}'
const MATTING_WITH_INFO = '{"is_pic_info":1,"rules":[{"fileid":"exampleobject","rule":"ci-process=GoodsMatting"}]}'
const GENERAL = '{"is_pic_info":1,"rules":[{"fileid":"test.jpg","rule":"imageView2/format/png"}]}'

const PHOTO = await makePhoto(64, 48)

let emulator: CosEmulator
beforeEach(async () => {
  emulator = await startEmulator()
})

describe('5.1, 5.2: method 1', () => {
  test('an object in the bucket', async () => {
    await store('folder/shoe.jpg')
    expectCutout(await talk('GET /folder/shoe.jpg?ci-process=GoodsMatting HTTP/1.1'))
    expect(emulator.bills).toMatchObject([{ key: 'folder/shoe.jpg', rule: 'ci-process=GoodsMatting' }])
  })

  test('another address', async () => {
    const address = encodeURIComponent(await servePhoto())
    expectCutout(await talk(`GET /?ci-process=GoodsMatting&detect-url=${address} HTTP/1.1`))
    expect(emulator.bills).toHaveLength(1)
  })
})

test('5.3: method 2, upload', async () => {
  const answer = await talk('PUT /shoe.jpg HTTP/1.1', [`Pic-Operations: ${MATTING_WITH_INFO}`], PHOTO)
  expectUploadResult(answer, { original: 'shoe.jpg', result: 'exampleobject', withInfo: true })
  expect([...emulator.objects.keys()]).toEqual(['shoe.jpg', 'exampleobject'])
  await expectPng('exampleobject')
})

describe('5.4: method 3, in the cloud', () => {
  test.each([
    ['as printed', '?image_process', ''],
    ['with =, as the Node.js SDK sends it', '?image_process=', ''],
    ['with the body the page speaks of', '?image_process', '[Image Content]'],
  ])('%s', async (_name, query, body) => {
    await store('shoe.jpg')
    const answer = await talk(`POST /shoe.jpg${query} HTTP/1.1`, [`Pic-Operations: ${MATTING}`], Buffer.from(body))
    expectUploadResult(answer, { original: 'shoe.jpg', result: 'exampleobject', withInfo: false })
    expect(emulator.objects.get('shoe.jpg')?.bytes).toEqual(PHOTO)
    await expectPng('exampleobject')
  })
})

test('5.5: upload with another operation', async () => {
  const answer = await talk('PUT /filename.jpg HTTP/1.1', [`Pic-Operations: ${GENERAL}`], PHOTO)
  expectUploadResult(answer, { original: 'filename.jpg', result: 'test.jpg', withInfo: true })
  // The format is that of the rule, whatever the name of the result says.
  await expectPng('test.jpg')
  expect(emulator.bills).toMatchObject([{ operation: 'ImageProcess', rule: 'imageView2/format/png' }])
})

test('5.5, as printed without Authorization, is denied', async () => {
  const { status, body } = await talkRaw(['PUT /filename.jpg HTTP/1.1', `Host: ${HOST}`, 'Content-Length: 0'])
  expect([status, body.toString()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')])
})

test('5.6: in the cloud with another operation', async () => {
  await store('filename.jpg')
  const answer = await talk('POST /filename.jpg?image_process HTTP/1.1', [`Pic-Operations: ${GENERAL}`])
  expectUploadResult(answer, { original: 'filename.jpg', result: 'test.jpg', withInfo: true })
  await expectPng('test.jpg')
})

test('5.7: multipart upload, the completing request', async () => {
  const begun = await talk('POST /shoe.jpg?uploads HTTP/1.1', [`Pic-Operations: ${MATTING}`])
  const uploadId = /<UploadId>(.*)<\/UploadId>/.exec(begun.body.toString())?.[1] ?? ''
  const part = await talk(`PUT /shoe.jpg?partNumber=1&uploadId=${uploadId} HTTP/1.1`, [], PHOTO)
  const list = `<Part><PartNumber>1</PartNumber><ETag>${part.headers['etag'] ?? ''}</ETag></Part>`
  const body = Buffer.from(`<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`)
  const answer = await talk(`POST /shoe.jpg?uploadId=${uploadId} HTTP/1.1`, [`Pic-Operations: ${MATTING}`], body)
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/xml' } })
  expect(answer.body.toString()).toContain('<ProcessResults><Object><Key>exampleobject</Key>')
  await expectPng('exampleobject')
  expect(emulator.bills).toHaveLength(1)
})

test('section 3: absent or empty rules only store', async () => {
  for (const operations of ['{}', '{"is_pic_info":1}', '{"rules":[]}', '{"is_pic_info":0,"rules":[]}']) {
    const answer = await talk('PUT /p1/test1.jpg HTTP/1.1', [`Pic-Operations: ${operations}`], PHOTO)
    expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(0) })
  }
  expect(emulator.bills).toHaveLength(0)
})

test.each([
  ['/p2/test2.jpg', 'p2/test2.jpg'],
  ['p2/test2.jpg', 'p1/p2/test2.jpg'],
  ['/p1/test1.jpg', 'p1/test1.jpg'],
  ['test1.jpg', 'p1/test1.jpg'],
])('section 3: the fileid %s of p1/test1.jpg is stored as %s', async (fileid, key) => {
  const operations = JSON.stringify({ rules: [{ fileid, rule: 'ci-process=GoodsMatting' }] })
  const answer = await talk('PUT /p1/test1.jpg HTTP/1.1', [`Pic-Operations: ${operations}`], PHOTO)
  expect([...emulator.objects.keys()].at(-1)).toBe(key)
  await expectPng(key)
  const told = /<OriginalInfo>.*<ETag>(.*)<\/ETag><\/OriginalInfo>/.exec(answer.body.toString())?.[1]
  expect(told?.replaceAll('&quot;', '"')).toBe(emulator.objects.get('p1/test1.jpg')?.etag)
})

interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** Sends a request line and lines of a sample, dated and signed with the vendor's scheme, worked out here. */
function talk(requestLine: string, lines: readonly string[] = [], body: Buffer = Buffer.alloc(0)): Promise<Answer> {
  const date = new Date().toUTCString()
  const [method = '', target = ''] = requestLine.split(' ')
  const headers = [`Host: ${HOST}`, `Date: ${date}`, ...lines, `Content-Length: ${body.length}`]
  const authorization = sign(method, target, { host: HOST, date })
  return talkRaw([requestLine, ...headers, `Authorization: ${authorization}`], body)
}

function talkRaw(lines: readonly string[], body: Buffer = Buffer.alloc(0)): Promise<Answer> {
  const { hostname, port } = new URL(emulator.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks))))
    socket.write(Buffer.concat([Buffer.from([...lines, 'Connection: close', '', ''].join('\r\n')), body]))
  })
}

function parseAnswer(bytes: Buffer): Answer {
  const end = bytes.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = lines.map((line) => /^([^:]+): (.*)$/.exec(line)?.slice(1) ?? [])
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers.map(([name = '', value = '']) => [name.toLowerCase(), value])),
    body: bytes.subarray(end + 4),
  }
}

function sign(method: string, target: string, headers: Record<string, string>): string {
  const [path = '', query = ''] = target.split('?')
  const now = Math.floor(Date.now() / 1000)
  const time = `${now - 10};${now + 600}`
  const encode = (text: string): string => encodeURIComponent(text)
  const pairs = (entries: [string, string][]): string =>
    entries
      .map(([name, value]) => `${encode(name).toLowerCase()}=${encode(value)}`)
      .sort()
      .join('&')
  const parameters = [...new URLSearchParams(query)]
  const text = [method.toLowerCase(), path, pairs(parameters), pairs(Object.entries(headers)), ''].join('\n')
  const hmac = (key: string, value: string): string => createHmac('sha1', key).update(value).digest('hex')
  const signed = `sha1\n${time}\n${createHash('sha1').update(text).digest('hex')}\n`
  return [
    'q-sign-algorithm=sha1',
    `q-ak=${emulator.secretId}`,
    `q-sign-time=${time}`,
    `q-key-time=${time}`,
    `q-header-list=${Object.keys(headers).sort().join(';')}`,
    `q-url-param-list=${parameters
      .map(([name]) => encode(name).toLowerCase())
      .sort()
      .join(';')}`,
    `q-signature=${hmac(hmac(emulator.secretKey, time), signed)}`,
  ].join('&')
}

async function store(key: string): Promise<void> {
  expect(await talk(`PUT /${key} HTTP/1.1`, [], PHOTO)).toMatchObject({ status: 200 })
}

/** A server of the test's own, down to its socket. */
async function servePhoto(): Promise<string> {
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${PHOTO.length}\r\n\r\n`)
      socket.end(PHOTO)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a b.jpg`.replace(' ', '%20')
}

function expectCutout({ status, headers, body }: Answer): void {
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(body.length),
    server: 'tencent-ci',
    'x-cos-request-id': expect.stringMatching(/^[\w+/]+=*$/) as string,
  })
  expect(Date.parse(headers['date'] ?? '')).toBeGreaterThan(Date.now() - 60_000)
  expect(body.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
}

function expectUploadResult(
  { status, headers, body }: Answer,
  { original, result, withInfo }: { original: string; result: string; withInfo: boolean },
): void {
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-type': 'application/xml',
    'content-length': String(body.length),
    server: 'tencent-ci',
    'x-cos-request-id': expect.stringMatching(/^[\w+/]+=*$/) as string,
  })
  const etag = (key: string): string => emulator.objects.get(key)?.etag.replaceAll('"', '&quot;') ?? 'no such object'
  const info =
    '<ImageInfo><Format>JPEG</Format><Width>64</Width><Height>48</Height><Quality>90</Quality><Ave>0x\\w{6}</Ave><Orientation>0</Orientation></ImageInfo>'
  const pattern = [
    `<UploadResult><OriginalInfo><Key>${original}</Key><Location>${HOST}/${original}</Location>`,
    `<ETag>${etag(original)}</ETag>${withInfo ? info : ''}</OriginalInfo>`,
    `<ProcessResults><Object><Key>${result}</Key><Location>${HOST}/${result}</Location><Format>png</Format>`,
    `<Width>64</Width><Height>48</Height><Size>${emulator.objects.get(result)?.bytes.length}</Size><Quality>100</Quality>`,
    `<ETag>${etag(result)}</ETag></Object></ProcessResults></UploadResult>`,
  ]
  expect(body.toString()).toMatch(new RegExp(`^${pattern.join('')}$`))
}

async function expectPng(key: string): Promise<void> {
  const object = emulator.objects.get(key)
  expect(object?.contentType).toBe('image/png')
  expect(await sharp(object?.bytes).metadata()).toMatchObject({ format: 'png', width: 64, height: 48 })
}
