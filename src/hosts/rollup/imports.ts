import type { ImportRequest } from '../../core/asset.ts'
import type { Matting } from '../../matting.ts'
import { locatePhoto, reportUnfound, type Resolver } from './locate.ts'

/** The imports of a plugin instance that ask for a cut-out. */
export interface Imports {
  /**
   * Resolves an import to the id of its module: the photo's path and the query as written. So each import variant is
   * a module of its own, and bundlers that go by file (Vite's module graph) tie it to the photo.
   *
   * @throws MattingError `INVALID_DIRECTIVE`, `SOURCE_NOT_FOUND`; both name the import and the importer
   */
  resolve(resolver: Resolver, specifier: string, importer: string | undefined): Promise<string>
  /** The request behind a module id: with the importer that was met first, since `load` is not told. */
  find(id: string): Promise<ImportRequest>
}

/** Starts with no imports; `use` gives the pipeline that parses them. */
export function createImports(use: () => Promise<Matting>): Imports {
  const requests = new Map<string, ImportRequest>()
  return {
    async resolve(resolver, specifier, importer) {
      const request = (await use()).parse(specifier, importer)
      const photo = await locatePhoto(resolver, request.path, importer)
      if (photo === undefined) throw reportUnfound(request)
      const id = photo + specifier.slice(request.path.length)
      if (importer !== undefined || !requests.has(id)) requests.set(id, request)
      return id
    },
    find: async (id) => requests.get(id) ?? (await use()).parse(id),
  }
}
