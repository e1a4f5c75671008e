import type { ImportRequest } from '../core/asset.ts'
import { writeDirectives } from '../directives/describe.ts'
import { isRemote } from '../directives/query.ts'
import type { PlannedPicture } from '../pipeline/plan.ts'
import type { Mention } from './entry.ts'
import type { PathWriter } from './paths.ts'

/** Who asked for a picture. */
export interface Askers {
  /** Absolute path of the photo, or its address. */
  readonly photo: string
  /** What a build asked for. */
  readonly requests: readonly ImportRequest[]
  /** What a scan and the lockfile know. */
  readonly planned: readonly PlannedPicture[]
}

/**
 * Lists the imports of a picture, each once. Those that were found by a scan have lines; a build adds what no scan sees, such as
 * imports of virtual modules. A name in the lockfile counts where nobody else knows the picture.
 */
export function listMentions({ photo, requests, planned }: Askers, paths: PathWriter): Mention[] {
  const scanned = planned.filter(({ importer }) => importer !== undefined)
  const files = new Set(scanned.map(({ importer }) => importer))
  const asked = requests.map((request) => describeRequest(request, paths))
  // A picture of a list is asked for by the module of the list, which bundlers call after the photo; the scan found the list itself.
  const lists = paths.file(photo)
  const unseen = asked.filter(({ importer = lists }) => !files.has(importer) && !importer.startsWith(lists))
  const found = scanned.map((picture) => describePlanned(picture, paths))
  const known = distinct([...found, ...unseen])
  if (known.length > 0) return known
  return distinct(asked.length > 0 ? asked : planned.map((picture) => describePlanned(picture, paths)))
}

function describeRequest(request: ImportRequest, paths: PathWriter): Mention {
  const { importer } = request
  return {
    specifier: showSpecifier(request, paths),
    importer: importer === undefined ? undefined : paths.file(importer),
  }
}

function describePlanned({ request, importer, line }: PlannedPicture, paths: PathWriter): Mention {
  return {
    specifier: showSpecifier(request, paths),
    importer: importer === undefined ? undefined : `${importer}:${line}`,
  }
}

/** As written; the query of an address may hold a signature, so only the directives of it are shown. */
function showSpecifier({ specifier, path, directives }: ImportRequest, paths: PathWriter): string {
  return isRemote(path) ? paths.file(path) + writeDirectives(directives) : paths.text(specifier)
}

function distinct(mentions: readonly Mention[]): Mention[] {
  const byText = new Map(mentions.map((mention) => [`${mention.importer ?? ''}\n${mention.specifier}`, mention]))
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, mention]) => mention)
}
