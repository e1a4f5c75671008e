import type { PluginBuild } from 'esbuild'
import { MARKER_RE } from '../../directives/query.ts'
import type { OpenMatting } from '../common/pipeline.ts'
import { createSession } from '../common/session.ts'
import { MODULE_NAMESPACE, PICTURE_RE, REQUIRE_NAMESPACE } from './claim.ts'
import { loadModule, loadPicture } from './load.ts'
import { createBuildLog } from './log.ts'
import { toMessage } from './message.ts'
import { resolveImport } from './resolve.ts'
import { findSurvivors } from './survivors.ts'

/**
 * Makes imports that carry the marker pictures, in a build or a context of esbuild: pictures go to esbuild's own loaders, so
 * names, public path and inlining are esbuild's. Its filters keep all other modules from ever reaching us.
 */
export function applyToEsbuild(build: PluginBuild, open: OpenMatting): void {
  const options = build.initialOptions
  const log = createBuildLog(options)
  const session = createSession(open)
  session.prepare({ root: options.absWorkingDir ?? process.cwd(), logger: log })
  // Where files are written, this alone says which.
  const wantsMetafile = options.metafile
  options.metafile = true

  // esbuild goes on behind a start that failed, and each import would tell the same again.
  let hasStarted = false
  build.onStart(async () => {
    try {
      hasStarted = false
      await session.begin()
      hasStarted = true
      return undefined
    } catch (error) {
      return { errors: [toMessage(error)] }
    }
  })
  build.onResolve({ filter: MARKER_RE }, (args) =>
    hasStarted ? resolveImport({ build, use: session.use }, args) : { path: args.path, external: true },
  )
  build.onLoad({ filter: PICTURE_RE, namespace: 'file' }, (args) => loadPicture({ options, use: session.use }, args))
  for (const namespace of [MODULE_NAMESPACE, REQUIRE_NAMESPACE]) {
    build.onLoad({ filter: MARKER_RE, namespace }, (args) => loadModule({ options, use: session.use }, args))
  }
  build.onEnd(async (result) => {
    const isDone = result.errors.length === 0
    // A context may build again, and does not say so: the pipeline is closed when it is disposed of.
    await session.end({ tell: isDone, again: true })
    const survivors = isDone ? await findSurvivors(result, options) : []
    if (!wantsMetafile) Reflect.deleteProperty(result, 'metafile')
    return { warnings: [...log.takeWarnings(), ...survivors] }
  })
  build.onDispose(() => void session.close())
}
