import { describe, expect, it } from 'vitest'
import { PLAIN_LAYOUT } from '../../../src/directives/layout.ts'
import {
  answer,
  createBucket,
  createEngine,
  createFastClock,
  cutPlain,
  type FakeBucket,
  makeJpeg,
  makePhoto,
  makePng,
  type RawServer,
  renderError,
  renderUploadResult,
  type Responder,
  startServer,
} from './setting.ts'

/** How an upload goes wrong; the bucket is there for those that go wrong after the work is done. */
type Mishap = (bucket: FakeBucket) => Responder

/** A bucket in which the n-th upload goes as `mishaps[n]` says, and well where that says nothing. */
async function startBucket(mishaps: Mishap[]): Promise<FakeBucket & { server: RawServer }> {
  const bucket = createBucket(await makePng())
  let puts = 0
  const started = await startServer((response, request, incoming) => {
    const mishap = request.method === 'PUT' ? mishaps[puts++] : undefined
    if (mishap === undefined) bucket.respond(response, request, incoming)
    else mishap(bucket)(response, request, incoming)
  })
  return { ...bucket, server: started }
}

const reset: Responder = (_, __, incoming) => incoming.socket.destroy()
const hang: Responder = () => undefined
const refuse =
  (status: number, code: string): Responder =>
  (response) =>
    answer(response, status, renderError(code, 'Sorry.'))

