import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { expect, onTestFinished, test, vi } from 'vitest'
import { decodeDetectUrl } from '../../src/emulator/remote-photo.ts'
import type { CosEmulator } from '../../src/emulator.ts'
import { makePhoto, readCode, send, startEmulator, type RawAnswer } from './support.ts'

const PHOTO = await makePhoto(64, 48)
const PROCESS = { 'ci-process': 'GoodsMatting' }

test('a picture at an address is cut out, without an object key', async () => {
  const emulator = await startEmulator()
  const url = await serve((_request, response) => response.end(PHOTO))
  const answer = await cut(emulator, `${url}/shoe.jpg?size=l&x=%20`, { 'padding-layout': '3x4' })
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', server: 'tencent-ci' } })
  expect(await sharp(answer.body).metadata()).toMatchObject({ format: 'png', width: 70, height: 56 })
  expect(emulator.objects.size).toBe(0)
  const address = `${url}/shoe.jpg?size=l&x=%20`
  const rule = `ci-process=GoodsMatting&detect-url=${address}&padding-layout=3x4`
  expect(emulator.bills).toMatchObject([{ operation: 'GoodsMatting', key: address, rule, resultKey: undefined }])
})

test('an address is processed instead of the object', async () => {
  const emulator = await startEmulator()
  await send(emulator, { method: 'PUT', body: await makePhoto(100, 100) })
  const url = await serve((_request, response) => response.end(PHOTO))
  const query = { ...PROCESS, 'detect-url': url }
  expect(await sharp((await send(emulator, { query })).body).metadata()).toMatchObject({ width: 64 })
})

test.each([1, 2, 3])('an address that is encoded %d times', async (times) => {
  const emulator = await startEmulator()
  const url = await serve((request, response) => response.end(request.url === '/a%20b.jpg' ? PHOTO : 'no'))
  let encoded = `${url}/a%20b.jpg`
  for (let count = 0; count < times; count++) encoded = encodeURIComponent(encoded)
  const target = `/?ci-process=GoodsMatting&detect-url=${encoded}`
  const [, query = ''] = target.split('?')
  const parameters = Object.fromEntries(query.split('&').map((pair) => pair.split('=').map(decodeURIComponent)))
  expect(await send(emulator, { key: '', query: parameters as Record<string, string>, target })).toMatchObject({
    status: 200,
  })
})

test("decodes the page's own example", () => {
  const example = 'http%25253A%25252F%25252Fwww.example.com%25252Fabc.jpg'
  expect(decodeDetectUrl(decodeURIComponent(example))).toBe('http://www.example.com/abc.jpg')
})

test.each(['', 'shoe.jpg', 'ftp://127.0.0.1/a.jpg', 'file:///etc/hosts', '//127.0.0.1/a', 'http://', '%'])(
  'refuses the address "%s"',
  async (url) => {
    const answer = await cut(await startEmulator(), url)
    expect([answer.status, readCode(answer)]).toEqual([400, 'InvalidArgument'])
  },
)

test.each([
  'http://192.0.2.1/a.jpg',
  'http://shop.example/a.jpg',
  'http://127.evil.example/a.jpg',
  'http://0.0.0.0/a.jpg',
  'http://169.254.169.254/latest',
  'http://[::ffff:192.0.2.1]/a.jpg',
])('downloads nothing from %s', async (url) => {
  const answer = await cut(await startEmulator(), url)
  expect([answer.status, readCode(answer)]).toEqual([400, 'ResourceDownloadFailed'])
  expect(answer.text).toContain('from this machine only')
})

test('a redirect is followed on this machine, and not away from it', async () => {
  const emulator = await startEmulator()
  const url = await serve((request, response) => {
    const hop = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0)
    if (request.url === '/away') return response.writeHead(302, { location: 'http://192.0.2.1/a.jpg' }).end()
    if (hop === 0) return response.end(PHOTO)
    return response.writeHead(301, { location: `/hop/${hop - 1}` }).end()
  })
  expect(await cut(emulator, `${url}/hop/3`)).toMatchObject({ status: 200 })
  expect(readCode(await cut(emulator, `${url}/hop/4`))).toBe('ResourceDownloadFailed')
  expect(readCode(await cut(emulator, `${url}/away`))).toBe('ResourceDownloadFailed')
})

test.each<[string, RequestListener, string]>([
  ['404', (_request, response) => response.writeHead(404).end(), 'ResourceDownloadFailed'],
  ['a reset', (_request, response) => response.destroy(), 'ResourceDownloadFailed'],
  [
    'a body cut off',
    (_request, response) => response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy()),
    'ResourceDownloadFailed',
  ],
  ['too much', (_request, response) => response.end(Buffer.alloc(20 * 1024 * 1024 + 1)), 'ResourceDownloadFailed'],
  ['text', (_request, response) => response.end('no photo'), 'InvalidImageFormat'],
])('an address that answers with %s', async (_name, listener, code) => {
  const emulator = await startEmulator()
  const answer = await cut(emulator, await serve(listener))
  expect([answer.status, readCode(answer)]).toEqual([400, code])
  expect(emulator.bills).toHaveLength(0)
})

test('an address where nobody listens', async () => {
  const url = await serve((_request, response) => response.end())
  const answer = await cut(await startEmulator(), url.replace(/\d+$/, '1'))
  expect(readCode(answer)).toBe('ResourceDownloadFailed')
})

test('closing ends a download', async () => {
  const asked = vi.fn()
  const url = await serve(asked)
  const emulator = await startEmulator()
  const outcome = expect(cut(emulator, url)).rejects.toMatchObject({ code: 'ECONNRESET' })
  await vi.waitUntil(() => asked.mock.calls.length === 1)
  await emulator.close()
  await outcome
})

function cut(emulator: CosEmulator, url: string, layout: Record<string, string> = {}): Promise<RawAnswer> {
  return send(emulator, { key: '', query: { ...PROCESS, 'detect-url': url, ...layout } })
}

/** Serves pictures on this machine for one test. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
