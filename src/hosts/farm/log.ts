import type { Compiler } from '@farmfe/core'
import type { Logger } from '../../core/types.ts'

/** A log that holds messages back until it knows where to tell them. */
export interface FarmLog extends Logger {
  /** Tells everything from now on, and what was held back, through the logger of a compiler. */
  tellThrough(compiler: Compiler): void
}

/** Nothing is told yet: Farm shows its logger to plugins only when it has a compiler. */
export function createFarmLog(): FarmLog {
  const held: [keyof Logger, string][] = []
  let logger: Logger | undefined
  const tell = (level: keyof Logger, message: string): void => {
    if (logger === undefined) held.push([level, message])
    else logger[level](`[unplugin-matting] ${message}`)
  }
  return {
    info: (message) => tell('info', message),
    warn: (message) => tell('warn', message),
    tellThrough(compiler) {
      // Private in its types, and the only one that a program's own `logger` reaches.
      logger = Reflect.get(compiler, 'logger') as Logger
      for (const [level, message] of held.splice(0)) tell(level, message)
    },
  }
}
