import type { CompilationContext, PluginResolveHookParam, PluginResolveHookResult } from '@farmfe/core'
import type { ImportRequest } from '../../core/asset.ts'
import { MattingError } from '../../core/errors.ts'
import { isPicture, requireUrl } from '../../core/form.ts'
import type { Matting } from '../../matting.ts'
import type { Desk } from './desk.ts'
import { writeModulePath } from './modules.ts'
import { findPhoto } from './photo.ts'
import { type PhotoImport, placePicture } from './pictures.ts'
import { toFile } from './site.ts'
import { readSource } from './source.ts'

/** Resolves an import with a marker: to the picture on disk, which is Farm's asset from then on, or to a module of code. */
export async function resolveImport(
  desk: Desk,
  param: PluginResolveHookParam,
  context: CompilationContext,
): Promise<PluginResolveHookResult> {
  // Farm resolves what it updates by its path.
  if (desk.modules.has(param.source)) return describeModule(param.source, [])
  const matting = await desk.use()
  const wanted = await readImport(desk, matting, { param, context })
  desk.watch(wanted.photo)
  if (!isPicture(wanted.request.directives)) return claimModule(desk, matting, wanted)
  const asset = await matting.cut(wanted.request, wanted.photo)
  const specifier = readSource(param.source)
  const isInStyle = param.kind === 'cssUrl'
  const isInline = wanted.request.bundlerQuery.has('inline')
  // In a style sheet Farm can name assets only; addresses are in its text by now.
  if (asset.url !== undefined && !isInStyle && !isInline) {
    await desk.inventory?.note(matting, { ...wanted, specifier })
    return claimModule(desk, matting, wanted)
  }
  const picture = await placePicture(desk.site, matting, { ...wanted, asset })
  const known = desk.pictures.get(picture.file)
  desk.pictures.set(picture.file, { ...picture, specifier, isInStyle: isInStyle || known?.isInStyle === true })
  await desk.inventory?.note(matting, { ...picture, specifier })
  return describeModule(picture.file, isInline ? [['inline', '']] : [])
}

/** An import in Farm's words. */
interface FarmImport {
  readonly param: PluginResolveHookParam
  readonly context: CompilationContext
}

async function readImport(desk: Desk, matting: Matting, { param, context }: FarmImport): Promise<PhotoImport> {
  const source = readSource(param.source)
  const importer = param.importer === null ? undefined : toFile(desk.site, param.importer)
  const owner = importer === undefined ? undefined : desk.modules.get(importer)
  if (owner !== undefined) {
    // Failures are told at the import that the module stands for.
    const { directives, bundlerQuery } = matting.parse(source)
    return { photo: owner.photo, request: { ...owner.request, directives, bundlerQuery } }
  }
  const request = matting.parse(source, importer)
  if (param.kind === 'cssUrl') requireStyleUrl(request)
  return { request, photo: await findPhoto(context, request, param) }
}

function requireStyleUrl(request: ImportRequest): void {
  requireUrl(request, 'a style sheet')
  const { bundlerQuery, specifier, importer } = request
  if (!bundlerQuery.has('inline')) return
  throw new MattingError(
    'INVALID_DIRECTIVE',
    'Farm inlines no pictures in style sheets: `?inline` has no meaning here.',
    {
      specifier,
      importer,
      fix: 'Leave `inline` out, or import the photo in a module.',
    },
  )
}

function claimModule(desk: Desk, matting: Matting, wanted: PhotoImport): PluginResolveHookResult {
  const path = writeModulePath(desk.site, matting, wanted)
  desk.modules.set(path, wanted)
  return describeModule(path, [])
}

function describeModule(resolvedPath: string, query: [string, string][]): PluginResolveHookResult {
  return { resolvedPath, query, external: false, sideEffects: false, meta: {} }
}
