/** A specifier taken apart. */
export interface SpecifierParts {
  /** Before the query, as written. */
  readonly path: string
  /** Key and value of each part of the query, decoded, in the order written; a bare key has the value `''`. */
  readonly query: readonly (readonly [key: string, value: string])[]
}

/**
 * Matches an id or specifier that asks for a cut-out: the marker `matting` is among its query keys. Ids of virtual
 * modules (leading NUL) never match. One expression serves every host.
 */
export const MARKER_RE: RegExp = /^[^\0?][^?]*\?(?:[^#]*&)?matting(?:[&=#]|$)/

/** Whether a specifier asks for a cut-out. */
export function hasMarker(specifier: string): boolean {
  return MARKER_RE.test(specifier)
}

/** Splits a specifier at its query. A fragment (`#…`) behind the query means nothing to a picture and is dropped. */
export function splitSpecifier(specifier: string): SpecifierParts {
  const at = specifier.indexOf('?')
  if (at < 0) return { path: specifier, query: [] }
  const [query = ''] = specifier.slice(at + 1).split('#')
  return { path: specifier.slice(0, at), query: [...new URLSearchParams(query)] }
}

/** A path of a URL as a path of files: percent-encoding undone where there is any. */
export function decodePath(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
