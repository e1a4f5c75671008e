import { basename, extname, relative } from 'node:path'
import pLimit, { type LimitFunction } from 'p-limit'
import type { Asset, ImportRequest } from './core/asset.ts'
import { checkResult, findDoubt } from './core/check.ts'
import { isMattingError, locateError, MattingError } from './core/errors.ts'
import { createKey } from './core/key.ts'
import { parseRequest } from './core/request.ts'
import { getProcessFlights, runOnce } from './core/single-flight.ts'
import { type CutEntry, summarizeCuts } from './core/summary.ts'
import type { Engine, Logger } from './core/types.ts'
import { writeCanonical } from './directives/canonical.ts'
import { chooseEngine } from './engines/auto.ts'
import { resolveOptions } from './options/resolve.ts'
import type { Options, ResolvedOptions } from './options/types.ts'
import { inspectResult } from './raster/inspect.ts'
import { readPhoto } from './raster/photo.ts'
import type { CutRecord } from './store/records.ts'
import { createSourceHasher, readSource } from './store/sources.ts'
import { openStore, type Store } from './store/store.ts'

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

/** What the steps of a pipeline share. */
interface Bench {
  readonly options: ResolvedOptions
  readonly engine: Engine
  readonly store: Store
  readonly logger: Logger
  /** Bounds the images in flight, with their pixels. */
  readonly limit: LimitFunction
  /** Hex sha256 of a photo, by its path. */
  readonly hashSource: (photo: string) => string
  readonly abort: AbortController
  readonly entries: CutEntry[]
  readonly doubts: Set<string>
}

/** One image to make. */
interface Job {
  readonly request: ImportRequest
  readonly photo: string
  /** Hex sha256 of the photo's file. */
  readonly source: string
  readonly key: string
}

interface Made {
  readonly record: CutRecord
  readonly bytes: Uint8Array
  readonly paid: boolean
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
    fingerprint: ({ directives }) =>
      createKey({ engine: bench.engine, source: '', directives: writeCanonical(directives) }),
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
  return {
    options,
    engine: chooseEngine(options, logger),
    store: openStore(options.cache, logger),
    logger,
    limit: pLimit(options.concurrency),
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
    const { record, paid } = found ? { record: found, paid: false } : await makeOnce(bench, job)
    const asset = describeAsset(bench, job, {
      record,
      paid,
      cached: found !== undefined,
      ms: Math.round(performance.now() - started),
    })
    bench.entries.push(asset)
    tellDoubt(bench, job, record)
    return asset
  } catch (error) {
    throw explain(error, request)
  }
}

function identify({ engine, hashSource }: Bench, request: ImportRequest, photo: string): Job {
  const source = hashSource(photo)
  return { request, photo, source, key: createKey({ engine, source, directives: writeCanonical(request.directives) }) }
}

/** Makes a cut-out, once for all who ask for it at the same time, in whichever instance of the plugin. */
async function makeOnce(bench: Bench, job: Job): Promise<Made> {
  const { cache } = bench.options
  const flight = `${cache === false ? '' : cache.dir}\n${job.key}`
  try {
    return await runOnce(getProcessFlights(), flight, () => bench.limit(() => findOrMake(bench, job)))
  } catch (error) {
    // The flight was another build's, which was given up; this one still wants the picture.
    const abandoned = isMattingError(error) && error.code === 'ABORTED' && !bench.abort.signal.aborted
    if (abandoned) return makeOnce(bench, job)
    throw error
  }
}

/** Looks once more: a flight that landed between the first look and this one must not be paid for again. */
async function findOrMake(bench: Bench, job: Job): Promise<Made> {
  const record = await bench.store.find(job.key)
  const bytes = record === undefined ? undefined : await bench.store.read(record)
  return record && bytes ? { record, bytes, paid: false } : make(bench, job)
}

async function make(bench: Bench, { request, photo, source, key }: Job): Promise<Made> {
  const { engine, store, abort } = bench
  const started = performance.now()
  // Read again rather than kept: photos that wait for their turn would fill the memory.
  const image = await readPhoto(await readSource(photo), basename(photo))
  if (image.sha256 !== source) {
    throw new MattingError('SOURCE_UNREADABLE', `"${basename(photo)}" changed while it was being cut.`, {
      fix: 'Run the build again.',
    })
  }
  const context = { signal: abort.signal }
  const { png, confidence, paid = false } = await engine.cut(image, request.directives.layout, context)
  const facts = await inspectResult(png)
  checkResult(facts, engine.name, source)
  const { sha256, width, height, coverage } = facts
  const record: CutRecord = { sha256, width, height, bytes: png.length, coverage, confidence }
  await store.keep(key, record, png)
  const made: Made = { record, bytes: png, paid }
  bench.logger.info(describeCut(bench, made, { request, photo, ms: performance.now() - started }))
  return made
}

interface Outcome {
  readonly record: CutRecord
  readonly paid: boolean
  readonly cached: boolean
  readonly ms: number
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

/** One line for one image that was made: `img/shoe.jpg?center=1 → 1280 × 1240, 412 kB, cut by local in 2.3 s (confidence 0.97)`. */
function describeCut(
  { engine, options }: Bench,
  { record, paid }: Made,
  cut: Pick<Job, 'request' | 'photo'> & { ms: number },
): string {
  const { width, height, bytes, confidence } = record
  const directives = writeCanonical(cut.request.directives)
  const name = `${showPath(cut.photo, options.root)}${directives === '' ? '' : `?${directives}`}`
  const size = `${width} × ${height}, ${Math.ceil(bytes / 1000)} kB`
  const sure = confidence === undefined ? '' : ` (confidence ${confidence.toFixed(2)})`
  const time = (cut.ms / 1000).toFixed(1)
  return `${name} → ${size}, cut by ${engine.name} in ${time} s${sure}${paid ? ', paid' : ''}`
}

function tellDoubt({ doubts, logger, options }: Bench, { request, photo, key }: Job, record: CutRecord): void {
  const doubt = findDoubt(record)
  if (doubt === undefined || doubts.has(key)) return
  doubts.add(key)
  const place = request.importer === undefined ? '' : ` in ${request.importer}`
  logger.warn(
    `${request.specifier}${place}: ${doubt}. Look at the picture made from ${showPath(photo, options.root)}; ` +
      'a photo with the product clear of a plain background helps, or the cloud engine.',
  )
}

function explain(error: unknown, { specifier, importer }: ImportRequest): MattingError {
  if (isMattingError(error)) return locateError(error, { specifier, importer })
  const detail = error instanceof Error ? error.message : String(error)
  return new MattingError('ENGINE_FAILED', `The cut-out could not be made: ${detail}`, {
    specifier,
    importer,
    cause: error,
    fix: 'Read the cause below it; run the build again where it may have been chance.',
  })
}

/** A path as messages show it: relative to the root, with forward slashes, without query. */
function showPath(path: string | undefined, root: string): string | undefined {
  const [file = ''] = (path ?? '').split('?')
  if (file === '') return undefined
  const shown = relative(root, file).replaceAll('\\', '/')
  return shown.startsWith('../../') || shown === '' ? file : shown
}
