import { dirname, resolve } from 'node:path'
import type { OnResolveArgs, PluginBuild, ResolveResult } from 'esbuild'
import type { ImportRequest } from '../../core/asset.ts'
import { MattingError } from '../../core/errors.ts'
import { decodePath } from '../../directives/query.ts'
import { reportUnfound } from '../common/unfound.ts'

/**
 * Finds the photo of an import the way esbuild finds modules: tsconfig paths, `alias`, packages and the plugins of the project
 * all count.
 *
 * @returns absolute path
 * @throws MattingError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`
 */
export async function findPhoto(build: PluginBuild, request: ImportRequest, args: OnResolveArgs): Promise<string> {
  const { importer, kind, namespace, resolveDir } = args
  const ask = (path: string): Promise<ResolveResult> =>
    build.resolve(path, { importer, kind, namespace, resolveDir, with: args.with })
  const found = await ask(request.path)
  const decoded = decodePath(request.path)
  const result = found.errors.length > 0 && decoded !== request.path ? await ask(decoded) : found
  if (result.errors.length > 0) throw reportUnfound(request)
  if (result.external) throw refuseExternal(request)
  if (result.namespace !== 'file') throw refuseVirtual(request, `${result.namespace}:${result.path}`)
  return result.path
}

/** The folder in which a photo that was not found would appear. */
export function foreseeFolder({ path }: ImportRequest, { resolveDir }: OnResolveArgs): string {
  return dirname(resolve(resolveDir, decodePath(path)))
}

function refuseExternal({ path, specifier, importer }: ImportRequest): MattingError {
  return new MattingError('SOURCE_UNREADABLE', `The photo "${path}" is external: esbuild would leave it as it is.`, {
    specifier,
    importer,
    fix: 'Take it out of `external` and `packages`, or name it by a relative path.',
  })
}

function refuseVirtual({ path, specifier, importer }: ImportRequest, place: string): MattingError {
  return new MattingError('SOURCE_UNREADABLE', `The photo "${path}" is no file: a plugin makes it "${place}".`, {
    specifier,
    importer,
    fix: 'Import a photo that lies on disk, or put the other plugin behind this one.',
  })
}
