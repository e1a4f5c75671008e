import type { Rolldown } from 'vite'
import { isPicture } from '../../core/form.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { type Imports, writeNear } from '../rollup/imports.ts'
import { bundlePicture } from './bundle.ts'
import { type Offers, writeDevUrl } from './serve.ts'

/** What loading an import needs of the plugin. */
export interface LoadTools {
  readonly imports: Imports
  readonly offers: Offers
  use(): Promise<Matting>
}

/** Makes the module of an import: its default export is the URL of the picture, or what is made of several. */
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
  // What is asked for here is in the pictures themselves, so these imports wait for them in dev too: forms, and `?inline`.
  if (!isPicture(request.directives)) return (await tools.use()).compose(request, photo, writeNear(id))
  if (context.environment.mode === 'dev' && !request.bundlerQuery.has('inline')) {
    return writeExport(writeDevUrl(context.environment, id, tools.offers.add(id, { request, photo })))
  }
  const asset = await (await tools.use()).cut(request, photo)
  return writeExport(await bundlePicture(context, { id, request, photo, asset }))
}

function writeExport(url: string): string {
  return `export default ${JSON.stringify(url)}`
}
