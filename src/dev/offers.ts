import { basename, extname } from 'node:path'
import type { ImportRequest } from '../core/asset.ts'
import { sha256 } from '../core/hash.ts'
import { isRemote } from '../directives/query.ts'

/** Folder of the pictures below the base of a dev server. */
export const PICTURE_FOLDER = '@matting/'

/** An import that a dev server has handed out a URL for. */
interface Offer {
  readonly request: ImportRequest
  /** Absolute path of the photo, or the address of a remote one. */
  readonly photo: string
}

/** The pictures that a dev server has handed out URLs for. Only these are served. */
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
      const path = `${PICTURE_FOLDER}${sha256(id).slice(0, 16)}/${encodeURIComponent(nameOf(offer))}`
      offers.set(path, offer)
      return path
    },
    find: (path) => offers.get(path),
  }
}

/** The type of a rule's picture is known when it is made: its URL promises none, `Content-Type` says it. */
function nameOf({ request, photo }: Offer): string {
  const [path = ''] = isRemote(photo) ? photo.split('?') : [photo]
  const stem = basename(path, extname(path))
  return request.directives.task.kind === 'rule' ? stem : `${stem}.png`
}
