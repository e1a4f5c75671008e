import type { Compilation, Compiler, ResolveData } from 'webpack'
import type { OpenMatting } from '../common/pipeline.ts'
import { shapeModule } from './asset.ts'
import { versionCache } from './cache.ts'
import { closeEarly } from './close.ts'
import { namesAssets } from './file-names.ts'
import { findLoaders } from './loader-path.ts'
import { NAME } from '../common/name.ts'
import { readResource, resolveRemote } from './remote.ts'
import { type Claim, claimImport } from './request.ts'
import { createSession, MAKE, type Session } from './session.ts'
import { findSpecifier } from './specifier.ts'
import { prepareStyles } from './styles.ts'
import { describeSurvivors } from './survivors.ts'
import { waitAside } from './wait-aside.ts'

/** After plugins that ignore or replace requests. */
const LATE = 100

/**
 * Makes imports that carry the marker cut-outs, in a compiler and its child compilers.
 *
 * Their requests are rewritten to webpack's inline form, so that everything webpack does with pictures (rules, inline
 * limits, file names, public paths, watching, caching) is done by webpack itself.
 */
export function applyToWebpack(compiler: Compiler, open: OpenMatting): void {
  const session = createSession(compiler, open, readResource)
  versionCache(compiler.options)
  compiler.hooks.beforeRun.tapPromise(NAME, () => session.start())
  compiler.hooks.watchRun.tapPromise(NAME, () => session.start())
  closeEarly(compiler, () => session.close())
  compiler.hooks.compilation.tap(NAME, (compilation) => {
    claimImports(compilation, session)
    const { loader } = compiler.webpack.NormalModule.getCompilationHooks(compilation)
    const make: Session['make'] = (...module) => waitAside(compilation, () => session.make(...module))
    loader.tap(NAME, (context) => void Object.assign(context, { [MAKE]: make }))
  })
  compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
    const { WebpackError } = compiler.webpack
    const tell = (): void =>
      void compilation.warnings.push(...session.takeWarnings().map((text) => new WebpackError(`[${NAME}] ${text}`)))
    compilation.hooks.afterSeal.tap(NAME, tell)
    warnOfSurvivors(compiler, compilation)
  })
  compiler.hooks.done.tapPromise(NAME, () => session.report())
}

/** Pictures of ours have the names that they go by, so a photo with a marker is none. */
function warnOfSurvivors(compiler: Compiler, compilation: Compilation): void {
  const { Compilation: Stages, WebpackError } = compiler.webpack
  const stage = Stages.PROCESS_ASSETS_STAGE_REPORT
  compilation.hooks.processAssets.tapPromise({ name: NAME, stage }, async () => {
    const assets = compilation
      .getAssets()
      .map(({ name, info, source }) => ({ name, info, read: () => source.buffer() }))
    const messages = await describeSurvivors(assets, () => false)
    compilation.warnings.push(...messages.map((message) => new WebpackError(message)))
  })
}

function claimImports(compilation: Compilation, session: Session): void {
  const factory = compilation.params.normalModuleFactory
  const named = namesAssets(compilation.compiler.options)
  const claims = new WeakMap<ResolveData, Claim>()
  const { loader, styleLoader } = findLoaders()
  const claim = async (data: ResolveData, specifier: string): Promise<void> => {
    const claimed = await claimImport({ matting: await session.open(), compilation, factory, loader }, data, specifier)
    if (claimed) claims.set(data, claimed)
  }
  const shape = async ({ createData }: ResolveData, claimed: Claim): Promise<void> => {
    session.remember(createData.resource ?? '', claimed.outcome)
    await shapeModule(createData, claimed, { factory, named })
  }
  // Not promises for all: these hooks run for every module of the project.
  factory.hooks.beforeResolve.tapAsync({ name: NAME, stage: LATE }, (data, callback) => {
    const specifier = findSpecifier(data.request)
    if (specifier === undefined) callback()
    else void claim(data, specifier).then(() => callback(), callback)
  })
  resolveRemote(factory, (data) => claims.get(data)?.resource ?? '')
  factory.hooks.afterResolve.tapAsync({ name: NAME, stage: LATE }, (data, callback) => {
    const claimed = claims.get(data)
    if (claimed) return void shape(data, claimed).then(() => callback(), callback)
    prepareStyles(data, styleLoader)
    callback()
  })
}
