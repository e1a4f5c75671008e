import { createHash, createHmac } from 'node:crypto'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/core/hash.ts'
import {
  createBucket,
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
  return { expected, received: fields.get('q-signature') ?? undefined, signed }
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
