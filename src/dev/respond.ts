import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Asset } from '../core/asset.ts'
import { describeCause, isMattingError } from '../core/errors.ts'
import { drawPlaceholder, type Notice } from './placeholder.ts'

/** A handler for the middleware stack of a dev server. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => Promise<void>

/** Whether a request only reads. */
export function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Answers with a cut-out, or with 304 where the browser has it already. */
export async function sendAsset(asset: Asset, request: IncomingMessage, response: ServerResponse): Promise<void> {
  guardPicture(response)
  if (isKnown(request, response, `"${asset.sha256}"`)) return
  const bytes = await asset.read()
  response.writeHead(200, { 'Content-Type': asset.type, 'Content-Length': bytes.length })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

/** A request for a picture, and who is told when it could not be made. */
interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  onError(error: unknown): void
}

/** Answers with a cut-out that is made for the answer; with a placeholder where that fails. */
export async function sendMade(make: () => Promise<Asset>, { request, response, onError }: Exchange): Promise<void> {
  try {
    await sendAsset(await make(), request, response)
  } catch (error) {
    onError(error)
    sendPlaceholder(request, response, 500, describeFailure(error))
  }
}

/** Answers with 304 where the browser has what `tag` stands for; it may keep things, but has to ask each time. */
export function isKnown(request: IncomingMessage, response: ServerResponse, tag: string): boolean {
  response.setHeader('ETag', tag)
  response.setHeader('Cache-Control', 'no-cache')
  const known = hasTag(request.headers['if-none-match'], tag)
  if (known) response.writeHead(304).end()
  return known
}

/** An SVG is a document when it is opened by itself: it must neither run anything nor ask for anything. */
export function guardPicture(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  response.setHeader('X-Content-Type-Options', 'nosniff')
}

/**
 * Answers with a placeholder instead of a picture. Browsers show the picture of an answer whatever its status is, in pages
 * and in style sheets; so the page shows why, and scripts see that it failed.
 */
export function sendPlaceholder(
  { method }: IncomingMessage,
  response: ServerResponse,
  status: 404 | 500,
  notice: Notice,
): void {
  guardPicture(response)
  response.removeHeader('ETag')
  response.writeHead(status, { 'Content-Type': 'image/svg+xml; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(method === 'HEAD' ? undefined : drawPlaceholder(notice))
}

/** What a placeholder says of a failure. */
export function describeFailure(error: unknown): Notice {
  const message = describeCause(error)
  if (!isMattingError(error)) return { heading: 'No picture', reason: message, message }
  const place = error.specifier === undefined ? '' : `${error.specifier}: `
  return { heading: 'No picture', reason: place + error.reason, message }
}

/** Whether a list of tags holds one; a proxy that compresses makes a tag weak (`W/"…"`). */
function hasTag(list: string | undefined, tag: string): boolean {
  const tags = (list ?? '').split(',').map((part) => part.trim().replace(/^W\//, ''))
  return tags.includes(tag.replace(/^W\//, '')) || tags.includes('*')
}
