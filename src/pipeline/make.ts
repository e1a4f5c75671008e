import { checkResult, type ResultFacts } from '../core/check.ts'
import { isMattingError } from '../core/errors.ts'
import type { Service, ToldFacts } from '../core/service.ts'
import { getProcessFlights, runOnce } from '../core/single-flight.ts'
import { type Layout, PLAIN_LAYOUT } from '../directives/layout.ts'
import type { Output } from '../directives/outputs.ts'
import { isRemote } from '../directives/query.ts'
import type { Task } from '../directives/task.ts'
import { decodeRaster, encodePng } from '../raster/codec.ts'
import { describePhoto } from '../raster/describe-photo.ts'
import { inspectResult } from '../raster/inspect.ts'
import { layOut } from '../raster/layout.ts'
import { renderOutput } from '../raster/outputs.ts'
import type { CutRecord } from '../store/records.ts'
import type { Bench, Job, Made } from './bench.ts'
import { findService, isDerived, toBaseJob, toPlainJob } from './identify.ts'
import { refuseFrozen } from './ledger.ts'
import { openPhoto } from './photos.ts'
import { describeCut } from './tell.ts'

/**
 * Makes an image, once for all who ask for it at the same time, in whichever instance of the plugin.
 *
 * @throws MattingError, or whatever the engine throws
 */
export async function makeOnce(bench: Bench, job: Job): Promise<Made> {
  const { cache } = bench.options
  const flight = `${cache === false ? '' : cache.dir}\n${job.key}`
  try {
    return await runOnce(getProcessFlights(), flight, () => findOrMake(bench, job))
  } catch (error) {
    // The flight was another build's, which was given up; this one still wants the picture.
    const abandoned = isMattingError(error) && error.code === 'ABORTED' && !bench.abort.signal.aborted
    if (abandoned) return makeOnce(bench, job)
    throw error
  }
}

/** Looks once more: a flight that landed between the first look and this one must not be paid for again. */
async function findOrMake(bench: Bench, job: Job): Promise<Made> {
  const found = await findMade(bench, job)
  if (found) return found
  const service = findService(bench, job.task)
  const isHere = job.output !== undefined || isDerived(bench, job.task) || service === undefined
  // What a service has may be fetched; its account says that nothing is paid.
  if (bench.options.mode === 'frozen' && isHere) throw refuseFrozen()
  if (job.output) return convert(bench, job, job.output)
  if (isDerived(bench, job.task)) return derive(bench, job)
  return bench.leases.hold(job.key, async () => {
    const left = await findMade(bench, job)
    if (left) return left
    return service ? serve(bench, job, service) : bench.limit(() => make(bench, job))
  })
}

async function findMade(bench: Bench, { key }: Job): Promise<Made | undefined> {
  if (bench.renewal.isDue(key)) return undefined
  const record = await bench.store.find(key)
  const bytes = record === undefined ? undefined : await bench.store.read(record)
  return record && bytes && { record, bytes, paidFor: undefined, found: false, there: true, ms: 0 }
}

async function make(bench: Bench, job: Job): Promise<Made> {
  const started = performance.now()
  const image = await openPhoto(job, bench.abort.signal)
  bench.abort.signal.throwIfAborted()
  const { png, confidence, paid } = await bench.engine.cut(image, layoutOf(job.task), bench.context)
  return keep(bench, job, { bytes: png, confidence, paidFor: paid ? job.key : undefined, started })
}

/** Has a service make it. The results are checked a few at a time: each is decoded whole. */
async function serve(bench: Bench, job: Job, service: Service): Promise<Made> {
  const started = performance.now()
  const { bytes, told, paid } = await bench.gather(service, job)
  const paidFor = paid ? job.key : undefined
  return bench.inspection(() => keep(bench, job, { bytes, told, paidFor, found: !paid, started }))
}

/** Lays out the plain cut-out of a photo: the work of cutting is done once, however often it is padded. */
async function derive(bench: Bench, job: Job): Promise<Made> {
  const plain = await makeOnce(bench, toPlainJob(bench, job))
  return bench.limit(async () => {
    const started = performance.now()
    const bytes = await encodePng(layOut(await decodeRaster(plain.bytes), layoutOf(job.task)))
    return keep(bench, job, { bytes, confidence: plain.record.confidence, paidFor: plain.paidFor, started })
  })
}

/** Makes an output of a picture that is made first, where it is not there. */
async function convert(bench: Bench, job: Job, output: Output): Promise<Made> {
  const base = await makeOnce(bench, toBaseJob(bench, job))
  return bench.limit(async () => {
    const started = performance.now()
    const { confidence, told, coverage } = base.record
    const bytes = await renderOutput(base.bytes, output)
    return keep(bench, job, { bytes, confidence, told, coverage, paidFor: base.paidFor, started })
  })
}

interface Outcome {
  readonly bytes: Uint8Array
  readonly confidence?: number | undefined
  readonly told?: ToldFacts | undefined
  /** That of the picture an output is made of. */
  readonly coverage?: number | undefined
  readonly paidFor: string | undefined
  readonly found?: boolean | undefined
  /** `performance.now()` when the work began. */
  readonly started: number
}

/** Checks a result, then keeps it. What is no cut-out is never kept. */
async function keep(bench: Bench, job: Job, outcome: Outcome): Promise<Made> {
  const { bytes, confidence, paidFor, found = false, started } = outcome
  const facts = await inspectResult(bytes)
  if (job.task.kind === 'matting' && job.output === undefined) {
    // A remote photo is known by its address: its bytes can't be told from a result.
    checkResult(facts, bench.engine.name, isRemote(job.photo) ? '' : job.source)
  }
  const { transparent: _transparent, ...shape } = facts
  const record: CutRecord = {
    ...shape,
    ...{ bytes: bytes.length, confidence },
    told: await completeTold(bench, job, { facts, outcome }),
    coverage: outcome.coverage ?? facts.coverage / shareOfPhoto(facts, layoutOf(job.task)),
  }
  await bench.store.keep(job.key, record, bytes)
  bench.renewal.end(job.key)
  const made: Made = { record, bytes, paidFor, found, there: false, ms: Math.round(performance.now() - started) }
  if (bench.isLive) bench.logger.info(describeCut(bench, made, job))
  return made
}

/** A rule's result found in the bucket was made by an answer that is gone; what can be said without it is said here. */
async function completeTold(
  bench: Bench,
  job: Job,
  { facts: { format, width, height }, outcome: { bytes, told } }: { facts: ResultFacts; outcome: Outcome },
): Promise<ToldFacts | undefined> {
  if (told !== undefined || job.task.kind !== 'rule' || job.output !== undefined) return told
  const original = await describePhoto(await openPhoto(job, bench.abort.signal))
  return { original, result: { Format: format, Width: width, Height: height, Size: bytes.length } }
}

function layoutOf(task: Task): Layout {
  return task.kind === 'matting' ? task.layout : PLAIN_LAYOUT
}

/** Share of a canvas that is not padding, above 0 to 1. */
function shareOfPhoto(canvas: { width: number; height: number }, { padding }: Layout): number {
  const width = Math.max(1, canvas.width - 2 * padding.dx)
  const height = Math.max(1, canvas.height - 2 * padding.dy)
  return (width * height) / (canvas.width * canvas.height)
}
