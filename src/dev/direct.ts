import type { IncomingMessage } from 'node:http'
import { requireUrl } from '../core/form.ts'
import { decodePath, hasMarker, splitSpecifier } from '../directives/query.ts'
import type { Matting } from '../matting.ts'
import { isReading, type Middleware, sendMade } from './respond.ts'

/** What serving photos by their own URLs needs. */
export interface DirectSetting {
  /** Path that the server's URLs begin with, `/` at both ends. */
  readonly base: string
  /** Where the photo of a path below the root is, or should be; undefined where the server has another answer. The path begins with `/`. */
  locate(path: string): Promise<string | undefined>
  use(): Promise<Matting>
  /** Told of each photo that is asked for, by its absolute path. */
  onAsk(photo: string): unknown
  /** Told when a picture could not be made. */
  onError(error: unknown): void
}

/**
 * Makes the middleware for photos that are asked for by their own URLs, marker and all. Where a build imports the pictures of a
 * template, plugin-vue leaves `./shoe.jpg?matting` to the dev server, which would send the photo itself.
 */
export function serveDirect({ base, locate, use, onAsk, onError }: DirectSetting): Middleware {
  return async (request, response, next) => {
    const specifier = asksForPicture(request) ? readSpecifier(request.url ?? '', base) : undefined
    const photo = specifier && (await locate(splitSpecifier(specifier).path))
    if (specifier === undefined || photo === undefined) return next()
    onAsk(photo)
    const make = async () => {
      const matting = await use()
      const asked = matting.parse(specifier)
      requireUrl(asked, 'a template')
      return matting.cut(asked, photo)
    }
    await sendMade(make, { request, response, onError })
  }
}

/** Whether a browser asks for a picture, and not for a page or a module. They leave out the first header where the address is not local. */
function asksForPicture(request: IncomingMessage): boolean {
  const { 'sec-fetch-dest': destination, accept = '' } = request.headers
  return isReading(request) && (destination === 'image' || accept.startsWith('image/'))
}

/** The specifier that a URL stands for, decoded; undefined where it is none of a photo with a marker, or one of a module. */
function readSpecifier(url: string, base: string): string | undefined {
  if (!url.startsWith(base) || !hasMarker(url)) return undefined
  const { path, query } = splitSpecifier(url)
  const written = decodePath(path.slice(base.length))
  const isModule = query.some(([key]) => key === 'import')
  return isModule || /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(written) ? undefined : `/${written}${url.slice(path.length)}`
}
