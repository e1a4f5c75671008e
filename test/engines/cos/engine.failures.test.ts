import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { inspect } from 'node:util'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isMattingError, type MattingError } from '../../../src/core/errors.ts'
import { PLAIN_LAYOUT } from '../../../src/directives/layout.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import {
  answer,
  closeServer,
  createEngine,
  cutPlain,
  listen,
  type RawServer,
  renderError,
  type Responder,
  SECRET_ID,
  SECRET_KEY,
  SESSION_TOKEN,
  startServer,
} from './setting.ts'

/** The server of the test that runs. */
let server: RawServer | undefined

/** The error of a cut whose upload is answered by `respond`; the bucket has nothing. */
async function failUpload(
  respond: Responder,
  options: { timeout?: number; retries?: number } = {},
): Promise<MattingError> {
  server = await startServer((response, request, incoming) => {
    if (request.method === 'PUT') respond(response, request, incoming)
    else answer(response, 404, renderError('NoSuchKey', 'None.'))
  })
  return failAt(server.url, { retries: 0, ...options })
}

async function failAt(url: string, options: { timeout?: number; retries?: number } = {}): Promise<MattingError> {
  const engine = createEngine(url, options)
  const error: unknown = await cutPlain(engine).then(
    () => new Error('It succeeded.'),
    (reason: unknown) => reason,
  )
  await engine.close?.()
  if (!isMattingError(error)) throw error
  expectNoSecrets(error)
  return error
}

/** Everything a logger could print of an error: all its properties, its causes, hidden ones included. */
function expectNoSecrets(error: MattingError): void {
  const shown = [
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    error.stack,
    String(error),
  ].join('\n')
  for (const secret of [SECRET_ID, SECRET_KEY, SESSION_TOKEN]) expect(shown).not.toContain(secret)
  expect(shown).not.toMatch(/q-signature=(?!\*\*\*)/)
}

const send =
  (status: number, body: string | Buffer): Responder =>
  (response) =>
    answer(response, status, body)

describe('the service refuses', () => {
  it.each<[number, string, string, RegExp]>([
    [403, 'SignatureDoesNotMatch', 'COS_CREDENTIALS', /TENCENTCLOUD_SECRET_KEY/],
    [403, 'InvalidAccessKeyId', 'COS_CREDENTIALS', /TENCENTCLOUD_SECRET_ID/],
    [403, 'AccessDenied', 'COS_DENIED', /cos:PutObject and ci:CreateGoodsMattingJob/],
    [403, 'ExpiredToken', 'COS_CREDENTIALS', /getAuthorization/],
    [403, 'ResourceAccessDenied', 'COS_DENIED', /cos:PutObject and ci:CreateGoodsMattingJob/],
    [400, 'CIRoleNotExist', 'COS_NOT_ENABLED', /console/],
    [404, 'NoSuchBucket', 'COS_NOT_FOUND', /cos\.bucket.*cos\.region/],
    [400, 'AIBucketUnBinded', 'COS_NOT_ENABLED', /enable/],
    [400, 'ImageTooLarge', 'COS_REJECTED', /32 pixels/],
    [400, 'InvalidArgument', 'COS_REJECTED', /request id/],
    [429, 'WhateverItIsCalled', 'COS_THROTTLED', /cos\.qps/],
    [503, 'SlowDown', 'COS_THROTTLED', /cos\.qps/],
    [500, 'InternalError', 'COS_UNAVAILABLE', /later/],
    [200, 'AIBucketUnBinded', 'COS_NOT_ENABLED', /enable/],
    [200, 'NeverHeardOf', 'COS_REJECTED', /request id/],
  ])('%d %s is %s, with a fix', async (status, serviceCode, code, fix) => {
    const error = await failUpload(send(status, renderError(serviceCode, 'Sorry for that.')))
    expect(error).toMatchObject({ code, serviceCode, requestId: 'REQUEST-ID-1' })
    expect(error.fix).toMatch(fix)
    expect(error.message).toContain(': Sorry for that. (service code')
    expect(error.message).toContain('REQUEST-ID-1')
    expect(error.message).toMatch(/PUT matting\/src\/[\da-f]{64}\.jpg/)
    expect(server?.count('PUT')).toBe(1)
  })

  it('tells a clock that stays wrong, after one more try', async () => {
    const error = await failUpload(send(403, renderError('RequestTimeTooSkewed', 'No.')))
    expect(error).toMatchObject({ code: 'COS_DENIED', fix: expect.stringContaining('clock') })
    expect(server?.count('PUT')).toBe(2)
  })

  it('tells an expired signature from missing rights', async () => {
    const error = await failUpload(send(403, renderError('AccessDenied', 'Request has expired')))
    expect(error.fix).toMatch(/clock/)
  })

  it.each<[number, string, string]>([
    [308, '', 'COS_REJECTED'],
    [308, renderError('ServiceUnavailable', 'Elsewhere.'), 'COS_REJECTED'],
    [501, renderError('NotImplemented', 'No such rule.'), 'COS_REJECTED'],
    [301, '<html>', 'COS_REJECTED'],
    [400, '<Error><Code>Acc', 'COS_REJECTED'],
    [401, '', 'COS_DENIED'],
    [403, 'forbidden', 'COS_DENIED'],
    [404, '<html><br></html>', 'COS_NOT_FOUND'],
    [408, '', 'COS_TIMEOUT'],
    [429, '{"error":"slow"}', 'COS_THROTTLED'],
    [500, '</x></y>', 'COS_UNAVAILABLE'],
    [502, '<!DOCTYPE html><html>', 'COS_UNAVAILABLE'],
    // What ends the process when cos-nodejs-sdk-v5 3.0.0 reads it.
    [500, '<?xml', 'COS_UNAVAILABLE'],
    [500, '<!--', 'COS_UNAVAILABLE'],
    [503, '<![CDATA[', 'COS_UNAVAILABLE'],
    [503, '<!DOCTYPE x [<!ENTITY', 'COS_UNAVAILABLE'],
    [400, '<a b="', 'COS_REJECTED'],
  ])('%d with body %j is %s', async (status, body, code) => {
    expect(await failUpload(send(status, body))).toMatchObject({ code, requestId: 'REQUEST-ID-1' })
  })

  it('names https where http is redirected', async () => {
    expect(await failUpload(send(308, ''))).toMatchObject({ fix: expect.stringContaining('https://') })
  })

  it('follows no redirect', async () => {
    await failUpload((response) => {
      response.writeHead(307, { Location: '/elsewhere', 'Content-Length': 0 }).end()
    })
    expect(server?.requests.map(({ url }) => url)).not.toContain('/elsewhere')
  })
})

