import type { DevEnvironment, ErrorPayload, ViteDevServer } from 'vite'
import { isMattingError } from '../../core/errors.ts'
import { createMiddleware, type Offers } from './serve.ts'
import type { Session } from '../rollup/session.ts'

/**
 * Serves the pictures on offer; one that fails is an error in the terminal and over the page, and the server goes on. When it
 * closes, what is in flight is given up.
 */
export function servePictures(server: ViteDevServer, offers: Offers, { use, close }: Session): void {
  const { base, logger } = server.config
  const onError = (error: unknown): void => {
    // The server is closing: nobody waits for it.
    if (isMattingError(error) && error.code === 'ABORTED') return
    const err = describeError(error)
    logger.error(err.message, { timestamp: true, error: error instanceof Error ? error : null })
    server.environments.client.hot.send({ type: 'error', err })
  }
  server.middlewares.use(createMiddleware({ offers, base, use, onError }))
  for (const environment of Object.values(server.environments)) giveUpFirst(environment, close)
}

/** An environment tells plugins of its end only when all modules in flight are through, and they may wait for pictures. */
function giveUpFirst(environment: DevEnvironment, giveUp: () => Promise<void>): void {
  const close = environment.close.bind(environment)
  environment.close = async () => {
    await giveUp()
    await close()
  }
}

function describeError(error: unknown): ErrorPayload['err'] {
  const message = error instanceof Error ? error.message : String(error)
  // The stack is ours, not the user's; it would hide the fix.
  return { message, stack: '', plugin: 'unplugin-matting' }
}
