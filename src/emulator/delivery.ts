import { pipeline, Readable } from 'node:stream'
import type { ServerResponse } from 'node:http'
import type { CosAnswer } from './call.ts'

/** What an endless body goes on with: white space, which is harmless wherever the answer is text. */
const FILLER: Buffer = /* #__PURE__ */ Buffer.alloc(64 * 1024, ' ')

/** Sends an answer the way its `delivery` says. */
export function deliverAnswer(response: ServerResponse, answer: CosAnswer): void {
  const { delivery, body } = answer
  if (delivery.kind === 'hang') return
  if (delivery.kind === 'reset') return void response.socket?.resetAndDestroy()
  if (delivery.kind === 'truncate' && body.length === 0) return void response.socket?.destroy()
  if (delivery.kind === 'slow') return deliverLater(response, answer, delivery.delay)
  response.writeHead(answer.status, listHeaders(answer))
  if (delivery.kind === 'truncate') return sendHalf(response, body)
  if (delivery.kind === 'drip') return dripBody(response, body, delivery.every)
  if (delivery.kind === 'endless') return sendForEver(response, body)
  response.end(body)
}

function listHeaders({ status, headers, body, delivery }: CosAnswer): Record<string, string> {
  const unsized = status === 204 || status === 304 || delivery.kind === 'endless'
  const all = unsized ? headers : { 'content-length': String(body.length), ...headers }
  // Node writes header text as Latin-1; metadata goes back in the bytes it came in.
  const bytes = Object.entries(all).map(([name, value]) => [name, Buffer.from(value).toString('latin1')] as const)
  return Object.fromEntries(bytes)
}

function deliverLater(response: ServerResponse, answer: CosAnswer, delay: number): void {
  const timer = setTimeout(() => deliverAnswer(response, { ...answer, delivery: { kind: 'whole' } }), delay)
  response.once('close', () => clearTimeout(timer))
}

function sendHalf(response: ServerResponse, body: Uint8Array): void {
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy())
}

function dripBody(response: ServerResponse, body: Uint8Array, every: number): void {
  let sent = 0
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1))
    sent += 1
    if (sent >= body.length) response.end()
  }, every)
  response.once('close', () => clearInterval(timer))
}

/** At the pace the client reads, until it hangs up. */
function sendForEver(response: ServerResponse, body: Uint8Array): void {
  pipeline(Readable.from(repeatFiller(body)), response, () => undefined)
}

function* repeatFiller(body: Uint8Array): Generator<Uint8Array> {
  yield body
  for (;;) yield FILLER
}
