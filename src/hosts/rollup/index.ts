import type { Plugin } from 'rollup'
import { hasMarker, MARKER_RE } from '../../directives/query.ts'
import type { OpenMatting } from '../common/pipeline.ts'
import { createImports } from './imports.ts'
import { loadPicture, type LoadTools } from './load.ts'
import { findPhotoUrls, NEW_URL_RE } from './new-url.ts'
import { createSession } from '../common/session.ts'
import { describeSurvivor, findSurvivors } from '../common/survivors.ts'
import { importPhotos, type TransformContext } from './transform.ts'

/** What a transform is told beside. */
interface TransformExtra {
  readonly attributes?: Record<string, string> | undefined
  /** Rolldown's: `js`, `jsx`, `ts`, `tsx` or another. It makes JavaScript of TypeScript behind its plugins. */
  readonly moduleType?: string | undefined
}

/**
 * The hooks for Rollup: each import with the marker is a module of its own, which emits the picture as an asset.
 *
 * Handlers test the marker again: Rollup knows the filters of hooks since 4.38 only.
 *
 * @param onEmit told of each picture that was emitted
 */
export function createRollupHooks(open: OpenMatting, onEmit?: LoadTools['onEmit']): Partial<Plugin> {
  const session = createSession(open)
  const imports = createImports(session.use)
  return {
    async buildStart() {
      session.prepare({
        root: process.cwd(),
        logger: { info: (message) => this.info(message), warn: (message) => this.warn(message) },
      })
      await session.begin()
    },
    resolveId: {
      order: 'pre',
      filter: { id: MARKER_RE },
      handler(specifier, importer) {
        return hasMarker(specifier) ? imports.resolve(this, specifier, importer) : null
      },
    },
    load: {
      order: 'pre',
      filter: { id: MARKER_RE },
      handler(id) {
        return hasMarker(id) ? loadPicture(this, id, { imports, onEmit, use: session.use }) : null
      },
    },
    transform: {
      filter: { code: NEW_URL_RE },
      handler(code, id, { moduleType }: TransformExtra = {}) {
        return NEW_URL_RE.test(code)
          ? importPhotos(readAs(this, moduleType), { code, id }, { find: findPhotoUrls, use: session.use })
          : undefined
      },
    },
    generateBundle: {
      order: 'post',
      handler(_output, bundle) {
        for (const place of findSurvivors(bundle)) this.warn(describeSurvivor(place))
      },
    },
    buildEnd(error) {
      return session.end({ tell: error === undefined, again: this.meta.watchMode })
    },
    closeWatcher: session.close,
  }
}

/** A context that parses code of a type. Rollup takes no notice of it. */
function readAs(context: TransformContext, moduleType: string | undefined): TransformContext {
  const options = { lang: moduleType }
  return {
    resolve: (...args) => context.resolve(...args),
    parse: (code) => context.parse(code, options),
  }
}
