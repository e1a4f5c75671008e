import { extname } from 'node:path'
import pLimit from 'p-limit'
import type { Asset, ImportRequest } from './core/asset.ts'
import { findDoubt } from './core/check.ts'
import { MattingError } from './core/errors.ts'
import type { Follower } from './core/follower.ts'
import { listPictures } from './core/form.ts'
import { describeFormat } from './core/formats.ts'
import { sha256 } from './core/hash.ts'
import { parseRequest } from './core/request.ts'
import type { Service, ServiceResult } from './core/service.ts'
import { type CutEntry, summarizeCuts } from './core/summary.ts'
import type { Logger } from './core/types.ts'
import { chooseMakers } from './engines/auto.ts'
import { resolveOptions } from './options/resolve.ts'
import type { Options, ResolvedOptions } from './options/types.ts'
import type { Bench, Job } from './pipeline/bench.ts'
import { createGatherer } from './pipeline/gather.ts'
import { findMaker, identify, keyOf } from './pipeline/identify.ts'
import { makeOnce } from './pipeline/make.ts'
import { peekPictures } from './pipeline/peek.ts'
import { describeRemote, namePhoto, openPhoto, staysRemote } from './pipeline/photos.ts'
import { openLedger } from './pipeline/ledger.ts'
import { openPins } from './pipeline/pins.ts'
import { pinPicture } from './pipeline/pin-picture.ts'
import { publish } from './pipeline/publish.ts'
import { recall, type Recalled } from './pipeline/recall.ts'
import { createRenewal } from './pipeline/renewal.ts'
import { explainFailure, showPath, tellDoubt } from './pipeline/tell.ts'
import { writeForm } from './raster/forms.ts'
import { createSourceHasher } from './sources/file.ts'
import { openJournal } from './store/journal.ts'
import { openLeases } from './store/leases.ts'
import { openStore } from './store/store.ts'
import type { ImportReader, NamedImport } from './types/describe.ts'
import { keepTypes } from './types/keep-types.ts'
import { type TypesReport, writeTypes } from './types/write-types.ts'

/** Where a pipeline runs. */
export interface MattingSetting {
  /** Absolute path of the project. @default process.cwd() */
  root?: string | undefined
  /** Where messages go. @default the console's standard error */
  logger?: Logger | undefined
  /** @default process.env */
  env?: Readonly<Record<string, string | undefined>> | undefined
  /** Config file to read instead of `matting.config.*`, relative to the root. */
  configFile?: string | undefined
  /** Whether a damaged lockfile is read as far as it can be read, and written anew. @default false */
  repair?: boolean | undefined
  /** Sees each picture that is asked for: dev servers show them. @default none */
  follow?: Follower | undefined
}

/** A pipeline: specifier → request → key → (store | engine → check → store) → asset. */
export interface Matting {
  /** Options after all sources. */
  readonly options: ResolvedOptions
  /** Parses an import that carries the marker. @throws MattingError `INVALID_DIRECTIVE` */
  parse(specifier: string, importer?: string): ImportRequest
  /** Hex digest of everything but the photo that decides the picture of a request. Hosts with a cache of their own put it in their keys. */
  fingerprint(request: ImportRequest): string
  /**
   * Makes the picture that a request asks for, or finds it in the cache.
   *
   * @param photo absolute path of the photo, or the address of a remote one
   * @throws MattingError which names the import, the cause and the fix
   */
  cut(request: ImportRequest, photo: string): Promise<Asset>
  /**
   * Writes the module of an import that gives more than one URL: it imports each picture by itself.
   *
   * @param photo absolute path of the photo, or the address of a remote one
   * @param specifier of the import, as the module can write it: relative to itself
   * @returns JavaScript with a default export
   * @throws MattingError which names the import, the cause and the fix
   */
  compose(request: ImportRequest, photo: string, specifier: string): Promise<string>
  /**
   * Scans the project and writes exact types for its imports, with the sizes of pictures that are in the cache. Nothing is made.
   *
   * @param file absolute path of the declaration file
   * @throws MattingError `OUTPUT_UNWRITABLE`
   */
  writeTypes(file: string): Promise<TypesReport>
  /**
   * Completes a build: writes what it leaves behind, such as types.
   *
   * @returns one line on everything cut since the last call, or undefined where there was nothing
   */
  finish(): Promise<string | undefined>
  /** Gives up what is in flight and ends workers and sockets. */
  close(): Promise<void>
}

