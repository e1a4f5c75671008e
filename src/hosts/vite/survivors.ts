/** An asset of a finished bundle, as far as it is read. */
interface OutputFile {
  readonly type: string
  readonly fileName: string
  readonly source?: string | Uint8Array
}

const READ_RE = /\.(?:css|html?)$/
const MARKED_RE = /[?&;]matting(?=[&=#"'`)\s>]|$)/g
/** Longest URL that is shown; inlined pictures make very long lines. */
const MAX_URL = 300

/**
 * Finds URLs in finished style sheets and pages that still carry the marker: they name an original photo, in a place where Vite
 * lets no plugin in.
 *
 * @returns `<file>: <url>` each
 */
export function findSurvivors(files: readonly OutputFile[]): string[] {
  return files.flatMap(({ type, fileName, source }) => {
    if (type !== 'asset' || !READ_RE.test(fileName) || source === undefined) return []
    return findMarkedUrls(typeof source === 'string' ? source : Buffer.from(source).toString()).map(
      (url) => `${fileName}: ${url}`,
    )
  })
}

function findMarkedUrls(text: string): string[] {
  const ends = [...text.matchAll(MARKED_RE)].map(({ index, 0: mark }) => index + mark.length)
  const urls = ends.map(
    (end) => /[^\s"'`()<>,=]*\?[^\s"'`()<>]*$/.exec(text.slice(Math.max(0, end - MAX_URL), end))?.[0],
  )
  return [...new Set(urls.filter((url) => url !== undefined))]
}
