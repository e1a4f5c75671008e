import { basename, extname } from 'node:path'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ImportRequest } from '../../core/asset.ts'
import { sha256 } from '../../core/hash.ts'
import type { Matting } from '../../matting.ts'
import { refuse, sendAsset } from './respond.ts'

/** Folder of the cut-outs below the base of a dev server. */
const FOLDER = '@matting/'

/** A cut-out that a dev server may be asked for. */
interface Offer {
  readonly request: ImportRequest
  readonly photo: string
}

/** The cut-outs that a dev server has handed out URLs for. Only these are served. */
export interface Offers {
  /**
   * Takes an import in; nothing is cut yet, so the page does not wait.
   *
   * @param id of the import's module
   * @returns its URL below the base, without leading slash
   */
  add(id: string, offer: Offer): string
  /** The offer behind a URL below the base; undefined where it was never handed out. */
  find(path: string): Offer | undefined
}

/** Starts without offers. */
export function createOffers(): Offers {
  const offers = new Map<string, Offer>()
  return {
    add(id, offer) {
      const path = `${FOLDER}${sha256(id).slice(0, 16)}/${encodeURIComponent(nameOf(offer.photo))}`
      offers.set(path, offer)
      return path
    },
    find: (path) => offers.get(path),
  }
}

function nameOf(photo: string): string {
  return `${basename(photo, extname(photo))}.png`
}

/** A handler for the middleware stack of a dev server. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => Promise<void>

/** What a middleware for cut-outs needs. */
export interface ServeSetting {
  readonly offers: Offers
  /** Path that the server's URLs begin with, `/` at both ends. */
  readonly base: string
  use(): Promise<Matting>
  /** Told when a cut-out could not be made. */
  onError(error: unknown): void
}

/**
 * Makes the middleware that serves cut-outs: each request cuts its picture or finds it in the cache. The browser may keep it, but asks
 * again each time (ETag), so an edited photo is seen at once.
 */
export function createMiddleware(setting: ServeSetting): Middleware {
  return async (request, response, next) => {
    const [path = ''] = (request.url ?? '').split(/[?#]/)
    const folder = setting.base + FOLDER
    if (!path.startsWith(folder) || !(request.method === 'GET' || request.method === 'HEAD')) return next()
    const offer = setting.offers.find(path.slice(setting.base.length))
    if (offer === undefined) return refuse(response, 404, 'This cut-out was not imported since the server started.')
    try {
      const matting = await setting.use()
      await sendAsset(await matting.cut(offer.request, offer.photo), request, response)
    } catch (error) {
      setting.onError(error)
      refuse(response, 500, error instanceof Error ? error.message : String(error))
    }
  }
}
