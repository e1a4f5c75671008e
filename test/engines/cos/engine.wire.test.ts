import { createHash, createHmac } from 'node:crypto'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/core/hash.ts'
import type { CosMethod } from '../../../src/engines/cos/options.ts'
import {
  createBucket,
  createContext,
  createService,
  matting,
  createEngine,
  cutPlain,
  HOST,
  makePhoto,
  makePng,
  SECRET_ID,
  SECRET_KEY,
  type SeenRequest,
  SESSION_TOKEN,
  startServer,
} from './setting.ts'

/** The signature of a request, from its own header list (signature v5, written here anew). */
function sign({ method, url, headers }: SeenRequest): {
  expected: string
  received: string | undefined
  signed: string[]
  names: string
} {
  const fields = new URLSearchParams(String(headers.authorization).replaceAll('+', '%2B'))
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  const signed = fields.get('q-header-list')?.split(';') ?? []
  const { pathname, searchParams } = new URL(url, 'http://bucket')
  const names = fields.get('q-url-param-list')?.split(';').filter(Boolean) ?? []
  const parameters = names.map((name) => `${encode(name)}=${encode(searchParams.get(name) ?? '')}`).join('&')
  const list = signed.map((name) => `${encode(name)}=${encode(String(headers[name]))}`).join('&')
  const hmac = (key: string, text: string): string => createHmac('sha1', key).update(text).digest('hex')
  const text = `${method.toLowerCase()}\n${decodeURIComponent(pathname)}\n${parameters}\n${list}\n`
  const digest = createHash('sha1').update(text).digest('hex')
  const key = hmac(SECRET_KEY, fields.get('q-key-time') ?? '')
  const expected = hmac(key, `sha1\n${fields.get('q-sign-time')}\n${digest}\n`)
  return { expected, received: fields.get('q-signature') ?? undefined, signed, names: names.join(';') }
}

describe('what goes over the wire', () => {
  it('looks for the result, uploads once with the rule, and fetches the result', async () => {
    const result = await makePng()
    const server = await startServer(createBucket(result).respond)
    const engine = createEngine(server.url)
    const photo = await makePhoto('Schöner Schuh 鞋.jpg')
    const layout = { center: true, padding: { dx: 20, dy: 10 } }
    const { png, paid } = await engine.cut(photo, layout, { signal: new AbortController().signal })
    await engine.close?.()

    expect(Buffer.from(png).equals(result)).toBe(true)
    expect(paid).toBe(true)
    const [look, put, fetch] = server.requests
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET'])
    const rule = 'ci-process=GoodsMatting&center-layout=1&padding-layout=20x10'
    const key = `/matting/out/${sha256(['cos', '1', photo.sha256, rule].join('\n'))}.png`
    expect([look?.url, fetch?.url]).toEqual([key, key])
    expect(put?.url).toBe(`/matting/src/${photo.sha256}.jpg`)
    expect(put?.headers['pic-operations']).toBe(`{"is_pic_info":1,"rules":[{"fileid":"${key}","rule":"${rule}"}]}`)
    expect(put?.headers).toMatchObject({
      host: HOST,
      'content-type': 'image/jpeg',
      'content-length': String(photo.bytes.length),
    })
    expect(put?.body.equals(photo.bytes)).toBe(true)
  })

  it('sends nothing but ASCII, and each header once', async () => {
    const server = await startServer(createBucket(await makePng()).respond)
    await cutPlain(createEngine(server.url))
    for (const { rawHeaders, url } of server.requests) {
      expect(`${url}${rawHeaders.join('')}`).toMatch(/^[\x20-\x7e]+$/)
      const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
      expect(new Set(names).size).toBe(names.length)
    }
  })

  it('signs host, length, type and operations, and sends the token beside', async () => {
    const server = await startServer(createBucket(await makePng()).respond)
    await cutPlain(createEngine(server.url))
    for (const request of server.requests) {
      const { expected, received, signed } = sign(request)
      expect(received).toBe(expected)
      expect(request.headers.authorization).toContain(`q-ak=${SECRET_ID}&`)
      expect(request.headers['x-cos-security-token']).toBe(SESSION_TOKEN)
      const body = ['content-length', 'content-md5', 'content-type', 'host', 'pic-operations']
      expect(signed).toEqual(request.method === 'PUT' ? body : ['host'])
    }
  })

  it.each<[CosMethod, string, string]>([
    ['cloud', 'POST', 'image_process'],
    ['download', 'GET', 'center-layout;ci-process;padding-layout'],
  ])('signs the parameters of method %s', async (method, verb, names) => {
    const server = await startServer(createBucket(await makePng()).respond)
    // What comes of it is another matter: this server cuts nothing on download.
    const service = createService(server.url, { method })
    await Promise.allSettled(service.run(await makePhoto(), [matting(20, true)], createContext()))
    const request = server.requests.find(({ method: seen, url }) => seen === verb && url.includes('?'))
    if (request === undefined) throw new Error('There was no such request.')
    const { expected, received, names: signed } = sign(request)
    expect(received).toBe(expected)
    expect(signed).toBe(names)
  })

  it('encodes the address of a remote photo once', async () => {
    const server = await startServer(createBucket(await makePng()).respond)
    const url = 'https://img.example.com/a b/%C3%A9.jpg?x=1&y=(2)'
    const service = createService(server.url)
    await Promise.allSettled(service.run({ url, sha256: sha256(url), name: 'a' }, [matting()], createContext()))
    const request = server.requests.find(({ url: path }) => path.includes('detect-url'))
    expect(request?.url).toBe(
      '/?ci-process=GoodsMatting&detect-url=https%3A%2F%2Fimg.example.com%2Fa%20b%2F%25C3%25A9.jpg%3Fx%3D1%26y%3D%282%29',
    )
    if (request !== undefined) expect(sign(request)).toMatchObject({ received: sign(request).expected })
  })

  it('sends no token for permanent keys, and the secret key never', async () => {
    const server = await startServer(createBucket(await makePng()).respond)
    await cutPlain(createEngine(server.url, { sessionToken: undefined }))
    expect(server.requests).toHaveLength(3)
    for (const request of server.requests) {
      expect(request.headers).not.toHaveProperty('x-cos-security-token')
      expect(JSON.stringify(request)).not.toContain(SECRET_KEY)
    }
  })

  it('keeps to the prefix', async () => {
    const server = await startServer(createBucket(await makePng()).respond)
    await cutPlain(createEngine(server.url, { prefix: 'shop/v2/' }))
    for (const { url } of server.requests) expect(url).toMatch(/^\/shop\/v2\/(src|out)\//)
  })

  it('asks an https endpoint for its own certificate, not for the one of the bucket', async () => {
    const hello = await new Promise<string>((resolve) => {
      const listener = createTcpServer((socket) => {
        socket.on('error', () => undefined)
        socket.once('data', (bytes) => {
          resolve(bytes.toString('latin1'))
          socket.destroy()
          listener.close()
        })
      })
      listener.listen(0, '127.0.0.1', () => {
        const { port } = listener.address() as AddressInfo
        void cutPlain(createEngine(`https://localhost:${port}`, { retries: 0 })).catch(() => undefined)
      })
    })
    expect(hello).toContain('localhost')
    expect(hello).not.toContain('myqcloud')
  })
})
