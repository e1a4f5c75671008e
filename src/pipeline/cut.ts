import { extname } from 'node:path'
import type { Asset, ImportRequest } from '../core/asset.ts'
import { findDoubt } from '../core/check.ts'
import { describeFormat } from '../core/formats.ts'
import type { CutEntry } from '../core/summary.ts'
import type { Bench, Job } from './bench.ts'
import { findMaker, identify } from './identify.ts'
import { makeOnce } from './make.ts'
import { namePhoto } from './photos.ts'
import { pinPicture } from './pin-picture.ts'
import { publish } from './publish.ts'
import { completeRefusal } from './refusals.ts'
import { recall, type Recalled } from './recall.ts'
import { explainFailure, nameJob, tellDoubt } from './tell.ts'

/**
 * Finds the picture that a request asks for, or makes it, and pins it.
 *
 * @throws MattingError which names the import, the cause and the fix
 */
export async function cut(bench: Bench, request: ImportRequest, photo: string): Promise<Asset> {
  const started = performance.now()
  try {
    const job = identify(bench, request, photo)
    const found = await recall(bench, job)
    const ms = Math.round(performance.now() - started)
    const outcome = found ? { ...found, cached: true, paidFor: undefined, found: false, ms } : await cutNew(bench, job)
    pinPicture(bench, job, outcome)
    const asset = await describeAsset(bench, job, outcome)
    bench.entries.push(describeEntry(asset, outcome, { name: nameJob(bench, job), started }))
    tellDoubt(bench, job, outcome.record)
    return asset
  } catch (error) {
    throw explainFailure(await completeRefusal(bench, error, request), request)
  }
}

function describeEntry(
  { key, engine, bytes }: Asset,
  { cached, paidFor, found }: Outcome,
  known: Pick<CutEntry, 'name' | 'started'>,
): CutEntry {
  return { ...known, key, cached, paidFor, found, engine, bytes, ended: performance.now() }
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
  const made = await bench.pulse.during(nameJob(bench, job), () => makeOnce(bench, job))
  const { record, paidFor, found, there, ms } = made
  return { record, paidFor, found, ms, cached: there, key: job.key, maker: findMaker(bench, job.task) }
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
