import { hasMarker } from '../../directives/query.ts'
import { findNewUrls } from '../common/survivors.ts'
import { findSurvivors } from '../common/text-survivors.ts'
import { NAME } from '../common/name.ts'

const TEXT_RE = /\.(?:css|html?)$/
const SCRIPT_RE = /\.[cm]?js$/
/** An address in finished code: what was left external. */
const ADDRESS_RE = /(["'`])(https?:\/\/(?:(?!\1)[^\s\\])+)\1/g

/** What webpack and Rspack tell of a finished file alike. */
interface FinishedAsset {
  readonly name: string
  /** `sourceFilename`: the file that a loader made it of. */
  readonly info: Readonly<Record<string, unknown>>
  /** The file; it is asked for where its name says that it can hold references. */
  read(): Buffer | Promise<Buffer>
}

/**
 * What of a finished build still names an original photo: references that the bundler was told to leave alone or never saw, and
 * photos that other loaders emitted. As messages, with a fix each.
 *
 * @param isOurs whether an asset made of such a file is a picture of ours
 */
export async function describeSurvivors(
  assets: readonly FinishedAsset[],
  isOurs: (photo: string) => boolean,
): Promise<string[]> {
  const fix = 'Import the photo in JS with its whole path as one string, and use the URL that the import gives.'
  const places = await Promise.all(assets.map((asset) => listSurvivors(asset, isOurs)))
  return places.flat().map((place) => `[${NAME}] ${place} still names the original photo.\n  fix: ${fix}`)
}

/** Names are looked at first: the bytes of an asset are copied when they are asked for. */
async function listSurvivors(
  { name, info, read }: FinishedAsset,
  isOurs: (photo: string) => boolean,
): Promise<string[]> {
  const photo = info['sourceFilename']
  if (typeof photo === 'string' && hasMarker(photo) && !isOurs(photo)) return [`${name}: ${photo}`]
  if (!TEXT_RE.test(name) && !SCRIPT_RE.test(name)) return []
  // Code is megabytes: it is decoded where there is a reason to.
  const bytes = await read()
  if (!MARKERS.some((marker) => bytes.includes(marker))) return []
  if (TEXT_RE.test(name)) return findSurvivors({ [name]: { type: 'asset', source: bytes } })
  return findReferences(bytes.toString()).map((url) => `${name}: ${url}`)
}

/** How a query with a marker can begin or go on; `&amp;` in pages. */
const MARKERS = ['?matting', '&matting', ';matting', '?cos=', '&cos=', ';cos=']

function findReferences(code: string): string[] {
  const addresses = Array.from(code.matchAll(ADDRESS_RE), ([, , address = '']) => address)
  return [...new Set([...addresses.filter(hasMarker), ...findNewUrls(code)])]
}
