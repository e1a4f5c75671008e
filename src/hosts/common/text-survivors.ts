import { hasMarker, MARKED_TEXT_RE } from '../../directives/query.ts'

/** A file of a finished bundle, as far as it is read. */
interface OutputFile {
  readonly type: string
  readonly source?: string | Uint8Array
  readonly code?: string
}

/** What still names an original photo in a finished file. */
export interface Survivor {
  readonly file: string
  readonly url: string
}

const STYLE_RE = /\.css$/
const PAGE_RE = /\.html?$/
const STYLE_ELEMENT_RE = /<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi
/** A style sheet as text in code, `?inline` for one: quotes may be escaped. */
const STYLE_TEXT_RE = /\burl\(\s*(?:\\?["'])?([^\s"'`()\\]+)/g
const ATTRIBUTE_RE = /=\s*("[^"]*"|'[^']*')/g
const MARKED_RE = new RegExp(`${MARKED_TEXT_RE.source}(?=[&=#"'\`)\\s]|$)`, 'g')
/** Longest URL that is shown; inlined pictures make very long lines. */
const MAX_URL = 300
/** A file with an extension and the query up to the marker. */
const URL_RE = /[^\s"'`()<>,=]+\.\w+\?[^\s"'`()<>]*$/

/**
 * Finds URLs that still carry a marker in finished style sheets, those in code included, and in attributes and styles of pages: they
 * name an original photo, in a place where Vite lets no plugin in.
 *
 * @param bundle files by name. Names are looked at first: Rolldown copies the bytes of an asset when they are asked for
 */
export function listSurvivors(bundle: Readonly<Record<string, OutputFile>>): Survivor[] {
  return Object.keys(bundle).flatMap((file) => {
    const urls = bundle[file]?.type === 'chunk' ? findInCode(bundle[file].code ?? '') : findInAsset(file, bundle[file])
    return urls.map((url) => ({ file, url }))
  })
}

/** The same as text: `<file>: <url>` each. */
export function findSurvivors(bundle: Readonly<Record<string, OutputFile>>): string[] {
  return listSurvivors(bundle).map(({ file, url }) => `${file}: ${url}`)
}

function findInAsset(file: string, asset: OutputFile | undefined): string[] {
  if (!STYLE_RE.test(file) && !PAGE_RE.test(file)) return []
  const source = asset?.source ?? ''
  const text = typeof source === 'string' ? source : Buffer.from(source).toString()
  return findMarkedUrls(PAGE_RE.test(file) ? joinReferences(text) : text)
}

function findInCode(code: string): string[] {
  if (!MARKED_TEXT_RE.test(code)) return []
  return [...new Set(Array.from(code.matchAll(STYLE_TEXT_RE), ([, url = '']) => url))].filter(
    (url) => hasMarker(url) && URL_RE.test(url),
  )
}

/** What a page says in its text is no reference. */
function joinReferences(html: string): string {
  const values = Array.from(html.matchAll(ATTRIBUTE_RE), ([, value]) => value)
  return [...values, ...Array.from(html.matchAll(STYLE_ELEMENT_RE), ([, css]) => css)].join('\n')
}

/** Finds the URLs with a marker in a style sheet. */
export function findMarkedUrls(text: string): string[] {
  const ends = Array.from(text.matchAll(MARKED_RE), ({ index, 0: mark }) => index + mark.length)
  const urls = ends.map((end) => URL_RE.exec(text.slice(Math.max(0, end - MAX_URL), end))?.[0])
  return [...new Set(urls.filter((url) => url !== undefined))]
}
