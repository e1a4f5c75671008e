import { hasMarker, MARKED_TEXT_RE } from '../../directives/query.ts'

/** A file of a finished bundle, as far as it is read. */
interface OutputFile {
  readonly type: string
  readonly code?: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

/** `new URL()` of a string with a query, or of a template, with expressions or without. */
const NEW_URL_RE = /new\s+URL\(\s*(["'`])((?:(?!\1)[^\n\\?])+\?(?:(?!\1)[^\n\\])+)\1/g
/** `require()` and `import()` that were left as they are: of a string with a query, or of a template. */
const CALL_RE = /(?<![\w$])(?:(?:__)?require|import)\(\s*(["'`])((?:(?!\1)[^\n\\?])+\?(?:(?!\1)[^\n\\])+)\1\s*\)/g
/** `import.meta.glob()` with a query among its options. */
const GLOB_RE = /\bimport\.meta\.glob\(\s*([^{}()]+?)\s*,\s*\{[^{}]*\bquery["']?\s*:\s*(["'`])\??([^"'`\n]+)\2/g
/** A query that asks an API for something has no file in front of it. */
const FILE_RE = /\.\w+\?/

/** Finds each `new URL()` in finished code that still names an original photo, whatever it is relative to. */
export function findNewUrls(code: string): string[] {
  const urls = Array.from(code.matchAll(NEW_URL_RE), ([, , url = '']) => url)
  return [...new Set(urls)].filter((url) => hasMarker(url) && FILE_RE.test(url))
}

/** Finds each `import.meta.glob()` of photos that a bundler without such imports has left in finished code. */
export function findGlobs(code: string): string[] {
  const globs = Array.from(code.matchAll(GLOB_RE), ([, patterns = '', , query = '']) => ({ patterns, query }))
  const marked = globs.filter(({ query }) => hasMarker(`photo?${query}`))
  return marked.map(({ patterns, query }) => `import.meta.glob(${patterns}, { query: '?${query}' })`)
}

/**
 * Finds what still carries a marker in finished chunks: imports that the configuration calls external, `require()`, `import()` and
 * `new URL()` with expressions, and `import.meta.glob()`.
 *
 * @param bundle files by name
 * @returns `<file>: <import or URL>` each
 */
export function findSurvivors(bundle: Readonly<Record<string, OutputFile>>): string[] {
  return Object.entries(bundle).flatMap(([file, { code = '', imports = [], dynamicImports = [] }]) => {
    const external = [...imports, ...dynamicImports].filter(hasMarker)
    const places = [...external, ...findInCode(code)]
    return [...new Set(places)].map((place) => `${file}: ${place}`)
  })
}

/** Most chunks name no photo at all, and are megabytes. */
function findInCode(code: string): string[] {
  return MARKED_TEXT_RE.test(code) ? [...findNewUrls(code), ...findCalls(code), ...findGlobs(code)] : []
}

function findCalls(code: string): string[] {
  const specifiers = Array.from(code.matchAll(CALL_RE), ([, , specifier = '']) => specifier)
  return specifiers.filter(hasMarker)
}

/** What to tell of a place that still names an original photo. */
export function describeSurvivor(place: string): string {
  return `${place} still names the original photo. Import the photo in JS, with its whole path as one string, and not as an external.`
}
