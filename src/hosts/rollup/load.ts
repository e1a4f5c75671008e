import type { PluginContext } from 'rollup'
import type { Asset } from '../../core/asset.ts'
import { isPicture } from '../../core/form.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { type Imports, writeNear } from './imports.ts'

/** A picture that was handed to the bundler. */
export interface EmittedPicture {
  /** Id of its module. */
  readonly id: string
  /** Name it was emitted under. */
  readonly name: string
  /** Absolute path of its photo, or its address. */
  readonly photo: string
}

/** What loading an import needs of the plugin. */
export interface LoadTools {
  readonly imports: Imports
  /** Told of each picture that is emitted. */
  readonly onEmit?: ((picture: EmittedPicture) => unknown) | undefined
  use(): Promise<Matting>
}

/** Makes the module of an import: its default export is the URL of the picture, or what is made of several. */
export async function loadPicture(
  context: PluginContext,
  id: string,
  { imports, onEmit, use }: LoadTools,
): Promise<{ code: string; moduleSideEffects: false; moduleType: 'js' }> {
  const { request, photo } = await imports.find(id)
  if (!isRemote(photo)) context.addWatchFile(photo)
  const matting = await use()
  // For Rolldown, which would go by the extension of the photo.
  const how = { moduleSideEffects: false, moduleType: 'js' } as const
  if (!isPicture(request.directives)) return { code: await matting.compose(request, photo, writeNear(id)), ...how }
  const asset = await matting.cut(request, photo)
  if (asset.url !== undefined) return { code: `export default ${JSON.stringify(asset.url)}`, ...how }
  onEmit?.({ id, name: asset.name, photo })
  return { code: `export default ${await emitPicture(context, asset, photo)}`, ...how }
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
