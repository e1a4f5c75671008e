import type { Compiler } from '@farmfe/core'
import type { Logger } from '../../core/types.ts'

/** A log that holds messages back until it knows where to tell them. */
export interface FarmLog extends Logger {
  /** Tells a failure that ends nothing. */
  error(message: string): void
  /** Tells everything from now on, and what was held back, through the logger of a compiler. */
  tellThrough(compiler: Compiler): void
}

type Level = 'info' | 'warn' | 'error'
type Logs = Readonly<Record<Level, (message: string, options: object) => void>>

/** Nothing is told yet: Farm shows its logger to plugins only when it has a compiler. */
export function createFarmLog(): FarmLog {
  const held: [Level, string][] = []
  let logger: Logs | undefined
  const tell = (level: Level, message: string): void => {
    if (logger === undefined) held.push([level, message])
    else logger[level](`[unplugin-matting] ${message}`, {})
  }
  return {
    info: (message) => tell('info', message),
    warn: (message) => tell('warn', message),
    error: (message) => tell('error', message),
    tellThrough(compiler) {
      // Private in its types, and the only one that a program's own `logger` reaches.
      logger = Reflect.get(compiler, 'logger') as Logs
      for (const [level, message] of held.splice(0)) tell(level, message)
    },
  }
}
