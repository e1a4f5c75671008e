import type { Compiler, Watching } from 'webpack'
import { NAME } from './name.ts'

/**
 * Gives up what a compiler is at as soon as it is to be closed. For `watching.close()` webpack has no hook but one at the
 * end, and waits for the build under way before: so its method is wrapped.
 */
export function closeEarly(compiler: Compiler, giveUp: () => Promise<void>): void {
  const wrapped = new WeakSet<Watching>()
  compiler.hooks.watchRun.tap(NAME, () => {
    const { watching } = compiler
    if (watching === undefined || wrapped.has(watching)) return
    wrapped.add(watching)
    const close = watching.close.bind(watching)
    watching.close = (callback) => {
      void giveUp()
      close(callback)
    }
  })
  compiler.hooks.shutdown.tapPromise(NAME, giveUp)
}