describe('the service answers oddly', () => {
  it.each<[string, string | Buffer]>([
    ['text', 'hello'],
    ['nothing', ''],
    ['HTML', '<html><body><br></body></html>'],
    ['malformed XML', '<a></b></c>'],
    ['cut-off XML', '<UploadResult><ProcessResults><Object>'],
    ['a cut-off error', '<Error><Code>AccessDen'],
    ['JSON', '{"UploadResult":{}}'],
    ['bytes', Buffer.from([0, 255, 254, 1, 60, 62])],
    ['no results', '<UploadResult/>'],
    [
      'another result',
      '<UploadResult><ProcessResults><Object><Key>x.png</Key></Object></ProcessResults></UploadResult>',
    ],
  ])('200 with %s is COS_RESPONSE, and asked once', async (_, body) => {
    const error = await failUpload(send(200, body), { retries: 2 })
    expect(error).toMatchObject({ code: 'COS_RESPONSE', requestId: 'REQUEST-ID-1' })
    expect(server?.count('PUT')).toBe(1)
  })

  it('gives up an endless answer', async () => {
    const error = await failUpload((response) => {
      response.writeHead(200)
      const chunk = Buffer.alloc(64 * 1024, 32)
      const pour = (): void => {
        while (response.writable && response.write(chunk)) continue
        if (response.writable) response.once('drain', pour)
      }
      pour()
    })
    expect(error).toMatchObject({ code: 'COS_UNAVAILABLE', message: expect.stringContaining('larger than') })
  })
})

