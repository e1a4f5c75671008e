import type { Matting } from '../matting.ts'
import { type Offers, PICTURE_FOLDER } from './offers.ts'
import { isReading, type Middleware, sendMade, sendPlaceholder } from './respond.ts'

/** What serving pictures needs. */
export interface PictureSetting {
  readonly offers: Offers
  /** Path that the server's URLs begin with, `/` at both ends. */
  readonly base: string
  use(): Promise<Matting>
  /** Told when a picture could not be made. */
  onError(error: unknown): void
}

const UNKNOWN = 'This picture was not imported since the server started. Load the page again.'

/**
 * Makes the middleware that serves pictures: each request makes its picture or finds it in the cache. The browser may keep it, but asks
 * again each time (ETag), so an edited photo is seen at once.
 */
export function servePictures({ offers, base, use, onError }: PictureSetting): Middleware {
  return async (request, response, next) => {
    const [path = ''] = (request.url ?? '').split(/[?#]/)
    if (!path.startsWith(base + PICTURE_FOLDER) || !isReading(request)) return next()
    const offer = offers.find(path.slice(base.length))
    if (offer === undefined) {
      return sendPlaceholder(request, response, 404, { heading: 'Unknown picture', reason: UNKNOWN, message: UNKNOWN })
    }
    const make = async () => (await use()).cut(offer.request, offer.photo)
    await sendMade(make, { request, response, onError })
  }
}
