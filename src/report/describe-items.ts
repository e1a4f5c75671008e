import { basename, dirname, join } from 'node:path'
import type { Asset, ImportRequest } from '../core/asset.ts'
import { findDoubt } from '../core/check.ts'
import type { MattingError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import { nameRemote } from '../core/remote-name.ts'
import type { CutEntry } from '../core/summary.ts'
import { writeDirectives } from '../directives/describe.ts'
import { isRemote, splitSpecifier } from '../directives/query.ts'
import type { FoundPicture, PlannedPicture } from '../pipeline/plan.ts'
import type { PictureFacts, ReportEntry, Status } from './entry.ts'
import { listMentions } from './mentions.ts'
import type { PathWriter } from './paths.ts'
import type { Sighting } from './sightings.ts'

/** One picture of a report, and where it comes from. */
export interface ReportItem {
  readonly entry: ReportEntry
  /** Absolute path of the photo, or its address; undefined where it is not known. */
  readonly photo: string | undefined
  readonly request: ImportRequest | undefined
}

/** What is known of a picture that a build asked for, beside that. */
interface SightingContext {
  /** How it was made; undefined where it was there. */
  readonly cut: CutEntry | undefined
  readonly planned: readonly PlannedPicture[]
  readonly paths: PathWriter
}

/** A picture that a build asked for. */
export function describeSighting(
  { id, photo, request, requests, asset, failure }: Sighting,
  { cut, planned, paths }: SightingContext,
): ReportItem {
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

/**
 * A picture that no build asked for.
 *
 * @param pictures the imports of it
 * @param note what is said of it, in the place of what it would take
 */
export function describePlanned(
  id: string,
  pictures: readonly [PlannedPicture, ...PlannedPicture[]],
  { note, paths }: { readonly note: string | undefined; readonly paths: PathWriter },
): ReportItem {
  const [{ photo, request, found, state, payment }] = pictures
  const entry = {
    ...{ id, ...describePhoto(photo, request, paths) },
    mentions: listMentions({ photo, requests: [], planned: pictures }, paths),
    status: found === undefined ? ('missing' as const) : ('cached' as const),
    picture: found && describeFound(found, request),
    ms: undefined,
    payment,
    note: note ?? MISSING[state],
  }
  return { entry, photo, request }
}

/** An import that can't be read, or whose photo is not found. */
export function describeProblem({ specifier = '', importer, reason }: MattingError, paths: PathWriter): ReportItem {
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
