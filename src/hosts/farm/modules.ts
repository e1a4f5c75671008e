import { basename, dirname, join } from 'node:path'
import type { PluginLoadHookResult } from '@farmfe/core'
import { isPicture } from '../../core/form.ts'
import { sha256 } from '../../core/hash.ts'
import { nameRemote } from '../../core/remote-name.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import type { PhotoImport } from './pictures.ts'
import type { Site } from './site.ts'

/** Matches the paths of {@link writeModulePath}, also as Farm's filters read expressions. */
export const MODULE_RE: RegExp = /[\\/]\.matting-[\da-f]{16}[\\/]/

/**
 * The path of a module of code, for an import that is no asset: what is made of several pictures, or a public address. It lies beside
 * the photo, but on no disk: so Farm's persistent cache, which goes by times of files, never takes its code for unchanged.
 */
export function writeModulePath({ root }: Site, matting: Matting, { request, photo }: PhotoImport): string {
  const folder = isRemote(photo) ? root : dirname(photo)
  const name = isRemote(photo) ? nameRemote(photo) : basename(photo)
  const identity = [matting.fingerprint(request), isRemote(photo) ? photo : name, ...request.bundlerQuery.keys()]
  return join(folder, `.matting-${sha256(identity.join('\n')).slice(0, 16)}`, `${name}.js`)
}

/** Writes such a module: its default export is an address, or what is made of the pictures it imports. */
export async function writeModule(matting: Matting, { request, photo }: PhotoImport): Promise<PluginLoadHookResult> {
  if (!isPicture(request.directives)) {
    const near = isRemote(photo)
      ? request.specifier
      : `./${basename(photo)}${request.specifier.slice(request.path.length)}`
    return { content: await matting.compose(request, photo, near), moduleType: 'js' }
  }
  const { url } = await matting.cut(request, photo)
  return { content: `export default ${JSON.stringify(url)}`, moduleType: 'js' }
}
