import type { BuildOptions, PartialMessage } from 'esbuild'
import type { Logger } from '../../core/types.ts'

/** Levels at which esbuild tells no news. */
const QUIET_LEVELS: ReadonlySet<BuildOptions['logLevel']> = new Set(['silent', 'error', 'warning'])

/** Where a build's messages go. */
export interface BuildLog extends Logger {
  /** Warnings since the last call, for esbuild to tell. */
  takeWarnings(): PartialMessage[]
}

/**
 * News go to the terminal, as esbuild's own summary does: unless the project asked for less. esbuild has no way for plugins to
 * tell them.
 */
export function createBuildLog({ logLevel }: BuildOptions): BuildLog {
  const warnings: string[] = []
  return {
    info(message) {
      if (!QUIET_LEVELS.has(logLevel)) process.stderr.write(`[unplugin-matting] ${message}\n`)
    },
    warn: (message) => void warnings.push(message),
    takeWarnings: () => warnings.splice(0).map((text) => ({ text })),
  }
}
