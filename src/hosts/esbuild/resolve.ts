import type { OnResolveArgs, OnResolveResult, PluginBuild } from 'esbuild'
import type { ImportRequest } from '../../core/asset.ts'
import { isPicture, requireUrl } from '../../core/form.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import {
  type Claim,
  findAddress,
  MODULE_NAMESPACE,
  mustBeMade,
  type Owner,
  REQUIRE_NAMESPACE,
  takesText,
  writeModulePath,
  writePicturePath,
} from './claim.ts'
import { toMessage } from './message.ts'
import { findPhoto, foreseeFolder } from './photo.ts'

/** What resolving an import needs. */
export interface ResolveTools {
  readonly build: PluginBuild
  use(): Promise<Matting>
}

/** Resolves an import with a marker. Failures are told at the import; a photo that is missing is waited for in watch mode. */
export async function resolveImport({ build, use }: ResolveTools, args: OnResolveArgs): Promise<OnResolveResult> {
  const owner = findOwner(args)
  const seen: { request?: ImportRequest; photo?: string } = {}
  try {
    const matting = await use()
    const request = matting.parse(args.path, owner === undefined ? args.importer : undefined)
    seen.request = { ...request, importer: owner?.claim.request.importer ?? request.importer }
    if (takesText(args.kind)) requireUrl(seen.request, 'a style sheet')
    seen.photo = isRemote(request.path) ? request.path : await findPhoto(build, seen.request, args)
    return await placeImport(matting, { request: seen.request, photo: seen.photo, asset: owner?.claim.asset }, args)
  } catch (error) {
    return { errors: [toMessage(error)], ...watchFor(seen, args) }
  }
}

/** The module of ours that an import stands in; other plugins have data of their own. */
function findOwner({ namespace, pluginData }: OnResolveArgs): Owner | undefined {
  return namespace === MODULE_NAMESPACE || namespace === REQUIRE_NAMESPACE ? (pluginData as Owner) : undefined
}

/** A picture is a file beside its photo, anything else a module of code. */
async function placeImport(matting: Matting, claim: Claim, { kind }: OnResolveArgs): Promise<OnResolveResult> {
  const { request, photo } = claim
  const watchFiles = isRemote(photo) ? [] : [photo]
  const isEarly = claim.asset === undefined && mustBeMade(matting, request)
  if (!takesText(kind) && (isEarly || !isPicture(request.directives))) {
    // A file of imports is resolved one after the other, but modules are loaded at once: so the picture is made there.
    const namespace = kind === 'require-call' ? REQUIRE_NAMESPACE : MODULE_NAMESPACE
    return { namespace, path: writeModulePath(matting, claim), pluginData: claim, watchFiles }
  }
  const asset = isEarly ? await matting.cut(request, photo) : claim.asset
  const address = findAddress(request, asset)
  if (address !== undefined) return { path: address, external: true, watchFiles }
  const made: Claim = { request, photo, asset }
  return { path: writePicturePath(matting, made), namespace: 'file', pluginData: made, watchFiles }
}

function watchFor(
  { request, photo }: { request?: ImportRequest; photo?: string },
  args: OnResolveArgs,
): Pick<OnResolveResult, 'watchFiles' | 'watchDirs'> {
  if (photo !== undefined) return isRemote(photo) ? {} : { watchFiles: [photo] }
  return request === undefined ? {} : { watchDirs: [foreseeFolder(request, args)] }
}
