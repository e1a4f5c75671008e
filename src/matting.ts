import { randomUUID } from 'node:crypto'
import pLimit from 'p-limit'
import type { Asset, ImportRequest } from './core/asset.ts'
import { MattingError } from './core/errors.ts'
import type { Follower } from './core/follower.ts'
import { sha256 } from './core/hash.ts'
import { summarizeCuts } from './core/summary.ts'
import type { Logger } from './core/types.ts'
import { chooseMakers } from './engines/auto.ts'
import { resolveOptions } from './options/resolve.ts'
import type { Options, ResolvedOptions } from './options/types.ts'
import type { Bench } from './pipeline/bench.ts'
import { adviseCiCache } from './pipeline/ci-cache.ts'
import { collect, type Collection } from './pipeline/collect.ts'
import { compose } from './pipeline/compose.ts'
import { cut } from './pipeline/cut.ts'
import { createGatherer } from './pipeline/gather.ts'
import { keyOf } from './pipeline/identify.ts'
import { peekPictures } from './pipeline/peek.ts'
import { openLedger } from './pipeline/ledger.ts'
import { findMeetingPlace, openPins } from './pipeline/pins.ts'
import { createParser } from './pipeline/parse.ts'
import { type Plan, planProject } from './pipeline/plan.ts'
import { createPulse } from './pipeline/pulse.ts'
import { createRenewal } from './pipeline/renewal.ts'
import { serveJobs } from './pipeline/serve-jobs.ts'
import { createReporter, type Reporter } from './report/reporter.ts'
import type { Report } from './report/write-report.ts'
import { createSourceHasher } from './sources/file.ts'
import { openJournal } from './store/journal.ts'
import { openLeases } from './store/leases.ts'
import { joinStores } from './store/joined.ts'
import type { SharedStore } from './store/shared.ts'
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
   * Finds the imports of the project, by scanning it and from its lockfile, and tells what is there from what would have to be
   * made or paid for. Nothing is made, and nothing is sent.
   */
  plan(): Promise<Plan>
  /**
   * Takes out of the lockfile what nothing imports any more, and out of the cache folder what the lockfile does not need.
   *
   * @param how `dry`: tells it only
   * @throws MattingError `LOCKFILE`, `OUTPUT_UNWRITABLE`
   */
  collect(how: 'dry' | 'wet'): Promise<Collection>
  /**
   * Scans the project and writes exact types for its imports, with the sizes of pictures that are in the cache. Nothing is made.
   *
   * @param file absolute path of the declaration file
   * @throws MattingError `OUTPUT_UNWRITABLE`
   */
  writeTypes(file: string): Promise<TypesReport>
  /**
   * Writes a report of the pictures of the project that are in the cache, and of what is missing. Nothing is made.
   *
   * @param file absolute path of the HTML file
   * @throws MattingError `OUTPUT_UNWRITABLE`
   */
  writeReport(file: string): Promise<Report>
  /**
   * Completes a build: writes what it leaves behind, the lockfile, types and the report.
   *
   * @returns one line on everything cut since the last call, and a table of what was not there before; undefined where there was nothing
   * @throws MattingError `LOCKFILE`, `OUTPUT_UNWRITABLE`
   */
  finish(): Promise<string | undefined>
  /** Gives up what is in flight and ends workers and sockets. */
  close(): Promise<void>
}

/**
 * Puts a pipeline together: options from all sources, the engine they ask for, and the store.
 *
 * @throws MattingError `INVALID_OPTION`, `INVALID_CONFIG`, `COS_CREDENTIALS`, `LOCKFILE`
 */
