import type { Plugin } from 'rollup'
import { hasMarker, MARKER_RE } from '../../directives/query.ts'
import type { OpenMatting } from '../open.ts'
import { createImports } from './imports.ts'
import { loadPicture } from './load.ts'
import { findPhotoUrls, NEW_URL_RE } from './new-url.ts'
import { createSession } from './session.ts'
import { importPhotos } from './transform.ts'

/**
 * The hooks for Rollup: each import with the marker is a module of its own, which emits the picture as an asset.
 *
 * Handlers test the marker again: Rollup knows the filters of hooks since 4.38 only.
 */
export function createRollupHooks(open: OpenMatting): Partial<Plugin> {
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
        return hasMarker(id) ? loadPicture(this, id, { imports, use: session.use }) : null
      },
    },
    transform: {
      filter: { code: NEW_URL_RE },
      handler(code, id) {
        return NEW_URL_RE.test(code)
          ? importPhotos(this, { code, id }, { find: findPhotoUrls, use: session.use })
          : undefined
      },
    },
    buildEnd(error) {
      return session.end({ tell: error === undefined, again: this.meta.watchMode })
    },
    closeWatcher: session.close,
  }
}
