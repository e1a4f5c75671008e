import { MARKED_TEXT_RE } from '../../directives/query.ts'

/** An asset of a finished bundle, as far as it is read. */
interface OutputFile {
  readonly type: string
  readonly source?: string | Uint8Array
}

const STYLE_RE = /\.css$/
const PAGE_RE = /\.html?$/
const ATTRIBUTE_RE = /=\s*("[^"]*"|'[^']*')/g
const MARKED_RE = new RegExp(`${MARKED_TEXT_RE.source}(?=[&=#"'\`)\\s]|$)`, 'g')
/** Longest URL that is shown; inlined pictures make very long lines. */
const MAX_URL = 300
/** A file with an extension and the query up to the marker. */
const URL_RE = /[^\s"'`()<>,=]+\.\w+\?[^\s"'`()<>]*$/

/**
 * Finds URLs in finished style sheets and in the attributes of pages that still carry a marker: they name an original photo, in a
 * place where Vite lets no plugin in.
 *
 * @param bundle files by name. Names are looked at first: Rolldown copies the bytes of an asset when they are asked for
 * @returns `<file>: <url>` each
 */
export function findSurvivors(bundle: Readonly<Record<string, OutputFile>>): string[] {
  const names = Object.keys(bundle).filter((name) => STYLE_RE.test(name) || PAGE_RE.test(name))
  return names.flatMap((fileName) => {
    const source = bundle[fileName]?.type === 'asset' ? bundle[fileName].source : undefined
    if (source === undefined) return []
    const text = typeof source === 'string' ? source : Buffer.from(source).toString()
    return findMarkedUrls(PAGE_RE.test(fileName) ? joinAttributes(text) : text).map((url) => `${fileName}: ${url}`)
  })
}

/** What a page says in its text is no reference. */
function joinAttributes(html: string): string {
  return Array.from(html.matchAll(ATTRIBUTE_RE), ([, value]) => value).join('\n')
}

function findMarkedUrls(text: string): string[] {
  const ends = Array.from(text.matchAll(MARKED_RE), ({ index, 0: mark }) => index + mark.length)
  const urls = ends.map((end) => URL_RE.exec(text.slice(Math.max(0, end - MAX_URL), end))?.[0])
  return [...new Set(urls.filter((url) => url !== undefined))]
}
