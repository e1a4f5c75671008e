import type { MattingError } from '../core/errors.ts'
import { type FoundImport, scanProject } from '../scan/scan-project.ts'
import { declarations } from './declarations.ts'
import { describeImports, type ImportReader, type NamedImport } from './describe.ts'
import { writeTypesFile } from './write-file.ts'

/** What became of a file of types. */
export interface TypesReport {
  /** Absolute path. */
  readonly file: string
  /** Whether it was written; not where it said the same already. */
  readonly changed: boolean
  /** The imports of the project that it declares, sorted by file and line. */
  readonly imports: readonly FoundImport[]
  /** Why others could not be read; each names its import. */
  readonly problems: readonly MattingError[]
}

/** What writing types needs. */
export interface TypesSetting extends ImportReader {
  /** Absolute path of the file to write. */
  readonly file: string
  /** Absolute path of the cache folder, which is not scanned. */
  readonly cache: string | undefined
}

/**
 * Scans a project and writes exact types for the imports of its code. Style sheets and attributes need none.
 *
 * @param others imports that a scan can't see
 * @throws MattingError `OUTPUT_UNWRITABLE`
 */
export async function writeTypes(setting: TypesSetting, others: readonly NamedImport[]): Promise<TypesReport> {
  const { file, root, cache } = setting
  const scanned = await scanProject(root, { ignore: cache === undefined ? [] : [cache] })
  const scripts = scanned.filter(({ place }) => place === 'script')
  const { imports, problems } = await describeImports([...scripts, ...others], setting)
  const changed = await writeTypesFile(file, declarations(imports))
  const known = new Set(imports.map(({ specifier }) => specifier))
  return { file, changed, imports: scripts.filter(({ specifier }) => known.has(specifier)), problems }
}
