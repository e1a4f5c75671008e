import type { Rolldown } from 'vite'
import { NEW_URL_RE } from '../rollup/new-url.ts'
import { transformPhotoUrls } from '../rollup/transform.ts'
import { listPagePhotos } from './pages.ts'
import { STYLE_RE } from './styles.ts'

/** Code that the transform looks at: whatever may name a photo, and style sheets whose URLs Vite has written already. */
export const TRANSFORM_RE: RegExp = /url\(|[?&;]matting\b/

const PAGE_RE = /\.html?$/

/** Code of a module on its way. */
export interface ModuleCode {
  readonly code: string
  readonly id: string
}

/**
 * Makes imports of photos in `new URL(…)`, and ties style sheets and pages to their photos, so that watchers rebuild them.
 *
 * Server code keeps its `new URL(…)`, as with all of Vite's assets.
 *
 * @param stylePhotos photos of all style sheets so far. Vite resolves those of a module before its transform, but does not
 * say which belong to it (`@import`ed files have no module), so each style sheet is tied to all.
 */
export async function transformModule(
  context: Rolldown.TransformPluginContext,
  { code, id }: ModuleCode,
  stylePhotos: Iterable<string>,
): Promise<Rolldown.TransformResult> {
  if (STYLE_RE.test(id)) return watchAll(context, stylePhotos)
  const { root, consumer } = context.environment.config
  if (PAGE_RE.test(id)) return watchAll(context, listPagePhotos(code, { file: id, root }))
  return consumer === 'client' && NEW_URL_RE.test(code) ? transformPhotoUrls(context, code, id) : undefined
}

function watchAll(context: Rolldown.TransformPluginContext, photos: Iterable<string>): undefined {
  for (const photo of photos) context.addWatchFile(photo)
}
