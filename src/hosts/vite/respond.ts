import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Asset } from '../../core/asset.ts'

/** Answers with a cut-out, or with 304 where the browser has it already. */
export async function sendAsset(asset: Asset, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const tag = `"${asset.sha256}"`
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', 'no-cache')
  if (hasTag(request.headers['if-none-match'], tag)) {
    response.writeHead(304).end()
    return
  }
  const bytes = await asset.read()
  response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': bytes.length })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

/** Answers with a reason instead of a picture. */
export function refuse(response: ServerResponse, status: 404 | 500, reason: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(reason)
}

/** Whether a list of tags holds one; a proxy that compresses makes a tag weak (`W/"…"`). */
function hasTag(list: string | undefined, tag: string): boolean {
  const tags = (list ?? '').split(',').map((part) => part.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}
