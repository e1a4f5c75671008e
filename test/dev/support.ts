import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'
import type { Asset } from '../../src/core/asset.ts'
import type { Sitting } from '../../src/core/follower.ts'
import { parseRequest } from '../../src/core/request.ts'
import type { Middleware } from '../../src/dev/respond.ts'

/** A picture that was made; its bytes are text. */
export function describeAsset(changes: Partial<Asset> = {}): Asset {
  const bytes = Buffer.from('the picture')
  return {
    ...{ name: 'shoe.png', key: 'k'.repeat(64), sha256: 'a'.repeat(64), width: 640, height: 480, bytes: 12_345 },
    ...{ format: 'png', type: 'image/png', hasAlpha: true, box: { x: 0, y: 0, width: 1, height: 1 }, told: undefined },
    ...{ url: undefined, engine: 'counting', cached: false, paid: false, ms: 2345, confidence: 0.97, doubt: undefined },
    read: async () => bytes,
    place: async () => '/nowhere',
    ...changes,
  }
}

export interface SittingSetting {
  specifier?: string
  importer?: string
  photo?: string
  make?: () => Promise<Asset>
}

/** A picture that is asked for. */
export function describeSitting(setting: SittingSetting = {}): Sitting {
  const { specifier = './shoe.jpg?matting', importer = 'src/main.js', photo = '/shop/src/shoe.jpg' } = setting
  const { make = async () => describeAsset() } = setting
  const request = parseRequest(specifier, importer, { presets: {}, defaults: '', rules: {} })
  return { request, photo, fingerprint: specifier.slice(specifier.indexOf('?')), make }
}

/** Serves a middleware; what it hands on is answered with 418. CORS headers are set before it, as Vite does. */
export async function serveMiddleware(
  middleware: Middleware,
): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    void middleware(request, response, () => response.writeHead(418).end())
  }
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return (path, init) => fetch(origin + path, { redirect: 'manual', ...init })
}
