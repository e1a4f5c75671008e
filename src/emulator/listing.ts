import { findParameter, type CosRequest } from './request.ts'
import { parseWhole } from './rules/parameters.ts'
import type { XmlNode } from './xml.ts'

/** Most entries one answer lists. */
const MAX_ENTRIES = 1000

/** What every request for a list may say. */
export interface ListQuery {
  readonly prefix: string
  readonly delimiter: string
  /** Where the list goes on: entries up to and with this name are left out. */
  readonly marker: string
  readonly most: number
  /** Writes a name the way `encoding-type` asks for. */
  readonly encode: (name: string) => string
  readonly encodingType: string | undefined
}

/** The names of the parameters that are called differently from list to list. */
interface ListNames {
  readonly marker: string
  readonly most: string
}

/** A page of a list: entries, folders (`CommonPrefixes`), and where the next page begins. */
export interface ListPage<Entry> {
  readonly entries: readonly Entry[]
  readonly folders: readonly string[]
  /** The last name of this page; `undefined` where nothing is left. */
  readonly next: string | undefined
}

/**
 * Parses the parameters of a list.
 *
 * @throws MattingError `EMULATOR` with `InvalidArgument`
 */
export function parseListQuery({ query }: CosRequest, names: ListNames): ListQuery {
  const read = (name: string): string => findParameter(query, name) ?? ''
  const encodingType = findParameter(query, 'encoding-type')
  const most = findParameter(query, names.most)
  return {
    prefix: read('prefix'),
    delimiter: read('delimiter'),
    marker: read(names.marker),
    most: most === undefined ? MAX_ENTRIES : parseWhole(names.most, most, [0, MAX_ENTRIES]),
    encode: encodingType === 'url' ? encodeURIComponent : (name) => name,
    encodingType,
  }
}

/** Picks the page of a list that a request asks for; names are in the order of their UTF-8 bytes. */
export function pickPage<Entry>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
  { prefix, delimiter, marker, most }: ListQuery,
): ListPage<Entry> {
  const groups = new Map<string, Entry | undefined>()
  const sorted = entries
    .filter((entry) => nameOf(entry).startsWith(prefix))
    .sort((a, b) => compare(nameOf(a), nameOf(b)))
  for (const entry of sorted) {
    const folder = findFolder(nameOf(entry), prefix, delimiter)
    groups.set(folder ?? nameOf(entry), folder === undefined ? entry : undefined)
  }
  const left = [...groups].filter(([name]) => compare(name, marker) > 0)
  const page = left.slice(0, most)
  return {
    entries: page.map(([, entry]) => entry).filter((entry) => entry !== undefined),
    folders: page.filter(([, entry]) => entry === undefined).map(([name]) => name),
    next: left.length > page.length ? page.at(-1)?.[0] : undefined,
  }
}

/** What lists tell of their own request, in XML. */
export function describeQuery({ prefix, delimiter, encode, encodingType }: ListQuery): XmlNode[] {
  const optional: XmlNode[] = [
    ['Delimiter', encode(delimiter)],
    ['EncodingType', encodingType ?? ''],
  ]
  return [['Prefix', encode(prefix)], ...optional.filter(([, value]) => value !== '')]
}

/** `CommonPrefixes` of a page. */
export function describeFolders({ folders }: ListPage<unknown>, { encode }: ListQuery): XmlNode[] {
  return folders.map((folder) => ['CommonPrefixes', [['Prefix', encode(folder)]]])
}

function findFolder(name: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length)
  return at < 0 ? undefined : name.slice(0, at + delimiter.length)
}

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
