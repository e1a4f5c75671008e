import { basename, extname } from 'node:path'
import pLimit from 'p-limit'
import type { Asset, ImportRequest } from './core/asset.ts'
import { MattingError } from './core/errors.ts'
import { parseRequest } from './core/request.ts'
import { type CutEntry, summarizeCuts } from './core/summary.ts'
import type { Logger } from './core/types.ts'
import { chooseEngine } from './engines/auto.ts'
import { resolveOptions } from './options/resolve.ts'
import type { Options, ResolvedOptions } from './options/types.ts'
import type { Bench, Job } from './pipeline/bench.ts'
import { identify, keyOf } from './pipeline/identify.ts'
import { makeOnce } from './pipeline/make.ts'
import { explainFailure, showPath, tellDoubt } from './pipeline/tell.ts'
import type { CutRecord } from './store/records.ts'
import { createSourceHasher } from './store/sources.ts'
import { openStore } from './store/store.ts'

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
   * Cuts a photo as a request says, or finds the cut-out in the cache.
   *
   * @param photo absolute path of the photo
   * @throws MattingError which names the import, the cause and the fix
   */
  cut(request: ImportRequest, photo: string): Promise<Asset>
  /** One line on everything cut since the last call, or undefined where there was nothing. */
  takeSummary(): string | undefined
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
  const { presets, defaults } = bench.options
  return {
    options: bench.options,
    parse: (specifier, importer) =>
      parseRequest(specifier, showPath(importer, bench.options.root), { presets, defaults }),
    fingerprint: ({ directives }) => keyOf(bench.engine, directives, ''),
    cut: (request, photo) => cut(bench, request, photo),
    takeSummary: () => summarizeCuts(bench.entries.splice(0)),
    async close() {
      bench.abort.abort(new MattingError('ABORTED', 'The build was given up.'))
      await bench.engine.close?.()
    },
  }
}

async function openBench(inline: Options, setting: MattingSetting): Promise<Bench> {
  const { root = process.cwd(), logger = consoleLogger, env = process.env, configFile } = setting
  const options = await resolveOptions(inline, { root, env, configFile })
  const engine = chooseEngine(options, logger)
  return {
    options,
    engine,
    store: openStore(options.cache, logger),
    logger,
    limit: pLimit(Math.min(options.concurrency, engine.concurrency ?? Infinity)),
    hashSource: createSourceHasher(),
    abort: new AbortController(),
    entries: [],
    doubts: new Set(),
  }
}

const consoleLogger: Logger = {
  info: (message) => void process.stderr.write(`[unplugin-matting] ${message}\n`),
  warn: (message) => void process.stderr.write(`[unplugin-matting] warning: ${message}\n`),
}

async function cut(bench: Bench, request: ImportRequest, photo: string): Promise<Asset> {
  const started = performance.now()
  try {
    const job = identify(bench, request, photo)
    const found = await bench.store.find(job.key)
    const outcome = found
      ? { record: found, cached: true, paid: false, ms: Math.round(performance.now() - started) }
      : await cutNew(bench, job)
    const asset = describeAsset(bench, job, outcome)
    bench.entries.push(describeEntry(asset, started))
    tellDoubt(bench, job, outcome.record)
    return asset
  } catch (error) {
    throw explainFailure(error, request)
  }
}

function describeEntry({ key, cached, paid, engine }: Asset, started: number): CutEntry {
  return { key, cached, paid, engine, started, ended: performance.now() }
}

/** How an import got its cut-out. */
interface Outcome {
  readonly record: CutRecord
  readonly paid: boolean
  readonly cached: boolean
  readonly ms: number
}

/** Without the bytes: the assets of a build are kept to its end, their bytes are not. */
async function cutNew(bench: Bench, job: Job): Promise<Outcome> {
  const { record, paid, ms } = await makeOnce(bench, job)
  return { record, paid, ms, cached: false }
}

function describeAsset(bench: Bench, job: Job, { record, ...outcome }: Outcome): Asset {
  const name = `${basename(job.photo, extname(job.photo))}.png`
  const read = async (): Promise<Uint8Array> => (await bench.store.read(record)) ?? (await makeOnce(bench, job)).bytes
  return {
    name,
    key: job.key,
    sha256: record.sha256,
    width: record.width,
    height: record.height,
    bytes: record.bytes,
    type: 'image/png',
    engine: bench.engine.name,
    confidence: record.confidence,
    ...outcome,
    read,
    place: async () => bench.store.place(record, name, await read()),
  }
}
