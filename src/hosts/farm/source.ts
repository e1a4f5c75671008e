import { readRemoteId, writeRemoteId } from '../rollup/remote.ts'

/** The address of a remote photo as a style sheet writes it for Farm, which resolves there what is relative only. */
export function writeAddress(specifier: string): string {
  return `.${writeRemoteId(specifier)}`
}

/** The import behind what Farm is to resolve. `import.meta.glob()` puts a `?` before a query that has one. */
export function readSource(source: string): string {
  return readRemoteId(source.replace(/^\.(?=\/@)/, '')) ?? source.replace('??', '?')
}
