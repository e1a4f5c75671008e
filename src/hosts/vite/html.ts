import { hasMarker } from '../../directives/query.ts'

/** A URL in a page. */
export interface PageUrl {
  /** Decoded: entities are characters. */
  readonly url: string
  /** Where it stands in the page, without quotes. */
  readonly start: number
  readonly end: number
}

/** Attributes that show a picture, of those that Vite takes for assets. */
const PICTURE_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  link: ['href', 'imagesrcset'],
  video: ['poster'],
  input: ['src'],
  image: ['href', 'xlink:href'],
  object: ['data'],
  embed: ['src'],
}

/** Comments, scripts and styles are matched too, so that nothing inside them is taken for a tag. */
const MARKUP_RE =
  /<!--[\s\S]*?-->|<(?:script|style)\b[\s\S]*?<\/(?:script|style)\s*>|<([a-z][a-z\d-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi
/** A value without quotes may hold `=`, as browsers read it. */
const ATTRIBUTE_RE = /([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>`]+)/g
/** URLs of a list, each with what is said of it; a comma ends one only at its end. */
const CANDIDATE_RE = /([^\s,](?:\S*[^\s,])?)(?:\s+[^\s,][^,]*)?\s*(?:,|$)/g
const WHOLE_RE = /(\S(?:.*\S)?)/gs

/** Finds the URLs with a marker in the attributes of a page that show pictures. */
export function findPictureUrls(html: string): PageUrl[] {
  return [...html.matchAll(MARKUP_RE)].flatMap(({ index, 0: markup, 1: tag = '', 2: attributes = '' }) => {
    const names = PICTURE_ATTRIBUTES[tag.toLowerCase()]
    if (names === undefined || /\bvite-ignore\b/.test(attributes)) return []
    const from = index + markup.length - attributes.length - 1
    return [...attributes.matchAll(ATTRIBUTE_RE)].flatMap(({ index: at, 0: text, 1: name = '', 2: value = '' }) =>
      names.includes(name.toLowerCase())
        ? findInValue(value, { start: from + at + text.length - value.length, list: name.endsWith('srcset') })
        : [],
    )
  })
}

/** Puts other URLs in place of those found; the order of both lists is the same. */
export function replaceUrls(html: string, found: readonly PageUrl[], urls: readonly string[]): string {
  const ends = [0, ...found.map(({ end }) => end)]
  const parts = found.map(({ start }, index) => html.slice(ends[index], start) + encodeEntities(urls[index] ?? ''))
  return parts.join('') + html.slice(ends.at(-1))
}

function findInValue(value: string, { start, list }: { start: number; list: boolean }): PageUrl[] {
  const quote = /^["']/.test(value) ? 1 : 0
  const inner = value.slice(quote, value.length - quote)
  return [...inner.matchAll(list ? CANDIDATE_RE : WHOLE_RE)].flatMap(({ index, 1: text = '' }) => {
    const from = start + quote + index
    const url = decodeEntities(text)
    return hasMarker(url) ? [{ url, start: from, end: from + text.length }] : []
  })
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:amp|#38|#x26);/gi, '&')
}

function encodeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
