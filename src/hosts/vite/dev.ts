import { dirname, join } from 'node:path'
import pc from 'picocolors'
import type { DevEnvironment, ErrorPayload, ResolvedConfig, ViteDevServer } from 'vite'
import { describeCause, isMattingError } from '../../core/errors.ts'
import type { Follower } from '../../core/follower.ts'
import { type DirectSetting, serveDirect } from '../../dev/direct.ts'
import { createExhibition } from '../../dev/exhibition.ts'
import { GALLERY_FOLDER, serveGallery } from '../../dev/gallery.ts'
import type { Offers } from '../../dev/offers.ts'
import { servePictures } from '../../dev/pictures.ts'
import { type ReadRule, refuseOutside } from '../../dev/read-rule.ts'
import type { Session } from '../common/session.ts'
import { findFile, toPosix } from './paths.ts'

/** The part of a plugin instance that is there for a dev server. */
export interface Dev {
  /** Whether there is a server: builds have none. */
  readonly isServing: boolean
  /** Shows the pictures of a dev server in the gallery, and refuses photos that it may not read. */
  readonly follow: Follower
  /**
   * Serves the pictures on offer, and the gallery. A picture that fails is an error in the terminal and over the page, and
   * the server goes on. When it closes, what is in flight is given up.
   */
  serve(server: ViteDevServer, offers: Offers, session: Pick<Session, 'use' | 'close'>): Promise<void>
  /**
   * Whether no module stands between a photo and the page: its picture was asked for directly, or the last attempt at it failed, and a
   * page may wait for it to be mended.
   */
  needsReload(photo: string): boolean
}

/** Starts without a server: builds never have one. */
export function createDev(): Dev {
  const exhibition = createExhibition()
  const direct = new Set<string>()
  let follow: Follower | undefined
  return {
    get isServing() {
      return follow !== undefined
    },
    follow: (sitting) => (follow ? follow(sitting) : sitting.make()),
    async serve(server, offers, { use, close }) {
      const { base, root } = server.config
      const mayRead = await createReadRule(server.config)
      follow = letPlacedThrough(server.config, refuseOutside(mayRead, exhibition.follow))
      const onError = (error: unknown): void => showError(server, error)
      server.middlewares.use(servePictures({ offers, base, use, onError }))
      server.middlewares.use(
        serveDirect({ base, locate: createLocate(server.config), use, onAsk: (photo) => direct.add(photo), onError }),
      )
      server.middlewares.use(serveGallery({ exhibition, base, root, mayRead }))
      for (const environment of Object.values(server.environments)) giveUpFirst(environment, close)
      tellGallery(server)
    },
    needsReload: (photo) => direct.has(photo) || exhibition.hasFailed(photo),
  }
}

/** Where photos are that are asked for by their own URLs. What is in the public folder is served by Vite as it is. */
function createLocate({ root, publicDir }: ResolvedConfig): DirectSetting['locate'] {
  return async (path) => {
    const isPublic = publicDir !== '' && (await findFile(join(publicDir, path))) !== undefined
    return isPublic ? undefined : ((await findFile(join(root, path))) ?? toPosix(join(root, path)))
  }
}

/** Vite's own rule for files: `server.fs`, and what modules import. Loaded here only, since other bundlers come without Vite. */
async function createReadRule(config: ResolvedConfig): Promise<ReadRule> {
  const { isFileLoadingAllowed } = await import('vite')
  return (file) => isFileLoadingAllowed(config, toPosix(file))
}

/**
 * Style sheets name real files, in a cache that may be anywhere. Vite serves none outside `server.fs.allow`, so the folder of placed
 * pictures is added to it: that holds finished pictures only.
 */
function letPlacedThrough({ server: { fs } }: ResolvedConfig, follow: Follower): Follower {
  return async (sitting) => {
    const asset = await follow(sitting)
    const place = async (): Promise<string> => {
      const file = await asset.place()
      const folder = toPosix(dirname(dirname(file)))
      if (!fs.allow.includes(folder)) fs.allow.push(folder)
      return file
    }
    return { ...asset, place }
  }
}

function showError({ config, environments }: ViteDevServer, error: unknown): void {
  // The server is closing: nobody waits for it.
  if (isMattingError(error) && error.code === 'ABORTED') return
  const message = describeCause(error)
  config.logger.error(message, { timestamp: true, error: error instanceof Error ? error : null })
  environments.client.hot.send({ type: 'error', err: describeError(message) })
}

/** An environment tells plugins of its end only when all modules in flight are through, and they may wait for pictures. */
function giveUpFirst(environment: DevEnvironment, giveUp: () => Promise<void>): void {
  const close = environment.close.bind(environment)
  environment.close = async () => {
    await giveUp()
    await close()
  }
}

/** One more line below the addresses that Vite prints; there is no hook for that. */
function tellGallery(server: ViteDevServer): void {
  const print = server.printUrls.bind(server)
  server.printUrls = () => {
    print()
    const [address] = [...(server.resolvedUrls?.local ?? []), ...(server.resolvedUrls?.network ?? [])]
    if (address === undefined) return
    server.config.logger.info(`  ${pc.green('➜')}  ${pc.bold('Cut-outs')}: ${pc.cyan(address + GALLERY_FOLDER)}`)
  }
}

/** The overlay names the plugin itself; the stack is ours, not the user's, and would hide the fix. */
function describeError(message: string): ErrorPayload['err'] {
  return { message: message.replace(/^\[unplugin-matting\] /, ''), stack: '', plugin: 'unplugin-matting' }
}
