import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { deriveProxy } from './proxy.ts'

/** One request, signed and complete. */
export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** Absolute path and query, percent-encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | undefined
  /** Bytes of a successful answer above which it is given up. */
  readonly maxBytes: number
  /** Called when the last byte has left this process, so that the service can be at work. */
  readonly onSent?: (() => void) | undefined
}

/** A whole answer. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

/** Sends requests to one origin. */
export interface Transport {
  /** One request on the wire, never two; rejects with the network's own error. Redirects are answers. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>
  /** Ends kept connections. */
  close(): void
}

/** Bytes of an answer that tells a failure. */
const MAX_FAILURE_BYTES = 1024 * 1024

/**
 * Node's own client with connections kept alive.
 *
 * cos-nodejs-sdk-v5 (3.0.0) signs for us, and could send too, but its transport can't be made safe from outside:
 * an error answer cut off inside `<?xml`, a comment, CDATA or a tag throws in an event handler, which ends the process
 * even with `RawBody`, since that holds for 2xx only; it repeats a request up to 4 times at once, each perhaps billed;
 * it knows no deadline but idleness, and an upload it is told to cancel never settles.
 */
export function createTransport(endpoint: URL): Transport {
  const { Agent, request: open } = endpoint.protocol === 'http:' ? http : https
  // Without the brackets of an IPv6 address.
  const hostname = endpoint.hostname.replace(/^\[(.*)\]$/, '$1')
  const agent = new Agent({ keepAlive: true, ...deriveProxy(endpoint, process.env) })
  // The certificate is that of the endpoint, whatever `Host` says.
  const servername = isIP(hostname) === 0 ? hostname : ''
  const origin = { agent, hostname, port: endpoint.port, servername }
  return {
    send: ({ method, path, headers, body, maxBytes, onSent }, signal) =>
      new Promise((resolve, reject) => {
        const outgoing = open({ ...origin, method, path, headers, signal }, (incoming) => {
          const status = incoming.statusCode ?? 0
          readBody(incoming, status < 300 ? maxBytes : Math.min(maxBytes, MAX_FAILURE_BYTES))
            .then((read) => resolve({ status, headers: incoming.headers, body: read }))
            .catch(reject)
            .finally(() => abandon(outgoing))
        })
        outgoing.on('error', reject)
        if (onSent !== undefined) outgoing.on('finish', onSent)
        outgoing.end(body)
      }),
    close: () => agent.destroy(),
  }
}

async function readBody(incoming: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  // A body that ends where the connection does may be half of one; COS always says how long it is.
  const isFramed = 'content-length' in incoming.headers || 'transfer-encoding' in incoming.headers
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  if (length > 0 && !isFramed) throw new Error('the answer has no length, so it may be cut off')
  return Buffer.concat(chunks, length)
}

/** A refusal may come before the upload is through; the rest of it would keep the connection, and the process. */
function abandon(outgoing: http.ClientRequest): void {
  if (!outgoing.writableFinished) outgoing.destroy()
}
