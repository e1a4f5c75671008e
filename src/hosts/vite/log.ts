import { clearLine, cursorTo } from 'node:readline'
import type { ResolvedConfig } from 'vite'
import type { SessionSetting } from '../common/session.ts'

/** Where the builds of a config run, with Vite's logger. */
export function describeSetting({ root, logger, command }: ResolvedConfig): SessionSetting {
  const tell = (write: (message: string) => void) => (message: string) => {
    if (command === 'build') clearProgress()
    write(`[unplugin-matting] ${message}`)
  }
  return {
    root,
    logger: { info: tell((message) => logger.info(message)), warn: tell((message) => logger.warn(message)) },
  }
}

/** On a terminal a build leaves its `transforming (12) …` unfinished, and writes over it; so must we. */
function clearProgress(): void {
  if (!process.stdout.isTTY) return
  cursorTo(process.stdout, 0)
  clearLine(process.stdout, 0)
}
