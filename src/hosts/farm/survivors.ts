import { hasMarker } from '../../directives/query.ts'
import { MARKER, RULE_MARKER } from '../../directives/table.ts'
import { findNewUrls } from '../common/survivors.ts'
import { findSurvivors as findMarkedUrls } from '../common/text-survivors.ts'

const PAGE_RE = /\.html?$/
const STYLE_RE = /\.css$/
const SCRIPT_RE = /\.[cm]?js$/
/** What Farm makes of `new URL('./shoe.jpg?matting', import.meta.url)`: it looks the photo up among those it has found, and has found none. */
const LOOKED_UP_RE = /new\s+URL\(\s*\{[^{}]*\}\[\s*(["'])((?:(?!\1)[^\n\\])+)\1\s*\]/g

/**
 * Finds what still names an original photo in finished files, where Farm lets no plugin in.
 *
 * @param resources files by name
 * @returns messages
 */
export function describeSurvivors(resources: Readonly<Record<string, Uint8Array>>): string[] {
  return Object.entries(resources).flatMap(([name, bytes]) => {
    if (PAGE_RE.test(name)) return findInText(name, bytes).map((place) => `${place} ${PAGE_FIX}`)
    if (STYLE_RE.test(name)) return findInText(name, bytes).map((place) => `${place} ${STYLE_FIX}`)
    return SCRIPT_RE.test(name) && isMarked(bytes) ? findInScript(name, Buffer.from(bytes).toString()) : []
  })
}

const PAGE_FIX =
  'still names the original photo: Farm asks no plugin about pages. Import the photo in a module, or use it in a style sheet.'
const STYLE_FIX = "still names the original photo. Write `url('./photo.jpg?matting')`, relative to the style sheet."

function findInText(name: string, source: Uint8Array): string[] {
  return findMarkedUrls({ [name]: { type: 'asset', source } })
}

/** A cheap look at the bytes, before they are made text. */
function isMarked(bytes: Uint8Array): boolean {
  const { buffer, byteOffset, byteLength } = bytes
  const view = Buffer.from(buffer, byteOffset, byteLength)
  return [MARKER, RULE_MARKER].some((marker) => view.includes(`?${marker}`) || view.includes(`&${marker}`))
}

function findInScript(name: string, code: string): string[] {
  const lookedUp = Array.from(code.matchAll(LOOKED_UP_RE), ([, , url = '']) => url).filter(hasMarker)
  return [...new Set([...findNewUrls(code), ...lookedUp])].map(
    (url) =>
      `${name}: new URL('${url}', …) does not give the picture: Farm asks no plugin about it. ` +
      `Write \`import url from '${url}'\` and use \`url\` in its place.`,
  )
}
