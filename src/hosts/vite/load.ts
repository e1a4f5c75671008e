import type { Rolldown } from 'vite'
import { writeMetadataModule } from '../../core/metadata.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import type { Imports } from '../rollup/imports.ts'
import { bundlePicture } from './bundle.ts'
import { type Offers, writeDevUrl } from './serve.ts'

/** What loading an import needs of the plugin. */
export interface LoadTools {
  readonly imports: Imports
  readonly offers: Offers
  use(): Promise<Matting>
}

/** Makes the module of an import: its default export is the URL of the picture, or its metadata. */
export async function loadPicture(
  context: Rolldown.PluginContext,
  id: string,
  tools: LoadTools,
): Promise<{ code: string; moduleSideEffects: false; moduleType: 'js' }> {
  return { code: await writeModule(context, id, tools), moduleSideEffects: false, moduleType: 'js' }
}

async function writeModule(context: Rolldown.PluginContext, id: string, tools: LoadTools): Promise<string> {
  const { request, photo } = await tools.imports.find(id)
  if (!isRemote(photo)) context.addWatchFile(photo)
  const { as } = request.directives
  if (as === 'url' && context.environment.mode === 'dev' && !request.bundlerQuery.has('inline')) {
    return writeExport(writeDevUrl(context.environment, id, tools.offers.add(id, { request, photo })))
  }
  // What is asked for here is in the picture itself, so these imports wait for it in dev too: metadata, and `?inline`.
  const asset = await (await tools.use()).cut(request, photo)
  if (as === 'metadata') return writeMetadataModule(asset, await tools.imports.writePicture(id))
  return writeExport(await bundlePicture(context, { id, request, photo, asset }))
}

function writeExport(url: string): string {
  return `export default ${JSON.stringify(url)}`
}
