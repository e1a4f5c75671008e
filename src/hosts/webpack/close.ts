import { NAME } from '../common/name.ts'

/** What a compiler gives while it watches. */
interface Watching<Callback> {
  close(callback: Callback): void
}

/** A compiler of webpack or of Rspack, as far as closing goes. */
interface ClosingCompiler<Callback> {
  readonly hooks: {
    readonly watchRun: { tap(name: string, run: () => void): void }
    readonly shutdown: { tapPromise(name: string, run: () => Promise<void>): void }
  }
  readonly watching?: Watching<Callback> | null | undefined
}

/**
 * Gives up what a compiler is at as soon as it is to be closed. For `watching.close()` there is no hook but one at the
 * end, and the build under way is waited for before: so its method is wrapped.
 */
export function closeEarly<Callback>(compiler: ClosingCompiler<Callback>, giveUp: () => Promise<void>): void {
  const wrapped = new WeakSet<Watching<Callback>>()
  compiler.hooks.watchRun.tap(NAME, () => {
    const { watching } = compiler
    if (!watching || wrapped.has(watching)) return
    wrapped.add(watching)
    const close = watching.close.bind(watching)
    watching.close = (callback) => {
      void giveUp()
      close(callback)
    }
  })
  compiler.hooks.shutdown.tapPromise(NAME, giveUp)
}
