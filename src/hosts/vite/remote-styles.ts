import { hasMarker, isRemote } from '../../directives/query.ts'

/** A remote photo in a style sheet. */
export interface StyleUrl {
  readonly url: string
  /** Where it stands in the code, without quotes. */
  readonly start: number
  readonly end: number
}

/** Comments are matched too, so that nothing inside them is taken for a URL; strings may stand in `image-set()`. */
const URL_RE = /\/\*[\s\S]*?\*\/|(url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)')|url\(\s*([^\s"')]+)/gi
const IMAGE_SET_RE = /image-set\([^;{}]*$/i

/**
 * Finds the addresses with a marker in a style sheet: in `url()`, and as strings of `image-set()`.
 *
 * @param css after preprocessors and `@import`
 */
export function findRemoteUrls(css: string): StyleUrl[] {
  return [...css.matchAll(URL_RE)].flatMap(({ index, 0: text, 1: opener, 2: double, 3: single, 4: bare }) => {
    const url = double ?? single ?? bare ?? ''
    if (!isRemote(url) || !hasMarker(url)) return []
    const alone = opener === undefined && bare === undefined
    if (alone && !IMAGE_SET_RE.test(css.slice(Math.max(0, index - MAX_SET), index))) return []
    const start = index + text.lastIndexOf(url)
    return [{ url, start, end: start + url.length }]
  })
}

/** Characters between the beginning of an `image-set()` and one of its strings, at most. */
const MAX_SET = 4096
