import type { Plugin } from 'rollup'
import { hasMarker, MARKER_RE, splitSpecifier } from '../../directives/query.ts'
import type { OpenMatting } from '../open.ts'
import { createImports } from './imports.ts'
import { NEW_URL_RE } from './new-url.ts'
import { createSession } from './session.ts'
import { transformPhotoUrls } from './transform.ts'

/**
 * The hooks for Rollup: each import with the marker is a module of its own, which emits the cut-out as an asset.
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
      async handler(id) {
        if (!hasMarker(id)) return null
        const photo = splitSpecifier(id).path
        this.addWatchFile(photo)
        const matting = await session.use()
        const asset = await matting.cut(await imports.find(id), photo)
        const reference = this.emitFile({
          type: 'asset',
          name: asset.name,
          originalFileName: photo,
          source: await asset.read(),
          // An import that tree shaking removes takes its picture along.
          needsCodeReference: true,
        })
        return { code: `export default import.meta.ROLLUP_FILE_URL_${reference}`, moduleSideEffects: false }
      },
    },
    transform: {
      filter: { code: NEW_URL_RE },
      handler(code, id) {
        return NEW_URL_RE.test(code) ? transformPhotoUrls(this, code, id) : undefined
      },
    },
    buildEnd(error) {
      return session.end({ tell: error === undefined, again: this.meta.watchMode })
    },
    closeWatcher: session.close,
  }
}
