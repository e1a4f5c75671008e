import type { Compiler, ResolveData } from 'webpack'
import type { OpenMatting } from '../open.ts'
import { namesAssets, shapeAsset } from './asset.ts'
import { findLoader } from './loader-path.ts'
import { claimImport, isClaimed } from './request.ts'
import type { ModuleFactory } from './resolve.ts'
import { createSession, NAME, type Outcome, type Session, SESSION } from './session.ts'

/** After plugins that ignore or replace requests. */
const LATE = 100

/**
 * Makes imports that carry the marker cut-outs, in a compiler and its child compilers.
 *
 * Their requests are rewritten to webpack's inline form, so that everything webpack does with pictures (rules, inline
 * limits, file names, public paths, watching, caching) is done by webpack itself.
 */
export function applyToWebpack(compiler: Compiler, open: OpenMatting): void {
  const session = createSession(compiler, open)
  compiler.hooks.beforeRun.tapPromise(NAME, async () => void (await session.open()))
  compiler.hooks.watchRun.tapPromise(NAME, async () => void (await session.open()))
  compiler.hooks.compilation.tap(NAME, (compilation, { normalModuleFactory }) => {
    claimImports(normalModuleFactory, session, namesAssets(compiler.options))
    const { loader } = compiler.webpack.NormalModule.getCompilationHooks(compilation)
    loader.tap(NAME, (context) => void Object.assign(context, { [SESSION]: session }))
  })
  compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
    const { WebpackError } = compiler.webpack
    const tell = (): void =>
      void compilation.warnings.push(...session.takeWarnings().map((text) => new WebpackError(`[${NAME}] ${text}`)))
    compilation.hooks.afterSeal.tap(NAME, tell)
  })
  compiler.hooks.done.tapPromise(NAME, () => session.report())
  compiler.hooks.shutdown.tapPromise(NAME, () => session.close())
}

function claimImports(factory: ModuleFactory, session: Session, named: boolean): void {
  const claimed = new WeakMap<ResolveData, Outcome>()
  const loader = findLoader()
  const claim = async (data: ResolveData): Promise<void> => {
    const outcome = await claimImport({ matting: await session.open(), factory, loader }, data)
    if (outcome) claimed.set(data, outcome)
  }
  const shape = async ({ createData }: ResolveData, outcome: Outcome): Promise<void> => {
    session.remember(createData.resource ?? '', outcome)
    await shapeAsset(createData, outcome, { factory, named })
  }
  // Not promises for all: these hooks run for every module of the project.
  factory.hooks.beforeResolve.tapAsync({ name: NAME, stage: LATE }, (data, callback) => {
    if (isClaimed(data.request)) void claim(data).then(() => callback(), callback)
    else callback()
  })
  factory.hooks.afterResolve.tapAsync({ name: NAME, stage: LATE }, (data, callback) => {
    const outcome = claimed.get(data)
    if (outcome) void shape(data, outcome).then(() => callback(), callback)
    else callback()
  })
}