/**
 * Puts a pipeline together: options from all sources, the engine they ask for, and the store.
 *
 * @throws MattingError `INVALID_OPTION`, `INVALID_CONFIG`, `COS_CREDENTIALS`
 */
export async function createMatting(inline: Options = {}, setting: MattingSetting = {}): Promise<Matting> {
  const bench = await openBench(inline, setting)
  const { root, dts } = bench.options
  const { follow = ({ make }) => make() } = setting
  const cutFollowed: Matting['cut'] = async (request, photo) => {
    const picture = { ...request, directives: { ...request.directives, as: 'url' as const } }
    const sitting = { request, photo, fingerprint: fingerprint(bench, picture), make: () => cut(bench, request, photo) }
    return follow(sitting)
  }
  const parse: Matting['parse'] = (specifier, importer) =>
    parseRequest(specifier, showPath(importer, root), bench.options)
  const write = createTypesWriter(bench, parse)
  const matting: Matting = {
    options: bench.options,
    parse,
    fingerprint: (request) => fingerprint(bench, request),
    cut: cutFollowed,
    compose: (request, photo, specifier) => compose(bench, request, { photo, specifier, cut: cutFollowed }),
    writeTypes: (file) => write(file),
    async finish() {
      await bench.pins.save()
      return summarizeCuts(bench.entries.splice(0))
    },
    async close() {
      bench.abort.abort(new MattingError('ABORTED', 'The build was given up.'))
      await Promise.all([bench.engine.close?.(), bench.rules.close()])
    },
  }
  if (dts === false) return matting
  return keepTypes(matting, { root, logger: bench.logger, write: (others) => write(dts, others) })
}

type TypesWriter = (file: string, others?: readonly NamedImport[]) => Promise<TypesReport>

function createTypesWriter(bench: Bench, parse: Matting['parse']): TypesWriter {
  const { root, cache } = bench.options
  const peek: ImportReader['peek'] = (request, photo) => peekPictures(bench, request, photo)
  const setting = { root, cache: cache === false ? undefined : cache.dir, parse, peek }
  return (file, others = []) => writeTypes({ ...setting, file }, others)
}

function fingerprint(bench: Bench, { directives: { task, outputs, as } }: ImportRequest): string {
  const keys = (outputs.length === 0 ? [undefined] : outputs).map((output) => keyOf(bench, { task, output }, ''))
  return sha256([as, ...keys, bench.options.cos.publicUrl].join('\n'))
}

/** Results of services that are decoded at once; each takes its pixels four times over. */
const INSPECTIONS = 4

async function openBench(inline: Options, setting: MattingSetting): Promise<Bench> {
  const { root = process.cwd(), logger = consoleLogger, env = process.env, configFile, repair = false } = setting
  const options = await resolveOptions(inline, { root, env, configFile })
  const makers = chooseMakers(options, logger)
  const abort = new AbortController()
  const leases = openLeases(options.cache, { signal: abort.signal })
  const context = {
    signal: abort.signal,
    journal: openJournal(options.cache),
    ledger: openLedger(options),
    fresh: options.mode === 'refresh',
    warn: (message: string) => logger.warn(message),
  }
  const limit = pLimit(Math.min(options.concurrency, makers.engine.concurrency ?? Infinity))
  return {
    ...makers,
    options,
    logger,
    limit,
    abort,
    context,
    leases,
    store: openStore(options.cache, logger),
    pins: openPins(options, { repair, exclude: leases.hold }),
    renewal: createRenewal(options.mode),
    inspection: pLimit(INSPECTIONS),
    gather: createGatherer({ limit, serve: (service, jobs) => serveJobs(context, service, jobs) }),
    hashSource: createSourceHasher(),
    entries: [],
    drafts: new Set(),
    doubts: new Set(),
  }
}

