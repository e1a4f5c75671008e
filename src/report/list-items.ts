import { basename, dirname, join } from 'node:path'
import type { Asset, ImportRequest } from '../core/asset.ts'
import { findDoubt } from '../core/check.ts'
import type { MattingError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import { nameRemote } from '../core/remote-name.ts'
import type { CutEntry } from '../core/summary.ts'
import { writeDirectives } from '../directives/describe.ts'
import { isRemote, splitSpecifier } from '../directives/query.ts'
import type { FoundPicture, Plan, PlannedPicture } from '../pipeline/plan.ts'
import type { PictureFacts, ReportEntry, Status } from './entry.ts'
import { listMentions } from './mentions.ts'
import type { PathWriter } from './paths.ts'
import type { Sighting } from './sightings.ts'

/** What is known of a build. */
export interface BuildFindings {
  /** What it asked for. */
  readonly sightings: readonly Sighting[]
  /** How it came by that. */
  readonly cuts: readonly CutEntry[]
}

/** What a report is made of. */
export interface Findings {
  /** Undefined where no build is meant, but the project as it is. */
  readonly build: BuildFindings | undefined
  /** What the project asks for, found without a bundler. */
  readonly plan: Plan
  /** Names a picture as sightings are named. */
  readonly nameOf: (request: ImportRequest, photo: string) => string
  readonly paths: PathWriter
}

/** One picture of a report, and where it comes from. */
export interface ReportItem {
  readonly entry: ReportEntry
  /** Absolute path of the photo, or its address; undefined where it is not known. */
  readonly photo: string | undefined
  readonly request: ImportRequest | undefined
}

/** A bundler with a cache of its own asks for nothing; other builds have other entries. */
const UNASKED = 'Not asked for by this build: the bundler had it already, or another build uses it.'

/**
 * Lists the pictures of a report, by photo and directives: all that the build asked for, and what of the rest of the project is in the
 * cache. Where no build is meant, what is not there is listed, too.
 */
export function listItems(findings: Findings): ReportItem[] {
  const { build, plan, nameOf, paths } = findings
  const planned = groupBy(plan.pictures, ({ request, photo }) => nameOf(request, photo))
  const sightings = build?.sightings ?? []
  const seen = sightings.map((sighting) => describeSighting(findings, sighting, planned.get(sighting.id) ?? []))
  const known = new Set(sightings.flatMap(({ id, asset }) => [id, ...(asset ? [asset.key] : [])]))
  const rest = [...planned].flatMap(([id, pictures]) => {
    const [first] = pictures
    const isSeen = known.has(id) || known.has(first?.found?.key ?? '')
    const isOthers = build !== undefined && first?.found === undefined
    return first === undefined || isSeen || isOthers ? [] : [describePlanned(findings, { id, pictures, first })]
  })
  const problems = build === undefined ? plan.problems.map((problem) => describeProblem(problem, paths)) : []
  return [...seen, ...rest, ...problems].sort((one, other) => compare(sortKey(one), sortKey(other)))
}

function describeSighting(
  { build, paths }: Findings,
  { id, photo, request, requests, asset, failure }: Sighting,
  planned: readonly PlannedPicture[],
): ReportItem {
  const cut = build?.cuts.find(({ key, cached }) => key === asset?.key && !cached)
  const entry = {
    ...{ id, ...describePhoto(photo, request, paths) },
    mentions: listMentions({ photo, requests: [...requests.values()], planned }, paths),
    status: asset === undefined ? ('missing' as const) : findStatus(cut),
    picture: asset && describeAsset(asset),
    // How long a look into the cache took says how many pictures waited.
    ms: cut && asset?.ms,
    payment: cut?.paidFor,
    note: failure === undefined ? undefined : paths.text(failure),
  }
  return { entry, photo, request }
}

function findStatus(cut: CutEntry | undefined): Status {
  if (cut === undefined) return 'cached'
  if (cut.found) return 'found'
  return cut.paidFor === undefined ? 'local' : 'paid'
}

/** What a picture that nobody has is in the way of. */
const MISSING = {
  paid: 'It would take a paid call.',
  here: 'It would be made on this machine, free.',
  there: undefined,
}

function describePlanned(
  { build, paths }: Findings,
  { id, pictures, first }: { id: string; pictures: readonly PlannedPicture[]; first: PlannedPicture },
): ReportItem {
  const { photo, request, found, state, payment } = first
  const entry = {
    ...{ id, ...describePhoto(photo, request, paths) },
    mentions: listMentions({ photo, requests: [], planned: pictures }, paths),
    status: found === undefined ? ('missing' as const) : ('cached' as const),
    picture: found && describeFound(found, request),
    ms: undefined,
    payment,
    note: build === undefined ? MISSING[state] : UNASKED,
  }
  return { entry, photo, request }
}

/** An import that can't be read, or whose photo is not found. */
function describeProblem({ specifier = '', importer, reason }: MattingError, paths: PathWriter): ReportItem {
  const { path } = splitSpecifier(specifier)
  const isBeside = /^\.{1,2}\//.test(path) && importer !== undefined
  const photo = paths.file(isBeside ? join(dirname(importer), path).replaceAll('\\', '/') : path)
  const shown = isRemote(path) ? photo : paths.text(specifier)
  const entry = {
    id: sha256(`${specifier}\n${importer}`).slice(0, 20),
    ...{ name: basename(photo), photo, directives: paths.text(specifier.slice(path.length)) },
    mentions: [{ specifier: shown, importer: importer === undefined ? undefined : paths.file(importer) }],
    ...{ status: 'missing' as const, picture: undefined, ms: undefined, payment: undefined, note: paths.text(reason) },
  }
  return { entry, photo: undefined, request: undefined }
}

function describePhoto(
  photo: string,
  { directives }: ImportRequest,
  paths: PathWriter,
): Pick<ReportEntry, 'name' | 'photo' | 'directives'> {
  const name = isRemote(photo) ? nameRemote(photo) : basename(photo)
  return { name, photo: paths.file(photo), directives: writeDirectives(directives) }
}

function describeAsset(asset: Asset): PictureFacts {
  const { key, sha256, width, height, bytes, format, engine, confidence, doubt } = asset
  return { key, sha256, width, height, bytes, format, engine, confidence, doubt }
}

function describeFound({ key, engine, record }: FoundPicture, { directives }: ImportRequest): PictureFacts {
  const { sha256, width, height, bytes, format, confidence } = record
  const doubt = directives.task.kind === 'matting' ? findDoubt(record) : undefined
  return { key, sha256, width, height, bytes, format, engine, confidence, doubt }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}

function sortKey({ entry }: ReportItem): string {
  return `${entry.photo}\n${entry.directives}\n${entry.id}`
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
