import { MARKER, RULE_MARKER, SPELLINGS } from './table.ts'

/** A specifier taken apart. */
export interface SpecifierParts {
  /** Before the query, as written. */
  readonly path: string
  /** Key and value of each part of the query, decoded, in the order written; a bare key has the value `''`. */
  readonly query: readonly (readonly [key: string, value: string])[]
}

const MARKERS = `(?:${MARKER}|${RULE_MARKER})`

/**
 * Matches an id or specifier that asks for a picture: the marker `matting` or `cos` is among its query keys. Ids of
 * virtual modules (leading NUL) never match. One expression serves every host.
 */
export const MARKER_RE: RegExp = new RegExp(`^[^\\0?][^?]*\\?(?:[^#]*&)?${MARKERS}(?:[&=#]|$)`)

/** Matches text that may hold a specifier with a marker, as code, style sheets and pages write it: a cheap test before a look. */
export const MARKED_TEXT_RE: RegExp = new RegExp(`[?&;]${MARKERS}\\b`)

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

/** A specifier with other directives: those named are dropped, others put at its end; everything else stays as written. */
export function changeDirectives(specifier: string, dropped: readonly string[], added: readonly string[]): string {
  const { path } = splitSpecifier(specifier)
  const [query = '', ...fragment] = specifier.slice(path.length + 1).split('#')
  const kept = query.split('&').filter((part) => !dropped.includes(part.split('=')[0] ?? ''))
  return [`${path}${specifier.charAt(path.length)}${[...kept, ...added].join('&')}`, ...fragment].join('#')
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
