import { findPhotoUrls, importPhotoUrls, type PhotoLiteral } from './new-url.ts'
import type { Resolver } from './locate.ts'
import type { SourceMap } from 'magic-string'
import { decodePath, splitSpecifier } from '../../directives/query.ts'

/** What the transform needs of a plugin context. */
export interface TransformContext extends Resolver {
  parse(code: string): unknown
}

/**
 * Makes imports of the photos in `new URL('./shoe.jpg?matting', import.meta.url)`. Runs on JavaScript, behind the plugins that make
 * it from something else.
 *
 * @returns undefined where there is nothing to do
 */
export async function transformPhotoUrls(
  context: TransformContext,
  code: string,
  id: string,
): Promise<{ code: string; map: SourceMap } | undefined> {
  const literals = findPhotoUrls(tryParse(context, code))
  if (literals.length === 0) return undefined
  const imports = literals.map((literal) => writeSpecifier(context, literal, id))
  return importPhotoUrls(code, await Promise.all(imports))
}

/** Code that no JavaScript parser reads belongs to a plugin still to come. */
function tryParse(context: TransformContext, code: string): unknown {
  try {
    return context.parse(code)
  } catch {
    return undefined
  }
}

/** A URL is relative also without `./`, and percent-encoded; an import is neither. Aliases and packages come first, as in Vite. */
async function writeSpecifier(context: TransformContext, literal: PhotoLiteral, id: string): Promise<PhotoLiteral> {
  const { path } = splitSpecifier(literal.specifier)
  const query = literal.specifier.slice(path.length)
  const plain = decodePath(path)
  const bare = !/^[./]/.test(plain) && (await context.resolve(plain, id, { skipSelf: true })) === null
  return { ...literal, specifier: (bare ? `./${plain}` : plain) + query }
}
