import type { Rolldown } from 'vite'
import { splitSpecifier } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import type { Imports } from '../rollup/imports.ts'
import { bundleCutOut } from './bundle.ts'
import type { Offers } from './serve.ts'

/** What loading an import needs of the plugin. */
export interface LoadTools {
  readonly imports: Imports
  readonly offers: Offers
  use(): Promise<Matting>
}

/** Makes the module of an import: its default export is the URL of the cut-out. */
export async function loadCutOut(
  context: Rolldown.PluginContext,
  id: string,
  { imports, offers, use }: LoadTools,
): Promise<{ code: string; moduleSideEffects: false; moduleType: 'js' }> {
  const photo = splitSpecifier(id).path
  context.addWatchFile(photo)
  const request = await imports.find(id)
  // `?inline` has to be a data URI in dev too, so this one has to wait.
  const url =
    context.environment.mode === 'dev' && !request.bundlerQuery.has('inline')
      ? writeDevUrl(context, id, offers.add(id, { request, photo }))
      : await bundleCutOut(context, { id, request, asset: await (await use()).cut(request, photo) })
  return { code: `export default ${JSON.stringify(url)}`, moduleSideEffects: false, moduleType: 'js' }
}

function writeDevUrl({ environment }: Rolldown.PluginContext, id: string, path: string): string {
  const { base, server } = environment.config
  // As Vite does for assets: another URL makes the page fetch an edited picture anew.
  const edited = environment.mode === 'dev' ? environment.moduleGraph.getModuleById(id)?.lastHMRTimestamp : undefined
  return `${server.origin ?? ''}${base}${path}${edited ? `?t=${edited}` : ''}`
}
