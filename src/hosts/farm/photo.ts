import { isAbsolute } from 'node:path'
import type { CompilationContext, PluginResolveHookParam, PluginResolveHookResult } from '@farmfe/core'
import type { ImportRequest } from '../../core/asset.ts'
import { MattingError } from '../../core/errors.ts'
import { decodePath, isRemote } from '../../directives/query.ts'
import { reportUnfound } from '../common/unfound.ts'

/** Where an import stands. */
export type ImportPlace = Pick<PluginResolveHookParam, 'importer' | 'kind'>

/**
 * Finds the photo of an import the way Farm finds modules: aliases, packages and the plugins of the project all count.
 *
 * @returns absolute path, or the address of a remote photo
 * @throws MattingError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`
 */
export async function findPhoto(
  context: CompilationContext,
  request: ImportRequest,
  place: ImportPlace,
): Promise<string> {
  const { path } = request
  if (isRemote(path)) return path
  const decoded = decodePath(path)
  const found = (await ask(context, path, place)) ?? (decoded === path ? undefined : await ask(context, decoded, place))
  if (found === undefined) throw reportUnfound(request)
  if (found.external || !isAbsolute(found.resolvedPath)) throw refuseElsewhere(request, found)
  return found.resolvedPath
}

/** Farm throws where it finds nothing. */
async function ask(
  context: CompilationContext,
  source: string,
  { importer, kind }: ImportPlace,
): Promise<PluginResolveHookResult | undefined> {
  const hook = { meta: {}, caller: 'unplugin-matting' }
  return (await context.resolve({ source, importer, kind }, hook).catch(() => undefined)) ?? undefined
}

const PUBLIC_PREFIX = 'virtual:__FARM_PUBLIC_ASSET__:'

function refuseElsewhere({ path, specifier, importer }: ImportRequest, found: PluginResolveHookResult): MattingError {
  const isPublic = found.resolvedPath.startsWith(PUBLIC_PREFIX)
  const reason = isPublic
    ? `The photo "${path}" is a public file: Farm copies it as it is.`
    : `The photo "${path}" is no file of the project: Farm resolves it to "${found.resolvedPath}".`
  return new MattingError('SOURCE_UNREADABLE', reason, {
    specifier,
    importer,
    fix: isPublic
      ? 'Move it out of the public folder, to `src/` for example, and name it by its path there.'
      : 'Take it out of `external`, or name it by a relative path.',
  })
}
