import { basename, extname } from 'node:path'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sha256 } from '../../core/hash.ts'
import { isRemote } from '../../directives/query.ts'
import type { Environment } from 'vite'
import type { Matting } from '../../matting.ts'
import type { PhotoImport } from '../rollup/imports.ts'
import { refuse, sendAsset } from './respond.ts'

/** Folder of the pictures below the base of a dev server. */
const FOLDER = '@matting/'

/** The pictures that a dev server has handed out URLs for. Only these are served. */
export interface Offers {
  /**
   * Takes an import in; nothing is cut yet, so the page does not wait.
   *
   * @param id of the import's module
   * @returns its URL below the base, without leading slash
   */
  add(id: string, offer: PhotoImport): string
  /** The offer behind a URL below the base; undefined where it was never handed out. */
  find(path: string): PhotoImport | undefined
}

/** Starts without offers. */
export function createOffers(): Offers {
  const offers = new Map<string, PhotoImport>()
  return {
    add(id, offer) {
      const path = `${FOLDER}${sha256(id).slice(0, 16)}/${encodeURIComponent(nameOf(offer))}`
      offers.set(path, offer)
      return path
    },
    find: (path) => offers.get(path),
  }
}

/** The type of a rule's picture is known when it is made: its URL promises none, `Content-Type` says it. */
function nameOf({ request, photo }: PhotoImport): string {
  const [path = ''] = isRemote(photo) ? photo.split('?') : [photo]
  const stem = basename(path, extname(path))
  return request.directives.task.kind === 'rule' ? stem : `${stem}.png`
}

/** The URL that modules and style sheets of a dev server give the page for an offer. */
export function writeDevUrl(environment: Environment, id: string, path: string): string {
  const { base, server } = environment.config
  // As Vite does for assets: another URL makes the page fetch an edited picture anew.
  const edited = environment.mode === 'dev' ? environment.moduleGraph.getModuleById(id)?.lastHMRTimestamp : undefined
  return `${server.origin ?? ''}${base}${path}${edited ? `?t=${edited}` : ''}`
}

/** A handler for the middleware stack of a dev server. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => Promise<void>

/** What a middleware for pictures needs. */
export interface ServeSetting {
  readonly offers: Offers
  /** Path that the server's URLs begin with, `/` at both ends. */
  readonly base: string
  use(): Promise<Matting>
  /** Told when a picture could not be made. */
  onError(error: unknown): void
}

/**
 * Makes the middleware that serves pictures: each request makes its picture or finds it in the cache. The browser may keep it, but asks
 * again each time (ETag), so an edited photo is seen at once.
 */
export function createMiddleware(setting: ServeSetting): Middleware {
  return async (request, response, next) => {
    const [path = ''] = (request.url ?? '').split(/[?#]/)
    const folder = setting.base + FOLDER
    if (!path.startsWith(folder) || !(request.method === 'GET' || request.method === 'HEAD')) return next()
    const offer = setting.offers.find(path.slice(setting.base.length))
    if (offer === undefined) return refuse(response, 404, 'This picture was not imported since the server started.')
    try {
      const matting = await setting.use()
      await sendAsset(await matting.cut(offer.request, offer.photo), request, response)
    } catch (error) {
      setting.onError(error)
      refuse(response, 500, error instanceof Error ? error.message : String(error))
    }
  }
}
