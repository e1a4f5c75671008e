import { relative } from 'node:path'
import type { Rolldown } from 'vite'
import { requireUrl } from '../../core/form.ts'
import { MARKED_TEXT_RE } from '../../directives/query.ts'
import type { LoadTools } from './load.ts'
import { findPhotoUrls, NEW_URL_RE } from '../rollup/new-url.ts'
import { importPhotos, type ModuleCode } from '../rollup/transform.ts'
import { bundlePicture } from './bundle.ts'
import { listPagePhotos } from './pages.ts'
import { toPosix } from './paths.ts'
import type { Placards } from './placards.ts'
import { type PhotoReference, readFinished } from './public.ts'
import { findRemoteImports, REMOTE_IMPORT_RE } from './remote-imports.ts'
import { findRemoteUrls } from '../common/style-urls.ts'
import { writeDevUrl } from './serve.ts'
import { STYLE_PLACE, STYLE_RE } from './styles.ts'
import { findMarkedUrls } from '../common/text-survivors.ts'

/** Code that the transform looks at: whatever may name a photo, and style sheets whose URLs Vite has written already. */
export const TRANSFORM_RE: RegExp = new RegExp(`url\\(|image-set\\(|${MARKED_TEXT_RE.source}`)

const PAGE_RE = /\.html?$/

/** What the transform needs of the plugin. */
export interface TransformTools extends Pick<LoadTools, 'offers' | 'use'> {
  /** Throws where Vite has no way to take a photo. */
  check(reference: PhotoReference): void
  readonly placards: Placards
  /**
   * Photos of all style sheets so far. Vite resolves those of a module before its transform, but does not say which belong to
   * it (`@import`ed files have no module), so each style sheet is tied to all.
   */
  readonly stylePhotos: Iterable<string>
}

/**
 * Makes imports of photos that Vite asks no plugin about, puts addresses into style sheets, and ties style sheets and pages to
 * their photos, so that watchers rebuild them.
 */
export async function transformModule(
  context: Rolldown.TransformPluginContext,
  module: ModuleCode,
  tools: TransformTools,
): Promise<Rolldown.TransformResult> {
  if (STYLE_RE.test(module.id)) return transformStyle(context, module, tools)
  const { root } = context.environment.config
  if (PAGE_RE.test(module.id)) return watchAll(context, listPagePhotos(module.code, { file: module.id, root }))
  return transformScript(context, module, tools)
}

/**
 * Server code keeps its `new URL(…)`, as with all of Vite's assets. A build hands addresses to plugins, so only the dev server
 * needs them rewritten.
 */
function transformScript(
  context: Rolldown.TransformPluginContext,
  module: ModuleCode,
  { use }: TransformTools,
): Promise<Rolldown.TransformResult> | undefined {
  const { config, mode } = context.environment
  const urls = config.consumer === 'client' && NEW_URL_RE.test(module.code)
  const imports = mode === 'dev' && REMOTE_IMPORT_RE.test(module.code)
  const find = (program: unknown) => [
    ...(urls ? findPhotoUrls(program) : []),
    ...(imports ? findRemoteImports(program) : []),
  ]
  return urls || imports ? importPhotos(context, module, { find, use }) : undefined
}

/** Runs when `@import` and preprocessors are through, and Vite has written all URLs but addresses. */
async function transformStyle(
  context: Rolldown.TransformPluginContext,
  { code, id }: ModuleCode,
  tools: TransformTools,
): Promise<Rolldown.TransformResult> {
  watchAll(context, tools.stylePhotos)
  const css = tools.placards.replace(code)
  if (context.environment.mode === 'dev') checkRest(context, css, id, tools.check)
  const found = findRemoteUrls(css)
  if (found.length === 0) return css === code ? undefined : { code: css, map: null }
  const urls = await Promise.all(found.map(({ url }) => makeRemoteUrl(context, url, id, tools)))
  const { default: MagicString } = await import('magic-string')
  const text = new MagicString(css)
  for (const [index, { start, end }] of found.entries()) text.update(start, end, urls[index] ?? '')
  return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) }
}

/** What Vite has not handed over by now it never will. A build hides URLs of public files at this point, and looks at its end. */
function checkRest(
  { environment: { config } }: Rolldown.TransformPluginContext,
  css: string,
  id: string,
  check: TransformTools['check'],
): void {
  for (const url of findMarkedUrls(css)) check(readFinished(config, url, toPosix(relative(config.root, id))))
}

/** The URL of a remote photo's picture, as the style sheet is to have it. */
async function makeRemoteUrl(
  context: Rolldown.TransformPluginContext,
  url: string,
  importer: string,
  { offers, use }: TransformTools,
): Promise<string> {
  const matting = await use()
  const request = matting.parse(url, importer)
  requireUrl(request, STYLE_PLACE)
  const photo = request.path
  const { mode } = context.environment
  if (mode === 'dev' && !request.bundlerQuery.has('inline')) {
    return writeDevUrl(context.environment, url, offers.add(url, { request, photo }))
  }
  return bundlePicture(context, { id: url, request, photo, asset: await matting.cut(request, photo) })
}

function watchAll(context: Rolldown.TransformPluginContext, photos: Iterable<string>): undefined {
  for (const photo of photos) context.addWatchFile(photo)
}
