import { MARKER, RULE_MARKER, SPELLINGS } from './table.ts'

/** A specifier taken apart. */
export interface SpecifierParts {
  /** Before the query, as written. */
  readonly path: string
  /** Key and value of each part of the query, decoded, in the order written; a bare key has the value `''`. */
  readonly query: readonly (readonly [key: string, value: string])[]
}

/**
 * Matches an id or specifier that asks for a picture: the marker `matting` or `cos` is among its query keys. Ids of
 * virtual modules (leading NUL) never match. One expression serves every host.
 */
export const MARKER_RE: RegExp = /^[^\0?][^?]*\?(?:[^#]*&)?(?:matting|cos)(?:[&=#]|$)/

/** Whether a specifier asks for a picture of ours. */
export function hasMarker(specifier: string): boolean {
  return MARKER_RE.test(specifier)
}

/**
 * Splits a specifier at its query. A fragment (`#…`) behind the query means nothing to a picture and is dropped.
 *
 * The address of a remote photo may have a query of its own: what stands before the marker and is neither a directive
 * nor a spelling of one belongs to the address.
 */
export function splitSpecifier(specifier: string): SpecifierParts {
  const at = specifier.indexOf('?')
  if (at < 0) return { path: specifier, query: [] }
  const [text = ''] = specifier.slice(at + 1).split('#')
  const own = isRemote(specifier) ? readAddressQuery(text) : ''
  const path = specifier.slice(0, at) + (own === '' ? '' : `?${own}`)
  return { path, query: [...new URLSearchParams(own === '' ? text : text.slice(own.length + 1))] }
}

/** The part of a query that belongs to an address: up to the first key of ours. */
function readAddressQuery(text: string): string {
  const parts = text.split('&')
  const first = parts.findIndex((part) => {
    const [key = ''] = part.split('=')
    return key === MARKER || key === RULE_MARKER || SPELLINGS.has(key)
  })
  return parts.slice(0, first < 0 ? parts.length : first).join('&')
}

/** A path of a URL as a path of files: percent-encoding undone where there is any. */
export function decodePath(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** Whether a path is the address of a remote photo. */
export function isRemote(path: string): boolean {
  return /^https?:\/\//i.test(path)
}