describe('the network fails', () => {
  it('reset', async () => {
    const error = await failUpload((_, __, incoming) => incoming.socket.destroy())
    expect(error).toMatchObject({ code: 'COS_UNAVAILABLE', cause: { code: 'ECONNRESET' } })
  })

  it('refused', async () => {
    const closed = createServer()
    const port = await listen(closed)
    await closeServer(closed)
    const error = await failAt(`http://127.0.0.1:${port}`)
    expect(error).toMatchObject({ code: 'COS_UNAVAILABLE', cause: { code: 'ECONNREFUSED' } })
    expect(error.message).toContain('Given up after 3 tries.')
    expect(error.fix).toContain('cos.endpoint')
  })

  it('a name that nobody knows', async () => {
    // Too long for a name: no server is asked.
    const error = await failAt(`https://${'a'.repeat(64)}.example.com`)
    expect(error).toMatchObject({ code: 'COS_UNAVAILABLE', cause: { code: 'ENOTFOUND' } })
    expect(error.fix).toContain('cos.bucket')
  })

  it('a certificate that is not trusted, which is not asked again', async () => {
    const folder = join(import.meta.dirname, 'fixtures')
    const key = await readFile(join(folder, 'self-signed.key.pem'))
    const cert = await readFile(join(folder, 'self-signed.cert.pem'))
    const secure = createSecureServer({ key, cert })
    const port = await listen(secure)
    onTestFinished(() => closeServer(secure))
    const error = await failAt(`https://localhost:${port}`)
    expect(error).toMatchObject({ code: 'COS_UNAVAILABLE', cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
    expect(error.fix).toContain('NODE_EXTRA_CA_CERTS')
    expect(error.message).not.toContain('tries')
  })

  it('http where https is spoken', async () => {
    const error = await failAt(`https://127.0.0.1:${(await startServer(send(200, ''))).url.split(':').pop()}`)
    expect(error.code).toBe('COS_UNAVAILABLE')
    expect(error.message).not.toContain('tries')
  })

  it('no HTTP', async () => {
    const error = await failUpload((_, __, incoming) => void incoming.socket.end('SSH-2.0-OpenSSH\r\n'))
    expect(error.code).toBe('COS_UNAVAILABLE')
  })

  it('an answer cut off', async () => {
    const error = await failUpload((response) => {
      response.writeHead(200, { 'Content-Length': 500 }).write('<UploadResult>')
      setTimeout(() => response.destroy(), 5)
    })
    expect(error.code).toBe('COS_UNAVAILABLE')
  })

  it('a chunked answer cut off', async () => {
    const error = await failUpload((response) => {
      response.writeHead(200).write('<UploadResult>')
      setTimeout(() => response.destroy(), 5)
    })
    expect(error.code).toBe('COS_UNAVAILABLE')
  })

  it('a refusal before the upload is read, the rest of which is not sent', async () => {
    const early = await startEarlyServer()
    const photo = await readPhoto(await makeNoise(), 'noise.png')
    const engine = createEngine(early.url, { retries: 0 })
    const cut = engine.cut(photo, PLAIN_LAYOUT, { signal: new AbortController().signal })
    await expect(cut).rejects.toMatchObject({ code: 'COS_DENIED' })
    expect(await early.readRest()).toBeLessThan(photo.bytes.length)
  })
})

/** A server that refuses an upload at its first bytes and reads on only when told to; then it counts them all. */
async function startEarlyServer(): Promise<{ url: string; readRest: () => Promise<number> }> {
  let upload: Socket | undefined
  let received = 0
  const early = createTcpServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      received += bytes.length
      if (upload !== undefined) return
      const isUpload = bytes.toString('latin1', 0, 3) === 'PUT'
      const body = renderError(isUpload ? 'AccessDenied' : 'NoSuchKey', 'No.')
      socket.write(`HTTP/1.1 ${isUpload ? 403 : 404} No\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
      if (isUpload) upload = socket.pause()
    })
  })
  const port = await listen(early)
  onTestFinished(() => void early.close())
  const readRest = async (): Promise<number> => {
    const ended = new Promise((resolve) => upload?.once('close', resolve))
    upload?.resume()
    await ended
    return received
  }
  return { url: `http://127.0.0.1:${port}`, readRest }
}

/** Some megabytes: more than the buffers between two sockets hold. */
function makeNoise(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  return sharp({ create: { width: 1300, height: 1300, channels: 3, background: 'white', noise } })
    .png()
    .toBuffer()
}

describe('the deadline holds for a whole attempt', () => {
  it.each<[string, Responder]>([
    ['a hang', () => undefined],
    ['headers and then silence', (response) => void response.writeHead(200, { 'Content-Length': 10 }).flushHeaders()],
    [
      'an answer that drips for ever',
      (response) => {
        response.writeHead(200)
        const drip = setInterval(() => response.write(' '), 10)
        response.on('close', () => clearInterval(drip))
      },
    ],
  ])('%s', async (_, respond) => {
    const error = await failUpload(respond, { timeout: 120 })
    expect(error).toMatchObject({ code: 'COS_TIMEOUT', message: expect.stringContaining('within 120 ms') })
    expect(error.fix).toContain('cos.timeout')
  })

  it('closes the connection of an attempt it gave up', async () => {
    let closed: Promise<void> | undefined
    await failUpload(
      (_, __, incoming) => {
        closed = new Promise((resolve) => void incoming.socket.once('close', () => resolve()))
      },
      { timeout: 600 },
    )
    // The test's own time limit is what fails here: nothing else ends this socket.
    expect(closed).toBeDefined()
    await closed
  })
})

describe('secrets', () => {
  it('are struck out of what the service says', async () => {
    const echo = `key ${SECRET_ID}, token ${SESSION_TOKEN}, q-signature=abcdef0123456789, Authorization: q-ak=x\u001b[31m`
    const error = await failUpload(send(403, renderError('AccessDenied', echo.replace('\u001b', '&#9;'))))
    expect(error.message).toContain('***')
    expect(error.message).not.toContain('abcdef0123456789')
  })

  it('are struck out of code and request id', async () => {
    const error = await failUpload((response) => {
      response.writeHead(400, { 'x-cos-request-id': SECRET_ID }).end(renderError(SECRET_KEY, 'x'))
    })
    expect(error).toMatchObject({ serviceCode: '***', requestId: '***' })
  })

  it('of a failed connection carry no packets', async () => {
    const error = await failUpload(
      (_, request, incoming) => void incoming.socket.end(`${String(request.headers.authorization)}\r\n\r\n`),
    )
    expect(Object.keys(error.cause as Error)).toEqual(['code'])
  })
})
