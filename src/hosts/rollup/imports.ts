import { basename } from 'node:path'
import type { ImportRequest } from '../../core/asset.ts'
import { isPicture } from '../../core/form.ts'
import { isRemote, splitSpecifier } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { reportUnfound } from '../common/unfound.ts'
import { locatePhoto, type Resolver } from './locate.ts'
import { decodeQuery, readRemoteId, writeRemoteId } from './remote.ts'

/** An import, and the photo it means. */
export interface PhotoImport {
  readonly request: ImportRequest
  /** Absolute path, or the address of a remote photo. */
  readonly photo: string
}

/** The imports of a plugin instance that ask for a picture. */
export interface Imports {
  /**
   * Resolves an import to the id of its module: the photo's path and the query as written. So each import variant is
   * a module of its own, and bundlers that go by file (Vite's module graph) tie it to the photo.
   *
   * @throws MattingError `INVALID_DIRECTIVE`, `SOURCE_NOT_FOUND`; both name the import and the importer
   */
  resolve(resolver: Resolver, specifier: string, importer: string | undefined): Promise<string>
  /** The import behind a module id: with the importer that was met first, since `load` is not told. */
  find(id: string): Promise<PhotoImport>
}

/**
 * Starts with no imports; `use` gives the pipeline that parses them.
 *
 * @param check throws where the bundler has no way to take an import
 */
export function createImports(
  use: () => Promise<Matting>,
  check: (request: ImportRequest) => void = () => {},
): Imports {
  const known = new Map<string, PhotoImport>()
  const find: Imports['find'] = async (id) => {
    const found = known.get(id) ?? readId((await use()).parse(readRemoteId(id) ?? id))
    known.set(id, found)
    return found
  }
  return {
    async resolve(resolver, specifier, importer) {
      const owner = importer === undefined ? undefined : known.get(importer)
      if (importer !== undefined && owner && !isPicture(owner.request.directives)) {
        const id = splitId(importer).path + splitId(specifier).query
        if (!known.has(id)) known.set(id, toPicture(owner, (await use()).parse(readRemoteId(id) ?? id)))
        return id
      }
      const request = (await use()).parse(readRemoteId(specifier) ?? specifier, importer)
      check(request)
      const photo = isRemote(request.path) ? request.path : await locatePhoto(resolver, request.path, importer)
      if (photo === undefined) throw reportUnfound(request)
      const id = writeId(request, photo)
      if (importer !== undefined || !known.has(id)) known.set(id, { request, photo })
      return id
    },
    find,
  }
}

/** How the module of an id names itself: relative, so that no code depends on a machine. */
export function writeNear(id: string): string {
  const { path, query } = splitId(id)
  return `./${basename(path)}${query}`
}

function writeId({ specifier, path }: ImportRequest, photo: string): string {
  return isRemote(photo) ? writeRemoteId(specifier) : photo + decodeQuery(specifier.slice(path.length))
}

/** An id that no import of this process led to: a bundler kept it, or a browser. */
function readId(request: ImportRequest): PhotoImport {
  return { request, photo: request.path }
}

/** One picture of an import: errors name what was written. */
function toPicture({ request, photo }: PhotoImport, { directives, bundlerQuery }: ImportRequest): PhotoImport {
  return { photo, request: { ...request, directives, bundlerQuery } }
}

function splitId(id: string): { path: string; query: string } {
  const { path } = splitSpecifier(id)
  return { path, query: id.slice(path.length) }
}
