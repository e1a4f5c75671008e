import { hasMarker } from '../../directives/query.ts'

/** A file of a finished bundle, as far as it is read. */
interface OutputFile {
  readonly type: string
  readonly code?: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

/** `new URL()` of a string with a query, or of a template, with expressions or without. */
const NEW_URL_RE = /new\s+URL\(\s*(["'`])((?:(?!\1)[^\n\\?])+\?(?:(?!\1)[^\n\\])+)\1/g
/** A query that asks an API for something has no file in front of it. */
const FILE_RE = /\.\w+\?/

/** Finds each `new URL()` in finished code that still names an original photo, whatever it is relative to. */
export function findNewUrls(code: string): string[] {
  const urls = Array.from(code.matchAll(NEW_URL_RE), ([, , url = '']) => url)
  return [...new Set(urls)].filter((url) => hasMarker(url) && FILE_RE.test(url))
}

/**
 * Finds what still carries a marker in finished chunks: imports that the configuration calls external, and `new URL()` with
 * expressions.
 *
 * @param bundle files by name
 * @returns `<file>: <import or URL>` each
 */
export function findSurvivors(bundle: Readonly<Record<string, OutputFile>>): string[] {
  return Object.entries(bundle).flatMap(([file, { code = '', imports = [], dynamicImports = [] }]) => {
    const external = [...imports, ...dynamicImports].filter(hasMarker)
    return [...new Set([...external, ...findNewUrls(code)])].map((place) => `${file}: ${place}`)
  })
}

/** What to tell of a place that still names an original photo. */
export function describeSurvivor(place: string): string {
  return `${place} still names the original photo. Import the photo in JS, with its whole path as one string, and not as an external.`
}
