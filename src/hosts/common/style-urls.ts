import { hasMarker, isRemote } from '../../directives/query.ts'

/** A photo in a style sheet. */
export interface StyleUrl {
  readonly url: string
  /** Where it stands in the code, without quotes. */
  readonly start: number
  readonly end: number
  /** Whether it is a string of `image-set()`, without `url()`. */
  readonly isString: boolean
}

/** Comments are matched too, so that nothing inside them is taken for a URL; strings may stand in `image-set()`. */
const URL_RE = /\/\*[\s\S]*?\*\/|(url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)')|url\(\s*([^\s"')]+)/gi
const IMAGE_SET_RE = /image-set\([^;{}]*$/i

/**
 * Finds the addresses with a marker in a style sheet.
 *
 * @param css after preprocessors and `@import`
 */
export function findRemoteUrls(css: string): StyleUrl[] {
  return findStyleUrls(css).filter(({ url }) => isRemote(url))
}

/** Finds the URLs with a marker in a style sheet: in `url()`, and as strings of `image-set()`. */
export function findStyleUrls(css: string): StyleUrl[] {
  return [...css.matchAll(URL_RE)].flatMap(({ index, 0: text, 1: opener, 2: double, 3: single, 4: bare }) => {
    const url = double ?? single ?? bare ?? ''
    if (!hasMarker(url)) return []
    const isString = opener === undefined && bare === undefined
    if (isString && !IMAGE_SET_RE.test(css.slice(Math.max(0, index - MAX_SET), index))) return []
    const start = index + text.lastIndexOf(url)
    return [{ url, start, end: start + url.length, isString }]
  })
}

/** Characters between the beginning of an `image-set()` and one of its strings, at most. */
const MAX_SET = 4096
