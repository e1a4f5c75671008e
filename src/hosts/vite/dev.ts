import type { ErrorPayload, ViteDevServer } from 'vite'
import { createMiddleware, type Offers } from './serve.ts'
import type { Matting } from '../../matting.ts'

/** Serves the cut-outs on offer; one that fails is an error in the terminal and over the page, and the server goes on. */
export function serveCutOuts(server: ViteDevServer, offers: Offers, use: () => Promise<Matting>): void {
  const { base, logger } = server.config
  const onError = (error: unknown): void => {
    const err = describeError(error)
    logger.error(err.message, { timestamp: true, error: error instanceof Error ? error : null })
    server.environments.client.hot.send({ type: 'error', err })
  }
  server.middlewares.use(createMiddleware({ offers, base, use, onError }))
}

function describeError(error: unknown): ErrorPayload['err'] {
  const message = error instanceof Error ? error.message : String(error)
  // The stack is ours, not the user's; it would hide the fix.
  return { message, stack: '', plugin: 'unplugin-matting' }
}
