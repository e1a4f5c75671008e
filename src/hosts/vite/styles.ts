import { dirname, join, resolve as resolvePath } from 'node:path'
import type { Alias } from 'vite'
import { requireUrl } from '../../core/form.ts'
import { decodePath, hasMarker, MARKER_RE, splitSpecifier } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { reportUnfound } from '../common/unfound.ts'
import { locatePhoto, type Resolver } from '../rollup/locate.ts'
import { keepInlineKey } from './inline.ts'
import type { Missing } from './missing.ts'
import type { Placards } from './placards.ts'
import type { Placements } from './placements.ts'
import { findFile, toPosix } from './paths.ts'

/** Matches files and modules of style sheets, those inside HTML and components included. */
export const STYLE_RE: RegExp = /\.(?:css|less|sass|scss|styl|stylus|pcss|postcss|sss)(?:$|\?)/

/** How messages say where an import stands. */
export const STYLE_PLACE = 'a style sheet'

/** The photos that style sheets name. */
export interface Styles {
  /** What Vite's resolver of CSS URLs has to know; see {@link addAlias}. */
  readonly alias: Alias
  /** Absolute paths of all photos that style sheets have named so far. */
  readonly photos: ReadonlySet<string>
}

/** What resolving the photos of style sheets needs of the plugin. */
export interface StyleTools {
  readonly missing: Missing
  readonly placards: Placards
  readonly placements: Placements
  /** Whether pictures are given their public addresses: in builds. */
  publishes(): boolean
  use(): Promise<Matting>
}

/**
 * Vite asks no plugin to resolve a `url()`, but its resolver of CSS URLs reads `resolve.alias`. So the way in is an alias: it gives
 * the path of a real file that holds the picture, and everything behind it (emitting, inlining, base) is Vite's. It works for
 * `@import`ed files, preprocessors, `image-set()`, components and `<style>` in HTML, which a transform would not see.
 */
export function createStyles({ missing, placards, placements, publishes, use }: StyleTools): Styles {
  const photos = new Set<string>()
  async function resolve(resolver: Resolver, specifier: string, importer: string): Promise<string> {
    const matting = await use()
    const request = matting.parse(specifier, importer)
    requireUrl(request, STYLE_PLACE)
    const photo =
      (await locatePhoto(resolver, request.path, importer)) ??
      (await lookAgain(request.path, importer, matting.options.root))
    if (photo === undefined) throw reportUnfound(request)
    photos.add(photo)
    const asset = await matting.cut(request, photo)
    const address = publishes() && !request.bundlerQuery.has('inline') ? asset.url : undefined
    if (address !== undefined) return toPosix(await placards.put(address))
    const file = await asset.place()
    placements.add(file, request, photo)
    return toPosix(file) + keepInlineKey(request)
  }
  function resolveForStyles(this: Resolver, specifier: string, importer?: string): Promise<string> | null {
    const wanted = importer !== undefined && STYLE_RE.test(importer) && hasMarker(specifier)
    if (!wanted) return null
    const resolver = withAliases(this)
    return missing.find(specifier, () => resolve(resolver, specifier, importer))
  }
  // Vite awaits the answer, its types say otherwise.
  const customResolver = resolveForStyles as unknown as Alias['customResolver']
  return { alias: { find: MARKER_RE, replacement: '$&', customResolver }, photos }
}

/**
 * Puts the alias first, so that an alias of the project does not take the import before it. Done when a build starts, not when the
 * config is resolved: Vite 8 swaps its native alias plugin for a slow one where the config holds an alias like this.
 */
export function addAlias(aliases: Alias[], alias: Alias): void {
  if (!aliases.includes(alias)) aliases.unshift(alias)
}

/** The context is the alias plugin's own: a photo's path may start with an alias of the project. */
function withAliases(context: Resolver): Resolver {
  return { resolve: (source, importer) => context.resolve(source, importer, { skipSelf: false }) }
}

/** Vite's resolver of CSS URLs never forgets what it did not find, and a dev server does not tell it of new files. */
function lookAgain(path: string, importer: string, root: string): Promise<string | undefined> {
  const written = decodePath(path)
  const folder = dirname(splitSpecifier(importer).path)
  return findFile(written.startsWith('/') ? join(root, written) : resolvePath(folder, written))
}
