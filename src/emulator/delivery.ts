import type { ServerResponse } from 'node:http'
import type { CosAnswer } from './call.ts'

/** Sends an answer the way its `delivery` says. */
export function deliverAnswer(response: ServerResponse, answer: CosAnswer): void {
  const { delivery, body, status } = answer
  if (delivery.kind === 'hang') return
  if (delivery.kind === 'reset') return void response.socket?.resetAndDestroy()
  if (delivery.kind === 'truncate' && body.length === 0) return void response.socket?.destroy()
  response.writeHead(status, listHeaders(answer))
  if (delivery.kind === 'truncate') return sendHalf(response, body)
  if (delivery.kind === 'drip') return dripBody(response, body, delivery.every)
  response.end(body)
}

function listHeaders({ status, headers, body }: CosAnswer): Record<string, string> {
  const all = status === 204 ? headers : { 'content-length': String(body.length), ...headers }
  // Node writes header text as Latin-1; metadata goes back in the bytes it came in.
  const bytes = Object.entries(all).map(([name, value]) => [name, Buffer.from(value).toString('latin1')] as const)
  return Object.fromEntries(bytes)
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
