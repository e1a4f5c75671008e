import { relative } from 'node:path'
import type { CompilationContext, Compiler } from '@farmfe/core'
import type { Logger } from '../../core/types.ts'
import type { Desk, NamedPicture } from './desk.ts'
import { refreshPicture } from './pictures.ts'

/** What an update needs beside the desk. */
export interface UpdateTools {
  readonly compiler: Compiler | undefined
  readonly context: CompilationContext
  readonly logger: Logger
}

/**
 * Makes the pictures of edited photos anew.
 *
 * @param paths that changed
 * @returns the modules that Farm has to update; undefined where no photo is among the paths
 */
export async function renewPictures(
  desk: Desk,
  paths: readonly string[],
  tools: UpdateTools,
): Promise<string[] | undefined> {
  const { compiler, context } = tools
  const pictures = [...desk.pictures.values()].filter(({ photo }) => paths.includes(photo))
  const modules = [...desk.modules].filter(([, { photo }]) => paths.includes(photo)).map(([path]) => path)
  const styles = paths.flatMap((path) => [...(desk.styles.get(path) ?? [])])
  const ours = [...pictures.map(({ file }) => file), ...modules, ...styles]
  if (ours.length === 0) return undefined
  warnOfHashes(desk, pictures, tools.logger)
  await Promise.all(pictures.map((picture) => renew(desk, picture)))
  // Farm takes what lies in node_modules for unchangeable.
  for (const path of ours) compiler?.invalidateModule(path)
  const others = paths.filter((path) => !isOnlyOurs(desk, path) || context.viteGetModulesByFile(path).length > 0)
  return [...new Set([...others, ...ours])]
}

async function renew(desk: Desk, picture: NamedPicture): Promise<void> {
  const matting = await desk.use()
  const renewed = { ...picture, ...(await refreshPicture(picture, await matting.cut(picture.request, picture.photo))) }
  desk.pictures.set(picture.file, renewed)
  await desk.inventory?.note(matting, renewed)
}

/** Whether a path is a photo of ours, and so maybe no module of Farm's: Farm would emit it. */
function isOnlyOurs(desk: Desk, path: string): boolean {
  const imports = [...desk.pictures.values(), ...desk.modules.values()]
  return desk.styles.has(path) || imports.some(({ photo }) => photo === path)
}

/** Farm keeps the assets of former updates, and a style sheet may go on naming one of these. */
function warnOfHashes({ site }: Desk, pictures: readonly NamedPicture[], logger: Logger): void {
  const photos = pictures.filter(({ isInStyle }) => isInStyle).map(({ photo }) => photo)
  if (!site.hashesNames || photos.length === 0) return
  const names = [...new Set(photos)].map((photo) => relative(site.root, photo)).join(', ')
  logger.warn(
    `${names} was edited: Farm may show the former picture in style sheets until the next start. ` +
      'Leave `[contentHash]` out of `output.assetsFilename` while you watch.',
  )
}
