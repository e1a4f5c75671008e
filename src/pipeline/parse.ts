import type { ImportRequest } from '../core/asset.ts'
import { parseRequest } from '../core/request.ts'
import type { ResolvedOptions } from '../options/types.ts'
import { showPath } from './tell.ts'

/** Parses an import that carries the marker. @throws MattingError `INVALID_DIRECTIVE` */
export type ParseImport = (specifier: string, importer?: string) => ImportRequest

/** Makes the function that parses imports by the presets, defaults and rules of a project. */
export function createParser(options: ResolvedOptions): ParseImport {
  return (specifier, importer) => parseRequest(specifier, showPath(importer, options.root), options)
}