export async function createMatting(inline: Options = {}, setting: MattingSetting = {}): Promise<Matting> {
  const bench = await openBench(inline, setting)
  const advice = adviseCiCache(bench.options, setting.env ?? process.env)
  const { root, dts } = bench.options
  const reporter = openReporter(bench)
  const { follow = reporter.follow } = setting
  const cutFollowed: Matting['cut'] = (request, photo) =>
    follow({
      ...{ request, photo },
      make: () => cut(bench, request, photo),
      // Most builds have nobody who asks.
      get fingerprint() {
        return nameAsPicture(bench, request)
      },
    })
  const parse = createParser(bench.options)
  const write = createTypesWriter(bench, parse)
  const matting: Matting = {
    options: bench.options,
    parse,
    fingerprint: (request) => fingerprint(bench, request),
    cut: cutFollowed,
    compose: (request, photo, specifier) => compose(request, bench.options, { photo, specifier, cut: cutFollowed }),
    plan: () => planProject(bench),
    collect: (how) => collect(bench, how),
    writeTypes: (file) => write(file),
    writeReport: reporter.write,
    async finish() {
      await Promise.all([bench.pins.save(), bench.store.settle()])
      await reporter.finish([...bench.entries])
      return summarizeBuild(bench, advice)
    },
    async close() {
      bench.abort.abort(new MattingError('ABORTED', 'The build was given up.'))
      await Promise.all([bench.engine.close?.(), bench.rules.close(), bench.store.close()])
    },
  }
  if (dts === false) return matting
  return keepTypes(matting, { root, logger: bench.logger, write: (others) => write(dts, others) })
}

/** Tells what was cut since the last time; in CI, also that all of it was in vain for the next build. */
function summarizeBuild({ entries, logger, options }: Bench, advice: string | undefined): string | undefined {
  const told = entries.splice(0)
  if (advice !== undefined && told.some(({ cached }) => !cached)) logger.warn(advice)
  return summarizeCuts(told, options.price)
}

type TypesWriter = (file: string, others?: readonly NamedImport[]) => Promise<TypesReport>

function createTypesWriter(bench: Bench, parse: Matting['parse']): TypesWriter {
  const { root, cache } = bench.options
  const peek: ImportReader['peek'] = (request, photo) => peekPictures(bench, request, photo)
  const setting = { root, cache: cache === false ? undefined : cache.dir, parse, peek }
  return (file, others = []) => writeTypes({ ...setting, file }, others)
}

/** A dev server has a gallery instead. */
function openReporter(bench: Bench): Reporter {
  const { options, logger, store, isLive } = bench
  const { root, price, report } = options
  return createReporter({
    ...{ root, price, logger, shelf: store.local, file: isLive ? false : report },
    plan: () => planProject(bench),
    fingerprint: (request) => nameAsPicture(bench, request),
  })
}

/** The fingerprint of the picture itself, in whichever form an import gives it. */
function nameAsPicture(bench: Bench, request: ImportRequest): string {
  return fingerprint(bench, { ...request, directives: { ...request.directives, as: 'url' } })
}

function fingerprint(bench: Bench, { directives: { task, outputs, as } }: ImportRequest): string {
  const keys = (outputs.length === 0 ? [undefined] : outputs).map((output) => keyOf(bench, { task, output }, ''))
  // What a bundler keeps on disk is to be made anew, too.
  const renewal = bench.options.mode === 'refresh' ? [bench.nonce] : []
  return sha256([as, ...keys, bench.options.cos.publicUrl, ...renewal].join('\n'))
}

/** Results of services that are decoded at once; each takes its pixels four times over. */
const INSPECTIONS = 4

async function openBench(inline: Options, setting: MattingSetting): Promise<Bench> {
  const { root = process.cwd(), logger = consoleLogger, env = process.env, configFile, repair = false } = setting
  const options = await resolveOptions(inline, { root, env, configFile })
  const makers = await chooseMakers(options, logger)
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
    store: joinStores(openStore(options.cache, logger), await openSharedOf(options, logger)),
    pins: openPins(options, {
      repair,
      exclude: openLeases(findMeetingPlace(options), { signal: abort.signal }).hold,
    }),
    renewal: createRenewal(options.mode),
    inspection: pLimit(INSPECTIONS),
    gather: createGatherer({ limit, serve: (service, jobs) => serveJobs(context, service, jobs) }),
    hashSource: createSourceHasher(),
    isLive: setting.follow !== undefined,
    pulse: createPulse(logger),
    nonce: randomUUID(),
    entries: [],
    refusals: { count: 0, plan: undefined },
    drafts: new Set(),
    doubts: new Set(),
  }
}

async function openSharedOf({ cache }: ResolvedOptions, logger: Logger): Promise<SharedStore | undefined> {
  if (cache === false || cache.store === undefined) return undefined
  const { openShared } = await import('./store/shared.ts')
  return openShared(cache.store, { readonly: cache.readonly, logger })
}

const consoleLogger: Logger = {
  info: (message) => void process.stderr.write(`[unplugin-matting] ${message}\n`),
  warn: (message) => void process.stderr.write(`[unplugin-matting] warning: ${message}\n`),
}
