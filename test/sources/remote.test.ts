import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { downloadPhoto } from '../../src/sources/remote.ts'

const servers: Server[] = []
afterEach(() => void servers.splice(0).map((server) => server.close().closeAllConnections()))

async function serve(respond: RequestListener): Promise<string> {
  const server = createServer(respond).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.jpg?sign=hush`
}

const patient = new AbortController().signal

describe('downloadPhoto', () => {
  it('follows redirects', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/b.jpg') response.end('photo')
      else response.writeHead(302, { location: '/b.jpg' }).end()
    })
    expect(Buffer.from(await downloadPhoto(url, patient)).toString()).toBe('photo')
  })

  it.each<[string, RequestListener, RegExp]>([
    ['a failure', (_, response) => void response.writeHead(404).end('no'), /the server answered 404/],
    ['a torn connection', (_, response) => void response.socket?.destroy(), /can't be downloaded: fetch failed/],
    [
      'an answer that ends too soon',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 })
        response.write('half', () => response.socket?.destroy())
      },
      /can't be downloaded: terminated/,
    ],
    [
      'an answer without end',
      (_, response) => {
        const more = (): void => void (response.writableEnded || response.write(Buffer.alloc(1 << 20), more))
        more()
      },
      /larger than 64 MB/,
    ],
  ])('tells of %s, without the query', async (_, respond, message) => {
    const error = await downloadPhoto(await serve(respond), patient).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'SOURCE_DOWNLOAD', message: expect.stringMatching(message) })
    expect(String(error)).not.toContain('hush')
  })

  it('stops when the build is given up', async () => {
    const url = await serve(() => {})
    const abort = new AbortController()
    const download = downloadPhoto(url, abort.signal)
    setTimeout(() => abort.abort(new Error('given up')), 20)
    await expect(download).rejects.toThrow('given up')
  })
})
