import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PLAIN_LAYOUT } from '../../../src/directives/layout.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import { failAt, failUpload, send } from './failing.ts'
import { closeServer, createEngine, listen, renderError, type Responder, startServer } from './setting.ts'

describe('the network fails', () => {
  it('reset', async () => {
    const { error } = await failUpload((_, __, incoming) => incoming.socket.destroy())
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
    const { error } = await failUpload((_, __, incoming) => void incoming.socket.end('SSH-2.0-OpenSSH\r\n'))
    expect(error.code).toBe('COS_UNAVAILABLE')
  })

  it('an answer cut off', async () => {
    const { error } = await failUpload((response) => {
      response.writeHead(200, { 'Content-Length': 500 }).write('<UploadResult>')
      setTimeout(() => response.destroy(), 5)
    })
    expect(error.code).toBe('COS_UNAVAILABLE')
  })

  it('a chunked answer cut off', async () => {
    const { error } = await failUpload((response) => {
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
    const { error } = await failUpload(respond, { timeout: 120 })
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
