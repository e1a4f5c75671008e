import { relative } from 'node:path'
import type { Compiler, Server } from '@farmfe/core'
import type { Logger } from '../../core/types.ts'
import type { Desk, NamedPicture } from './desk.ts'
import { refreshPicture } from './pictures.ts'

/** What builds the project again. */
export interface Builders {
  readonly compiler: Compiler
  /** Where there is a dev server. */
  readonly server: Server | undefined
}

/** Makes the pictures of an edited photo anew, and has Farm update what holds them. */
export async function renewPhoto(desk: Desk, photo: string, { compiler, server }: Builders): Promise<void> {
  const pictures = [...desk.pictures.values()].filter((picture) => picture.photo === photo)
  await Promise.all(pictures.map((picture) => renew(desk, picture)))
  const modules = [...desk.modules].filter(([, claimed]) => claimed.photo === photo).map(([path]) => path)
  const paths = [...pictures.map(({ file }) => file), ...modules, ...(desk.styles.get(photo) ?? [])]
  // Farm takes what lies in node_modules for unchangeable.
  for (const path of paths) compiler.invalidateModule(path)
  if (server?.hmrEngine) return server.hmrEngine.hmrUpdate(paths, true)
  await compiler.update(paths, true)
  compiler.writeResourcesToDisk()
}

async function renew(desk: Desk, picture: NamedPicture): Promise<void> {
  const matting = await desk.use()
  const renewed = { ...picture, ...(await refreshPicture(picture, await matting.cut(picture.request, picture.photo))) }
  desk.pictures.set(picture.file, renewed)
  await desk.inventory?.note(matting, renewed)
}

/** Farm keeps the assets of former updates, and a style sheet may go on naming one of these. */
export function warnOfHashes({ site, pictures }: Desk, photo: string, logger: Logger): void {
  const isInStyle = [...pictures.values()].some((picture) => picture.photo === photo && picture.isInStyle)
  if (!site.hashesNames || !isInStyle) return
  logger.warn(
    `${relative(site.root, photo)} was edited: Farm may show the former picture in style sheets until the next start. ` +
      'Leave `[contentHash]` out of `output.assetsFilename` while you watch.',
  )
}
