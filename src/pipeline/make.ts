import { basename } from 'node:path'
import { checkResult } from '../core/check.ts'
import { isMattingError, MattingError } from '../core/errors.ts'
import { getProcessFlights, runOnce } from '../core/single-flight.ts'
import type { EngineImage, EngineResult } from '../core/types.ts'
import { isPlainLayout, type Layout } from '../directives/layout.ts'
import { decodeRaster, encodePng } from '../raster/codec.ts'
import { inspectResult } from '../raster/inspect.ts'
import { layOut } from '../raster/layout.ts'
import { readPhoto } from '../raster/photo.ts'
import type { CutRecord } from '../store/records.ts'
import { readSource } from '../store/sources.ts'
import type { Bench, Job, Made } from './bench.ts'
import { toPlainJob } from './identify.ts'
import { describeCut } from './tell.ts'

/**
 * Makes a cut-out, once for all who ask for it at the same time, in whichever instance of the plugin.
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
  const record = await bench.store.find(job.key)
  const bytes = record === undefined ? undefined : await bench.store.read(record)
  if (record && bytes) return { record, bytes, paid: false, ms: 0 }
  const derived = bench.engine.layout === 'local' && !isPlainLayout(job.request.directives.layout)
  return derived ? derive(bench, job) : bench.limit(() => make(bench, job))
}

async function make(bench: Bench, job: Job): Promise<Made> {
  const started = performance.now()
  const image = await readImage(job)
  const context = { signal: bench.abort.signal }
  const result = await bench.engine.cut(image, job.request.directives.layout, context)
  return keep(bench, job, { result, started })
}

/** Lays out the plain cut-out of a photo: the work of cutting is done once, however often it is padded. */
async function derive(bench: Bench, job: Job): Promise<Made> {
  const plain = await makeOnce(bench, toPlainJob(bench, job))
  return bench.limit(async () => {
    const started = performance.now()
    const raster = layOut(await decodeRaster(plain.bytes), job.request.directives.layout)
    const result = { png: await encodePng(raster), confidence: plain.record.confidence, paid: plain.paid }
    return keep(bench, job, { result, started })
  })
}

/** Reads a photo again rather than keeping it since it was hashed: photos that wait for their turn would fill the memory. */
async function readImage({ photo, source }: Job): Promise<EngineImage> {
  const image = await readPhoto(await readSource(photo), basename(photo))
  if (image.sha256 === source) return image
  throw new MattingError('SOURCE_UNREADABLE', `"${basename(photo)}" changed while it was being cut.`, {
    fix: 'Run the build again.',
  })
}

interface Outcome {
  readonly result: EngineResult
  /** `performance.now()` when the work began. */
  readonly started: number
}

/** Checks a result, then keeps it. What is no cut-out is never kept. */
async function keep(bench: Bench, job: Job, { result, started }: Outcome): Promise<Made> {
  const { png, confidence, paid = false } = result
  const facts = await inspectResult(png)
  checkResult(facts, bench.engine.name, job.source)
  const { sha256, width, height } = facts
  const coverage = facts.coverage / shareOfPhoto(facts, job.request.directives.layout)
  const record: CutRecord = { sha256, width, height, bytes: png.length, coverage, confidence }
  await bench.store.keep(job.key, record, png)
  const made: Made = { record, bytes: png, paid, ms: Math.round(performance.now() - started) }
  bench.logger.info(describeCut(bench, made, job))
  return made
}

/** Share of a canvas that is not padding, above 0 to 1. */
function shareOfPhoto(canvas: { width: number; height: number }, { padding }: Layout): number {
  const width = Math.max(1, canvas.width - 2 * padding.dx)
  const height = Math.max(1, canvas.height - 2 * padding.dy)
  return (width * height) / (canvas.width * canvas.height)
}
