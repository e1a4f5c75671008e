import { resolve } from 'node:path'
import type { ImportRequest } from '../core/asset.ts'
import { isMattingError, type MattingError } from '../core/errors.ts'
import { createLocator, type LocatePhoto } from '../scan/locate.ts'
import { hasSizes, type KnownPicture, type TypedImport } from './forms.ts'

/** An import to be typed. */
export interface NamedImport {
  readonly specifier: string
  /** The file that holds it, relative to the root or absolute. */
  readonly file: string
}

/** What reading imports needs of a pipeline. */
export interface ImportReader {
  /** Absolute path of the project. */
  readonly root: string
  /** @throws MattingError `INVALID_DIRECTIVE` */
  parse(specifier: string, importer: string): ImportRequest
  /** The pictures of a request, as far as they were made; in the order of its outputs. */
  peek(request: ImportRequest, photo: string): Promise<readonly (KnownPicture | undefined)[]>
}

/** Imports that were read, and why others could not be. */
export interface ReadImports {
  readonly imports: readonly TypedImport[]
  readonly problems: readonly MattingError[]
}

/** Reads imports; where the type depends on the pictures, these are looked up. Nothing is made. */
export async function describeImports(named: readonly NamedImport[], reader: ImportReader): Promise<ReadImports> {
  const locate = await createLocator(reader.root)
  const outcomes = await Promise.all(named.map((one) => describeImport(one, reader, locate)))
  return {
    imports: outcomes.filter((outcome): outcome is TypedImport => !isMattingError(outcome)),
    problems: outcomes.filter(isMattingError),
  }
}

async function describeImport(
  { specifier, file }: NamedImport,
  reader: ImportReader,
  locate: LocatePhoto,
): Promise<TypedImport | MattingError> {
  const importer = resolve(reader.root, file)
  const request = parseOrTell(() => reader.parse(specifier, importer))
  if (isMattingError(request)) return request
  const { directives, path } = request
  const photo = hasSizes(directives) ? await locate(path, importer) : undefined
  return { specifier, directives, pictures: photo === undefined ? [] : await reader.peek(request, photo) }
}

function parseOrTell(parse: () => ImportRequest): ImportRequest | MattingError {
  try {
    return parse()
  } catch (error) {
    if (isMattingError(error)) return error
    throw error
  }
}
