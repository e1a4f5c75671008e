import type { PluginContext } from 'rollup'
import type { Asset } from '../../core/asset.ts'
import { isPicture } from '../../core/form.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { type Imports, writeNear } from './imports.ts'

/** What loading an import needs of the plugin. */
export interface LoadTools {
  readonly imports: Imports
  use(): Promise<Matting>
}

/** Makes the module of an import: its default export is the URL of the picture, or what is made of several. */
export async function loadPicture(
  context: PluginContext,
  id: string,
  { imports, use }: LoadTools,
): Promise<{ code: string; moduleSideEffects: false }> {
  const { request, photo } = await imports.find(id)
  if (!isRemote(photo)) context.addWatchFile(photo)
  const matting = await use()
  const how = { moduleSideEffects: false } as const
  if (!isPicture(request.directives)) return { code: await matting.compose(request, photo, writeNear(id)), ...how }
  const asset = await matting.cut(request, photo)
  if (asset.url !== undefined) return { code: `export default ${JSON.stringify(asset.url)}`, ...how }
  const reference = await emitPicture(context, asset, photo)
  return { code: `export default import.meta.ROLLUP_FILE_URL_${reference}`, ...how }
}

/** @returns what the bundler knows the file by */
async function emitPicture(context: PluginContext, asset: Asset, photo: string): Promise<string> {
  return context.emitFile({
    type: 'asset',
    name: asset.name,
    originalFileName: photo,
    source: await asset.read(),
    // An import that tree shaking removes takes its picture along.
    needsCodeReference: true,
  })
}
