import type { PluginContext } from 'rollup'
import type { Asset } from '../../core/asset.ts'
import { writeMetadataModule } from '../../core/metadata.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import type { Imports } from './imports.ts'

/** What loading an import needs of the plugin. */
export interface LoadTools {
  readonly imports: Imports
  use(): Promise<Matting>
}

/** Makes the module of an import: its default export is the URL of the picture, or its metadata. */
export async function loadPicture(
  context: PluginContext,
  id: string,
  { imports, use }: LoadTools,
): Promise<{ code: string; moduleSideEffects: false }> {
  const { request, photo } = await imports.find(id)
  if (!isRemote(photo)) context.addWatchFile(photo)
  const asset = await (await use()).cut(request, photo)
  const code =
    request.directives.as === 'metadata'
      ? writeMetadataModule(asset, await imports.writePicture(id))
      : `export default ${asset.url === undefined ? await emitPicture(context, asset, photo) : JSON.stringify(asset.url)}`
  return { code, moduleSideEffects: false }
}

/** @returns the expression of its URL */
async function emitPicture(context: PluginContext, asset: Asset, photo: string): Promise<string> {
  const reference = context.emitFile({
    type: 'asset',
    name: asset.name,
    originalFileName: photo,
    source: await asset.read(),
    // An import that tree shaking removes takes its picture along.
    needsCodeReference: true,
  })
  return `import.meta.ROLLUP_FILE_URL_${reference}`
}
