import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Exhibit, Exhibition } from './exhibition.ts'
import type { ReadRule } from './read-rule.ts'
import { isRemote } from '../directives/query.ts'
import { ICON } from '../markup/icon.ts'
import { listChanges, writePage } from './page.ts'
import { sendPhoto } from './photo.ts'
import { describeFailure, isReading, type Middleware, sendAsset, sendPlaceholder } from './respond.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style/index.ts'

/** Folder of the gallery below the base of a dev server. */
export const GALLERY_FOLDER = '__matting/'

/** What the gallery needs. */
export interface GallerySetting {
  readonly exhibition: Exhibition
  /** Path that the server's URLs begin with, `/` at both ends. */
  readonly base: string
  /** Absolute path of the project, for names. */
  readonly root: string
  readonly mayRead: ReadRule
}

/** Everything is from this server, nothing is inline, and no other page may frame or read it. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/** A request for something in the gallery. */
interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly query: URLSearchParams
}

/**
 * Makes the middleware of the gallery: a page of everything that was made or used since the server started. Photos are known by
 * opaque ids; no path is ever read from a URL.
 */
export function serveGallery(setting: GallerySetting): Middleware {
  const folder = setting.base + GALLERY_FOLDER
  return async (request, response, next) => {
    const [path = '', query] = (request.url ?? '').split(/[?#]/)
    if (`${path}/` === folder) return redirect(response, folder)
    if (!path.startsWith(folder)) return next()
    // Other pages may read what the server lets them, but not this.
    response.removeHeader('Access-Control-Allow-Origin')
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    if (!isReading(request)) return void response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    await visit(setting, path.slice(folder.length), { request, response, query: new URLSearchParams(query) })
  }
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location }).end()
}

/** Answers a request; the name is the path below the gallery. */
async function visit(setting: GallerySetting, name: string, visit: Visit): Promise<void> {
  const { exhibition, root } = setting
  const [room = '', id = ''] = name.split('/')
  const exhibit = exhibition.find(id)
  if (exhibit !== undefined && room === 'photo') return showPhoto(setting, exhibit, visit)
  if (exhibit !== undefined && room === 'picture') return showPicture(exhibit, visit)
  const texts: Readonly<Record<string, () => readonly [type: string, text: string]>> = {
    '': () => ['text/html', writePage(exhibition, root)],
    changes: () => ['application/json', JSON.stringify(listChanges(exhibition, visit.query.get('since') ?? '', root))],
    'gallery.css': () => ['text/css', STYLE],
    'gallery.js': () => ['text/javascript', SCRIPT],
    'icon.svg': () => ['image/svg+xml', ICON],
  }
  const text = Object.hasOwn(texts, name) ? texts[name]?.() : undefined
  if (text === undefined) return sendUnknown(visit)
  const [type, body] = text
  visit.response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' })
  visit.response.end(visit.request.method === 'HEAD' ? undefined : body)
}

async function showPhoto({ mayRead }: GallerySetting, { photo }: Exhibit, visit: Visit): Promise<void> {
  if (isRemote(photo) || !mayRead(photo)) return sendUnknown(visit)
  try {
    await sendPhoto(photo, visit.request, visit.response)
  } catch {
    // It is gone, or the browser is.
    if (!visit.response.headersSent) sendUnknown(visit)
  }
}

async function showPicture({ state }: Exhibit, visit: Visit): Promise<void> {
  if (state.kind !== 'done') return sendUnknown(visit)
  try {
    await sendAsset(state.asset, visit.request, visit.response)
  } catch (error) {
    sendPlaceholder(visit.request, visit.response, 500, describeFailure(error))
  }
}

const UNKNOWN = 'There is no such thing in the gallery.'

function sendUnknown({ request, response }: Visit): void {
  sendPlaceholder(request, response, 404, { heading: 'Not here', reason: UNKNOWN, message: UNKNOWN })
}