/** Jobs of one photo, all by one service. */
async function serveJobs(
  context: Bench['context'],
  service: Service,
  jobs: readonly [Job, ...Job[]],
): Promise<readonly Promise<ServiceResult>[]> {
  const [first] = jobs
  const photo = staysRemote(first) ? describeRemote(first) : await openPhoto(first, context.signal)
  const tasks = jobs.map(({ task }) => task)
  context.signal.throwIfAborted()
  return service.run(photo, tasks, context)
}

const consoleLogger: Logger = {
  info: (message) => void process.stderr.write(`[unplugin-matting] ${message}\n`),
  warn: (message) => void process.stderr.write(`[unplugin-matting] warning: ${message}\n`),
}

async function cut(bench: Bench, request: ImportRequest, photo: string): Promise<Asset> {
  const started = performance.now()
  try {
    const job = identify(bench, request, photo)
    const found = await recall(bench, job)
    const ms = Math.round(performance.now() - started)
    const outcome = found ? { ...found, cached: true, paidFor: undefined, found: false, ms } : await cutNew(bench, job)
    pinPicture(bench, job, outcome)
    const asset = await describeAsset(bench, job, outcome)
    bench.entries.push(describeEntry(asset, outcome, started))
    tellDoubt(bench, job, outcome.record)
    return asset
  } catch (error) {
    throw explainFailure(error, request)
  }
}

interface Composition {
  readonly photo: string
  /** Of the module, as it can write it itself. */
  readonly specifier: string
  readonly cut: Matting['cut']
}

async function compose(bench: Bench, request: ImportRequest, { photo, specifier, cut }: Composition): Promise<string> {
  const { as, outputs } = request.directives
  const pictures = listPictures(specifier, (text) => parseRequest(text, undefined, bench.options))
  const parts = pictures.map(async (picture, index) => {
    const output = outputs[index]
    const single = { ...request, directives: { ...request.directives, outputs: output === undefined ? [] : [output] } }
    // A list of URLs says nothing of the pictures, so nothing waits for them.
    return { picture, output: output ?? {}, asset: as === 'url' ? undefined : await cut(single, photo) }
  })
  return writeForm(as, await Promise.all(parts))
}

function describeEntry({ key, engine }: Asset, { cached, paidFor, found }: Outcome, started: number): CutEntry {
  return { key, cached, paidFor, found, engine, started, ended: performance.now() }
}

/** How an import got its picture. */
interface Outcome extends Recalled {
  readonly paidFor: string | undefined
  readonly found: boolean
  readonly cached: boolean
  readonly ms: number
}

/** Without the bytes: the assets of a build are kept to its end, their bytes are not. */
async function cutNew(bench: Bench, job: Job): Promise<Outcome> {
  const { record, paidFor, found, ms } = await makeOnce(bench, job)
  return { record, paidFor, found, ms, cached: false, key: job.key, maker: findMaker(bench, job.task) }
}

const NO_BOX = { x: 0, y: 0, width: 0, height: 0 }

async function describeAsset(
  bench: Bench,
  job: Job,
  { record, key, maker, paidFor, cached, ms }: Outcome,
): Promise<Asset> {
  const { extension, type } = describeFormat(record.format)
  const photo = namePhoto(job.photo)
  const name = `${photo.slice(0, photo.length - extname(photo).length)}.${extension}`
  const read = async (): Promise<Uint8Array> => (await bench.store.read(record)) ?? (await makeOnce(bench, job)).bytes
  const { sha256: hash, width, height, bytes, format, hasAlpha, box = NO_BOX, told, confidence } = record
  return {
    ...{ name, key, sha256: hash, width, height, bytes, format, type, hasAlpha, box, told, confidence },
    ...{ cached, ms, paid: paidFor !== undefined },
    doubt: job.task.kind === 'matting' ? findDoubt(record) : undefined,
    engine: maker.name,
    url: await publish(bench, job, { record, read }),
    read,
    place: async () => bench.store.place(record, name, await read()),
  }
}
