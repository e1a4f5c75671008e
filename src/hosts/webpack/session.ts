import type { Compiler } from 'webpack'
import type { Asset, ImportRequest } from '../../core/asset.ts'
import { isMattingError, type MattingError } from '../../core/errors.ts'
import type { Matting } from '../../matting.ts'
import type { OpenMatting } from '../open.ts'
import { findRoot } from './root.ts'

/** The name of the plugin in hooks, logs and warnings. */
export const NAME = 'unplugin-matting'

/** Where the loader finds the session in its context. */
export const SESSION: unique symbol = Symbol.for('unplugin-matting.session')

/** What an import turned out to be. A query that can't be read is told when its module is built. */
export type Outcome = ImportRequest | MattingError

/** What the hooks of one compiler, its child compilers and the loader share. */
export interface Session {
  /** The pipeline; opened by the first call. */
  open(): Promise<Matting>
  /** Remembers an import under the resource webpack resolved it to, query included; of several importers the last. */
  remember(resource: string, outcome: Outcome): void
  /**
   * Cuts the photo of a module.
   *
   * @param resource as webpack resolved it, query included
   * @param photo absolute path
   */
  cut(resource: string, photo: string): Promise<Asset>
  /** Warnings since the last call. */
  takeWarnings(): string[]
  /** Tells what was cut since the last call. */
  report(): Promise<void>
  close(): Promise<void>
}

/** Starts the session of a compiler. Nothing is opened yet. */
export function createSession(compiler: Compiler, openMatting: OpenMatting): Session {
  const log = compiler.getInfrastructureLogger(NAME)
  const warnings: string[] = []
  const logger = {
    info: (message: string): void => log.info(message),
    // Stats show them, once; the infrastructure log would show them a second time.
    warn: (message: string): void => void warnings.push(message),
  }
  const opened: { matting?: Promise<Matting> } = {}
  const open = (): Promise<Matting> => (opened.matting ??= openMatting({ root: findRoot(compiler.context), logger }))
  const outcomes = new Map<string, Outcome>()
  return {
    open,
    remember: (resource, outcome) => void outcomes.set(resource, outcome),
    cut: async (resource, photo) => cutModule(await open(), outcomes.get(resource) ?? resource, photo),
    takeWarnings: () => warnings.splice(0),
    async report() {
      const summary = (await opened.matting)?.takeSummary()
      if (summary !== undefined) log.info(summary)
    },
    close: async () => (await opened.matting?.catch(() => undefined))?.close(),
  }
}

/** A module that webpack brought back from its cache may not have been imported before our eyes: its resource says it all. */
async function cutModule(matting: Matting, outcome: Outcome | string, photo: string): Promise<Asset> {
  const request = typeof outcome === 'string' ? matting.parse(outcome) : outcome
  if (isMattingError(request)) throw request
  return matting.cut(request, photo)
}
