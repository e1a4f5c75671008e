import { join, resolve } from 'node:path'
import type { ImportRequest } from '../core/asset.ts'
import { isMattingError, MattingError } from '../core/errors.ts'
import { isRemote } from '../directives/query.ts'
import { createLocator, type LocatePhoto } from '../scan/locate.ts'
import { scanProject } from '../scan/scan-project.ts'
import type { CutRecord } from '../store/records.ts'
import type { Bench, Job } from './bench.ts'
import { findService, identify, isDerived, toBaseJob, toPlainJob } from './identify.ts'
import { createParser, type ParseImport } from './parse.ts'
import { recall } from './recall.ts'

/** A picture that the project asks for. */
export interface PlannedPicture {
  /** The import as it is written; of one that only the lockfile knows, its name there. */
  readonly specifier: string
  /** The file that holds it, relative to the root; undefined where only the lockfile knows the import. */
  readonly importer: string | undefined
  /** Of the import in that file; the first is 1. */
  readonly line: number | undefined
  /** Absolute path of the photo, or its address. */
  readonly photo: string
  /** The import, of this one picture. */
  readonly request: ImportRequest
  /** `there`: nothing is to be done. `here`: it would be made on this machine, free. `paid`: it would take a paid call. */
  readonly state: 'there' | 'here' | 'paid'
  /** Content key of the picture that would be paid for; undefined where none would. */
  readonly payment: string | undefined
  /** What the picture is pinned to is called in the lockfile; undefined where it can't be pinned. */
  readonly pin: string | undefined
  /** Whether the lockfile pins the picture of this very photo. */
  readonly isPinned: boolean
  /** Whether it pins the picture of another: the photo has changed since. */
  readonly isStale: boolean
  /** Content keys of the picture and of all that it is made of. */
  readonly keys: readonly string[]
  /** What is known of the picture; undefined where it is not there. */
  readonly found: FoundPicture | undefined
}

/** A picture that is in the cache. */
export interface FoundPicture {
  /** Content key it is kept under. */
  readonly key: string
  /** Name of the engine that made it. */
  readonly engine: string
  readonly record: CutRecord
}

/** What a build of the project would take. */
export interface Plan {
  /** In the order of files and lines; each picture of a list by itself. */
  readonly pictures: readonly PlannedPicture[]
  /** Paid calls: pictures made of one cut-out share it. */
  readonly calls: number
  /** What the lockfile pins and no import asks for any more, by name: its photo is gone, or can't be read. */
  readonly gone: readonly string[]
  /** Imports that can't be read, or whose photo is not found. */
  readonly problems: readonly MattingError[]
}

/** An import that somebody found. */
interface Lead {
  readonly specifier: string
  readonly file: string | undefined
  readonly line: number | undefined
}

/**
 * Finds the imports of a project, by scanning it and from its lockfile, and tells what is there from what would have to be made.
 * Nothing is made, and nothing is sent.
 */
export async function planProject(bench: Bench): Promise<Plan> {
  const { root, cache } = bench.options
  const scanned = await scanProject(root, { ignore: cache === false ? [] : [cache.dir] })
  const locate = await createLocator(root)
  const parse = createParser(bench.options)
  // Names in a lockfile say all, whatever presets and defaults are now.
  const parseName = createParser({ ...bench.options, presets: {}, defaults: '', rules: {} })
  const readLead = (lead: Lead): Promise<Job[] | MattingError> => {
    return readJobs(bench, lead, { parse: lead.file === undefined ? parseName : parse, locate })
  }
  const found = await Promise.all(scanned.map(async (lead) => ({ lead, outcome: await readLead(lead) })))
  const known = new Set(found.flatMap(({ outcome }) => (isMattingError(outcome) ? [] : outcome.map(bench.pins.nameOf))))
  const unseen = [...bench.pins.pins.keys()].filter((name) => !known.has(name)).map(toLead)
  const pinned = await Promise.all(unseen.map(async (lead) => ({ lead, outcome: await readLead(lead) })))
  const all = [...found, ...pinned.filter(({ outcome }) => !isMattingError(outcome))]
  const pictures = await Promise.all(
    all.flatMap(({ lead, outcome }) => (isMattingError(outcome) ? [] : outcome.map((job) => plan(bench, lead, job)))),
  )
  const problems = found.map(({ outcome }) => outcome).filter(isMattingError)
  const calls = new Set(pictures.map(({ payment }) => payment).filter((key) => key !== undefined)).size
  const gone = pinned.filter(({ outcome }) => isMattingError(outcome)).map(({ lead }) => lead.name)
  return { pictures, calls, gone, problems }
}

/** An import that only the lockfile knows. */
function toLead(name: string): Lead & { readonly name: string } {
  return { name, specifier: isRemote(name) ? name : `./${name}`, file: undefined, line: undefined }
}

async function readJobs(
  bench: Bench,
  { specifier, file }: Lead,
  { parse, locate }: { parse: ParseImport; locate: LocatePhoto },
): Promise<Job[] | MattingError> {
  const { root } = bench.options
  const importer = file === undefined ? join(root, 'package.json') : resolve(root, file)
  try {
    const request = parse(specifier, file === undefined ? undefined : importer)
    const photo = await locate(request.path, importer)
    if (photo === undefined) throw reportMissing(request)
    const { outputs } = request.directives
    const singles = outputs.length === 0 ? [[]] : outputs.map((output) => [output])
    return singles.map((single) =>
      identify(bench, { ...request, directives: { ...request.directives, outputs: single } }, photo),
    )
  } catch (error) {
    if (isMattingError(error)) return error
    throw error
  }
}

function reportMissing({ specifier, importer, path }: ImportRequest): MattingError {
  return new MattingError('SOURCE_NOT_FOUND', `The photo "${path}" is not found without a bundler.`, {
    ...{ specifier, importer },
    fix: 'Where an alias leads to it, build once: the lockfile then knows the import.',
  })
}

async function plan(bench: Bench, { specifier, file, line }: Lead, job: Job): Promise<PlannedPicture> {
  const { photo, request } = job
  const pin = bench.pins.nameOf(job)
  const pinned = bench.pins.find(job)
  const isPinned = pinned?.source === job.source
  const isStale = pinned !== undefined && !isPinned
  const keys = [...new Set([job, toBaseJob(bench, job), findOrigin(bench, job)].map(({ key }) => key))]
  const place = { specifier, importer: file, line, photo, request, pin, isPinned, isStale, keys }
  // Nothing is sent.
  const shelves = { ...bench, store: bench.store.local }
  const recalled = await recall(shelves, job)
  const found = recalled && { key: recalled.key, engine: recalled.maker.name, record: recalled.record }
  if (found) return { ...place, state: 'there', payment: undefined, found }
  const origin = findOrigin(bench, job)
  const isPaid = findService(bench, job.task) !== undefined && (await recall(shelves, origin)) === undefined
  return { ...place, state: isPaid ? 'paid' : 'here', payment: isPaid ? origin.key : undefined, found }
}

/** The picture that an engine makes on the way to another: outputs and layouts are made of it here. */
function findOrigin(bench: Bench, job: Job): Job {
  const base = job.output === undefined ? job : toBaseJob(bench, job)
  return isDerived(bench, base.task) ? toPlainJob(bench, base) : base
}