describe('a result is paid for once', () => {
  it('is taken from the bucket, unpaid, by the next machine', async () => {
    const { server, bills } = await startBucket([])
    expect(await cutPlain(createEngine(server.url))).toMatchObject({ paid: true })
    expect(await cutPlain(createEngine(server.url))).toMatchObject({ paid: false })
    expect(bills).toHaveLength(1)
    expect(server.count('PUT')).toBe(1)
  })

  it('is found by the photo, whatever the photo is called', async () => {
    const { server, bills } = await startBucket([])
    const engine = createEngine(server.url)
    const { signal } = new AbortController()
    await engine.cut(await makePhoto('a.jpg'), PLAIN_LAYOUT, { signal })
    await engine.cut(await makePhoto('b.jpeg'), PLAIN_LAYOUT, { signal })
    expect(bills).toHaveLength(1)
  })

  it.each<[string, Mishap, number]>([
    [
      'the connection is reset',
      (bucket) => (response, request, incoming) => {
        bucket.process(request)
        reset(response, request, incoming)
      },
      5000,
    ],
    ['the answer never comes', (bucket) => (_, request) => void bucket.process(request), 600],
    [
      'the answer is cut off',
      (bucket) => (response, request) => {
        response.writeHead(200, { 'Content-Length': 1000 }).write(bucket.process(request).slice(0, 40))
        setTimeout(() => response.destroy(), 5)
      },
      5000,
    ],
    [
      'a gateway answers 502',
      (bucket) => (response, request) => {
        bucket.process(request)
        answer(response, 502, '<html>')
      },
      5000,
    ],
    [
      'the answer is no XML',
      (bucket) => (response, request) => {
        bucket.process(request)
        answer(response, 200, 'ok')
      },
      5000,
    ],
    [
      'the answer is empty',
      (bucket) => (response, request) => {
        bucket.process(request)
        answer(response, 200, '')
      },
      5000,
    ],
    [
      'the answer has status 203',
      (bucket) => (response, request) => answer(response, 203, bucket.process(request)),
      5000,
    ],
    [
      'the answer forgets our object',
      (bucket) => (response, request) => {
        bucket.process(request)
        answer(response, 200, renderUploadResult([]))
      },
      5000,
    ],
  ])('is used, not bought again, when it was made but %s', async (_, mishap, timeout) => {
    const { server, bills } = await startBucket([mishap])
    const { png, paid } = await cutPlain(createEngine(server.url, { timeout }))
    expect(png.length).toBeGreaterThan(0)
    expect(paid).toBe(true)
    expect(bills).toHaveLength(1)
    expect(server.count('PUT')).toBe(1)
  })

  it.each<[string, Responder]>([
    ['a reset', reset],
    ['a hang', hang],
    ['500', refuse(500, 'InternalError')],
    ['503', refuse(503, 'ServiceUnavailable')],
    ['429', refuse(429, 'SlowDown')],
    ['408', refuse(408, 'RequestTimeout')],
    ['200 with a passing error', refuse(200, 'InternalError')],
  ])('is asked for again after %s, and looked for before that', async (_, mishap) => {
    const { server, bills } = await startBucket([() => mishap, () => mishap])
    const clock = createFastClock()
    await cutPlain(createEngine(server.url, { timeout: mishap === hang ? 600 : 5000 }, clock))
    const methods = server.requests.map(({ method }) => method).join(' ')
    expect(methods).toMatch(/^GET PUT( GET)+ PUT( GET)+ PUT GET$/)
    expect(bills).toHaveLength(1)
    expect(clock.waits.length).toBeGreaterThanOrEqual(2)
  })

  it('pays nothing while the bucket can not be asked', async () => {
    const server = await startServer((response, request) => {
      if (request.method === 'GET') answer(response, 503, '')
      else answer(response, 200, renderUploadResult(['x']))
    })
    await expect(cutPlain(createEngine(server.url))).rejects.toMatchObject({ code: 'COS_UNAVAILABLE' })
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
  })

  it.each<[string, number, string]>([
    ['a 404 of something else', 404, '<html>not here</html>'],
    ['a redirect', 308, ''],
    ['an error with status 200', 200, renderError('AccessDenied', 'No.')],
    ['403', 403, renderError('AccessDenied', 'No.')],
  ])('pays nothing when the bucket answers %s', async (_, status, body) => {
    const server = await startServer((response) => answer(response, status, body))
    await expect(cutPlain(createEngine(server.url))).rejects.toMatchObject({ name: 'MattingError' })
    expect(server.requests.map(({ method }) => method)).toEqual(['GET'])
  })

  it('makes a damaged object anew', async () => {
    const { server, objects, bills } = await startBucket([])
    const engine = createEngine(server.url)
    await cutPlain(engine)
    for (const [key, object] of objects) objects.set(key, object.subarray(0, 50))
    expect(await cutPlain(engine)).toMatchObject({ paid: true })
    expect(bills).toHaveLength(2)
    expect(await cutPlain(engine)).toMatchObject({ paid: false })
  })

  it('does not buy again what was cut off on its way', async () => {
    const result = await makePng()
    const bucket = createBucket(result)
    let gets = 0
    const server = await startServer((response, request, incoming) => {
      if (request.method === 'GET' && ++gets === 2) {
        // No length, and closed in the middle: only the file itself could tell.
        incoming.socket.end(
          Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'), result.subarray(0, 60)]),
        )
        return
      }
      bucket.respond(response, request, incoming)
    })
    expect(await cutPlain(createEngine(server.url))).toMatchObject({ paid: true })
    expect(bucket.bills).toHaveLength(1)
  })

  it.each<[string, () => Promise<Buffer>]>([
    ['the photo itself', makeJpeg],
    ['an empty file', async () => Buffer.alloc(0)],
    ['half a PNG', async () => (await makePng()).subarray(0, 60)],
    ['text', async () => Buffer.from('hello')],
  ])('refuses %s as a result, without another try', async (_, make) => {
    const bucket = createBucket(await make())
    const server = await startServer(bucket.respond)
    await expect(cutPlain(createEngine(server.url))).rejects.toMatchObject({ code: 'ENGINE_RESULT' })
    expect(bucket.bills).toHaveLength(1)
  })

  it('refuses a PNG that comes back as it was sent, and makes it anew when it is found', async () => {
    const original = await makePng()
    const bucket = createBucket(original)
    const server = await startServer(bucket.respond)
    const { readPhoto } = await import('../../../src/raster/photo.ts')
    const photo = await readPhoto(original, 'a.png')
    for (const engine of [createEngine(server.url), createEngine(server.url)]) {
      const cut = engine.cut(photo, PLAIN_LAYOUT, { signal: new AbortController().signal })
      await expect(cut).rejects.toMatchObject({ code: 'ENGINE_RESULT', message: expect.stringContaining('unchanged') })
    }
    expect(bucket.bills).toHaveLength(2)
  })

  it('fails when the service tells of a result and has none', async () => {
    const server = await startServer((response, request) => {
      if (request.method === 'GET') return void answer(response, 404, renderError('NoSuchKey', 'None.'))
      const { rules } = JSON.parse(String(request.headers['pic-operations'])) as { rules: { fileid: string }[] }
      answer(response, 200, renderUploadResult(rules.map(({ fileid }) => fileid)))
    })
    await expect(cutPlain(createEngine(server.url))).rejects.toMatchObject({ code: 'ENGINE_RESULT' })
    expect(server.count('PUT')).toBe(1)
  })
})

describe('limits come before money', () => {
  it.each<[string, number, number, number]>([
    ['a tiny photo', 31, 100, 0],
    ['too much padding', 48, 48, 1001],
  ])('%s is refused before anything is sent', async (_, width, height, padding) => {
    const { server } = await startBucket([])
    const { readPhoto } = await import('../../../src/raster/photo.ts')
    const photo = await readPhoto(await makeJpeg(width, height), 'a.jpg')
    const layout = { center: false, padding: { dx: padding, dy: 0 } }
    const cut = createEngine(server.url).cut(photo, layout, { signal: new AbortController().signal })
    await expect(cut).rejects.toMatchObject({ code: 'SOURCE_LIMIT' })
    expect(server.requests).toHaveLength(0)
  })
})
