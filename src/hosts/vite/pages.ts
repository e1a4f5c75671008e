import { dirname, extname, join, relative } from 'node:path'
import type { IndexHtmlTransformContext } from 'vite'
import type { ImportRequest } from '../../core/asset.ts'
import { requireUrl } from '../../core/form.ts'
import type { Offers } from '../../dev/offers.ts'
import { decodePath, hasMarker, isRemote, splitSpecifier } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { findPictureUrls, replaceUrls } from './html.ts'
import { keepInlineKey } from './inline.ts'
import { findFile, toPosix } from './paths.ts'
import type { Placements } from './placements.ts'
import type { PhotoReference } from './public.ts'

/** Where a page is. */
export interface Page {
  /** Absolute path of the file. */
  readonly file: string
  /** Absolute path of the project. */
  readonly root: string
}

/** The pages of a plugin instance. */
export interface Pages {
  /** Rewrites the pictures of a page before Vite sees it, since no plugin is asked about attributes. */
  rewrite(html: string, context: IndexHtmlTransformContext): Promise<string>
  /** Absolute paths of all photos that pages have named so far. */
  readonly photos: ReadonlySet<string>
}

/** What rewriting pages needs of the plugin. */
export interface PageTools {
  readonly offers: Offers
  readonly placements: Placements
  /** Throws where Vite has no way to take a photo. */
  check(reference: PhotoReference): void
  use(): Promise<Matting>
}

/** Starts with no pages. A build names real files that hold the cut-outs, a dev server what it has on offer. */
export function createPages({ check, offers, placements, use }: PageTools): Pages {
  const photos = new Set<string>()
  async function cutUrl(request: ImportRequest, photo: string, page: Page): Promise<string> {
    const asset = await (await use()).cut(request, photo)
    const published = request.bundlerQuery.has('inline') ? undefined : asset.url
    if (published !== undefined) return published
    const file = await asset.place()
    placements.add(file, request, photo)
    return writePageUrl(file, page) + keepInlineKey(request)
  }
  return {
    photos,
    async rewrite(html, { filename, server }) {
      const { parse, options } = await use()
      const page = { file: filename, root: options.root }
      const found = findPictureUrls(html)
      const urls = found.map(({ url }) => {
        const [request, photo] = [parse(url, filename), locateInPage(url, page)]
        requireUrl(request, 'a page')
        check(request)
        if (!isRemote(photo)) photos.add(toPosix(photo))
        // Vite puts the base before a URL of the root.
        return server ? `/${offers.add(filename + url, { request, photo })}` : cutUrl(request, photo, page)
      })
      return replaceUrls(html, found, await Promise.all(urls))
    },
  }
}

/** The photos of the project that a page names, absolute paths. */
export function listPagePhotos(html: string, page: Page): string[] {
  const photos = findPictureUrls(html).map(({ url }) => locateInPage(url, page))
  return photos.filter((photo) => !isRemote(photo))
}

/** What of a plugin context says where the project is. */
interface Place {
  readonly environment: { readonly config: { readonly root: string } }
}

/**
 * Whether an id is an import that asks for a picture, and not the URL of a page with such a query: a dev server takes what has no
 * extension for a module first.
 */
export async function isImport({ environment }: Place, id: string): Promise<boolean> {
  if (!hasMarker(id)) return false
  const path = decodePath(splitSpecifier(id).path)
  if (extname(path) !== '' || !/^\/[^@]/.test(path)) return true
  const files = await Promise.all([path, join(environment.config.root, path)].map(findFile))
  return files.some((file) => file !== undefined)
}

/** The URL of a file, as a page names it: relative to the page, percent-encoded. */
function writePageUrl(file: string, page: Page): string {
  const path = toPosix(relative(dirname(page.file), file))
  return encodeURI(path.startsWith('.') ? path : `./${path}`)
}

/** Attributes know neither aliases nor packages: `/` is the root, everything else but an address is relative to the page. */
function locateInPage(url: string, { file, root }: Page): string {
  const written = splitSpecifier(url).path
  if (isRemote(written)) return written
  const path = decodePath(written)
  return path.startsWith('/') ? join(root, path) : join(dirname(file), path)
}
