import { join } from 'node:path'
import type { Compilation, Compiler, RspackPluginInstance } from '@rspack/core'
import type { OpenMatting } from '../common/pipeline.ts'
import { closeEarly } from '../webpack/close.ts'
import { NAME } from '../common/name.ts'
import { createSession, MAKE, type Session } from '../webpack/session.ts'
import { describeSurvivors } from '../webpack/survivors.ts'
import { keepsModules, versionCache } from './cache.ts'
import { findLoaders, type LoaderPaths } from './loader-paths.ts'
import { findModule } from './module.ts'
import { readRequest, replaceRequest, REQUEST_RE, SCHEME } from './request.ts'
import { readForm, readResource, splitResource } from './resource.ts'
import { addRules } from './rules.ts'

/** A plugin of Rspack, with a pipeline of its own in each compiler. */
export function createRspackPlugin(open: OpenMatting): RspackPluginInstance {
  return { apply: (compiler) => applyToRspack(compiler, open) }
}

/**
 * Makes imports that carry the marker cut-outs, in a compiler and its child compilers.
 *
 * Rspack itself compares requests with the marker and gives ours a scheme; the hook of that scheme finds their modules, and
 * rules that match no others shape them. So no call from Rspack to JavaScript is made for any other module.
 */
export function applyToRspack(compiler: Compiler, open: OpenMatting): void {
  const session = createSession(compiler, open, readResource)
  const loaders = findLoaders()
  replaceRequests(compiler, loaders)
  compiler.hooks.environment.tap(NAME, () => addRules(compiler.options, loaders))
  beginRuns(compiler, session)
  closeEarly(compiler, () => session.close())
  compiler.hooks.compilation.tap(NAME, (compilation, { normalModuleFactory }) => {
    normalModuleFactory.hooks.resolveForScheme.for(SCHEME).tapPromise(NAME, async (data) => {
      const { resource, outcome } = await findModule(await session.open(), compiler, readRequest(data.resource))
      session.remember(resource, outcome)
      Object.assign(data, splitResource(resource))
      return true
    })
    const { loader } = compiler.rspack.NormalModule.getCompilationHooks(compilation)
    loader.tap(NAME, (context) => void Object.assign(context, { [MAKE]: session.make }))
  })
  compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
    tellWarnings(compiler, compilation, session)
  })
  compiler.hooks.afterEmit.tapPromise(NAME, (compilation) => warnOfSurvivors(compiler, compilation))
  compiler.hooks.done.tapPromise(NAME, () => session.report())
}

/** Files are read where they were written: Rspack takes longer to hand an asset over than to make it. */
async function warnOfSurvivors(compiler: Compiler, compilation: Compilation): Promise<void> {
  const { path = '' } = compilation.outputOptions
  const assets = compilation.getAssets().map(({ name, info }) => ({
    ...{ name, info },
    read: () => readOutput(compiler, join(path, name.replace(/\?.*/s, ''))),
  }))
  const messages = await describeSurvivors(assets, (photo) => readForm(photo) !== undefined)
  compilation.warnings.push(...messages.map((message) => new compiler.rspack.WebpackError(message)))
}

/** Of the disk, or of a dev server's memory. A file that is gone again says nothing. */
function readOutput({ outputFileSystem }: Compiler, file: string): Promise<Buffer> {
  return new Promise((resolve) => {
    if (!outputFileSystem) return resolve(Buffer.alloc(0))
    outputFileSystem.readFile(file, (error, content) =>
      resolve(error || !content ? Buffer.alloc(0) : Buffer.from(content)),
    )
  })
}

/** Has Rspack compare requests itself, in child compilers, too: these take over plugins that hook into compilations. */
function replaceRequests(compiler: Compiler, { address }: LoaderPaths): void {
  const { NormalModuleReplacementPlugin } = compiler.rspack
  const plugin = new NormalModuleReplacementPlugin(REQUEST_RE, (data) => replaceRequest(data, address))
  plugin.affectedHooks = 'compilation'
  plugin.apply(compiler)
}

/** Opens the session as a run begins; before the first one, Rspack's cache is told of the options. */
function beginRuns(compiler: Compiler, session: Session): void {
  let isFirst = true
  const begin = async (): Promise<void> => {
    await session.start()
    if (isFirst && keepsModules(compiler.options)) versionCache(compiler.options, await session.open())
    isFirst = false
  }
  compiler.hooks.beforeRun.tapPromise(NAME, begin)
  compiler.hooks.watchRun.tapPromise(NAME, begin)
}

function tellWarnings(compiler: Compiler, compilation: Compilation, session: Session): void {
  const { WebpackError } = compiler.rspack
  compilation.hooks.afterSeal.tapPromise(NAME, async () => {
    for (const text of session.takeWarnings()) compilation.warnings.push(new WebpackError(`[${NAME}] ${text}`))
  })
}
