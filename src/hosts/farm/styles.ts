import type { CompilationContext, PluginTransformHookParam, PluginTransformHookResult } from '@farmfe/core'
import MagicString from 'magic-string'
import { isPicture } from '../../core/form.ts'
import { isRemote, MARKED_TEXT_RE } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { findStyleUrls, type StyleUrl } from '../common/style-urls.ts'
import type { Desk } from './desk.ts'
import { findPhoto } from './photo.ts'
import { writeAddress } from './source.ts'

/**
 * Writes what Farm does not resolve in a style sheet so that it does: addresses, and the strings of `image-set()`. Public addresses
 * are put in at once, for Farm can name nothing but assets.
 *
 * @returns undefined where there is nothing to do
 */
export async function rewriteStyle(
  desk: Desk,
  { content, moduleId, moduleType, resolvedPath }: PluginTransformHookParam,
  context: CompilationContext,
): Promise<PluginTransformHookResult | undefined> {
  if (!MARKED_TEXT_RE.test(content)) return undefined
  const text = new MagicString(content)
  const style: Style = { desk, context, matting: await desk.use(), moduleId, file: resolvedPath }
  await Promise.all(
    findStyleUrls(content).map(async ({ url, start, end, isString }) => {
      const written = await writeUrl(style, url)
      if (isString) text.update(start - 1, end + 1, `url("${written}")`)
      else if (written !== url) text.update(start, end, written)
    }),
  )
  if (!text.hasChanged()) return undefined
  return { content: text.toString(), moduleType, sourceMap: text.generateMap({ hires: 'boundary' }).toString() }
}

interface Style {
  readonly desk: Desk
  readonly context: CompilationContext
  readonly matting: Matting
  /** As Farm calls it. */
  readonly moduleId: string
  /** Absolute path. */
  readonly file: string
}

async function writeUrl(style: Style, url: StyleUrl['url']): Promise<string> {
  return (await findAddress(style, url)) ?? (isRemote(url) ? writeAddress(url) : url)
}

/** The public address of a picture; undefined where it has none. What is wrong with the import is told when Farm resolves it. */
async function findAddress(
  { desk, context, matting, moduleId, file }: Style,
  url: string,
): Promise<string | undefined> {
  if (matting.options.cos.publicUrl === undefined) return undefined
  const request = matting.parse(url, file)
  if (!isPicture(request.directives) || request.bundlerQuery.has('inline')) return undefined
  const photo = await findPhoto(context, request, { importer: moduleId, kind: 'cssUrl' })
  desk.watch(photo)
  const asset = await matting.cut(request, photo)
  if (asset.url === undefined) return undefined
  await desk.inventory?.note(matting, { request, photo, specifier: url })
  desk.styles.set(photo, (desk.styles.get(photo) ?? new Set()).add(file))
  // It may stand without quotes.
  return asset.url.replace(/[\s"'()\\]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
