import matting from 'unplugin-matting/vite'
import { createServer, type InlineConfig, type ViteDevServer } from 'vite'
import { onTestFinished } from 'vitest'
import type { Options } from '../../../src/options/types.ts'
import { type CountingEngine, createCountingEngine, type Project } from '../support.ts'
import { createLog } from './support.ts'

export interface Dev extends CountingEngine {
  readonly server: ViteDevServer
  readonly log: string[]
  fetch(path: string, headers?: Record<string, string>): Promise<Response>
  /** Text of a module as the browser gets it. */
  load(path: string): Promise<string>
}

/** Starts a dev server of a project; it is closed when the test ends. */
export async function startDev(
  project: Project,
  config: InlineConfig = {},
  { counting = createCountingEngine(), options = {} }: { counting?: CountingEngine; options?: Options } = {},
): Promise<Dev> {
  const { log, logger } = createLog()
  const server = await createServer({
    root: project.dir,
    configFile: false,
    customLogger: logger,
    logLevel: 'warn',
    plugins: [matting({ engine: counting.engine, ...options })],
    server: { port: 0, host: '127.0.0.1', ...config.server },
    optimizeDeps: { noDiscovery: true },
    ...config,
  })
  await server.listen()
  onTestFinished(() => server.close())
  const address = server.httpServer?.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const get: Dev['fetch'] = (path, headers = {}) => fetch(new URL(path, origin), { headers })
  return { ...counting, server, log, fetch: get, load: async (path) => (await get(path)).text() }
}

/** The URL that a module of a picture exports. */
export const readExport = (code: string): string => /export default "([^"]*)"/.exec(code)?.[1] ?? 'none'
