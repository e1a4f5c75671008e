import type { EngineImage, RemotePhoto } from '../../core/types.ts'
import { attend } from './attend.ts'
import { withDeadline } from './deadline.ts'
import { renderTimeout } from './failures.ts'
import type { Job } from './job.ts'
import { checkPadding, checkPixels } from './limits.ts'
import { awaitOpenCall, lookUp, type Search } from './lookup.ts'
import { makeInCloud } from './methods/cloud.ts'
import { makeByDownload } from './methods/download.ts'
import { makeRemote } from './methods/remote.ts'
import { makeByUpload } from './methods/upload.ts'
import type { CosMethod } from './options.ts'
import { withRetries } from './retry.ts'
import { endAll } from './signals.ts'
import { type Batch, createSourceFinder, type Source, type SourceFinder } from './source.ts'
import type { Go } from './tools.ts'

const METHODS: Readonly<Record<CosMethod, (batch: Batch, go: Go) => Promise<void>>> = {
  upload: makeByUpload,
  cloud: makeInCloud,
  download: makeByDownload,
}

/** Makes what is missing of some jobs. */
type Maker = (jobs: readonly Job[], go: Go) => Promise<void>

/**
 * Obtains pictures of a photo, and pays for each at most once: every try begins by looking under the keys of the results.
 * So a result that another machine has paid for is used, and so is one that was made although its answer was lost. A try
 * is for all that is still outstanding, under one deadline; what settles, settles at once.
 *
 * @throws MattingError for what is still outstanding; or the signal's reason
 */
export async function obtainAll(jobs: readonly Job[], search: Search): Promise<void> {
  const { photo, settings, clock, signal } = search
  for (const job of jobs) checkLimits(job, photo)
  const make = chooseMaker(photo, settings)
  await withRetries({ retries: settings.retries, clock, signal }, async () => {
    await endAll(listPending(jobs).map((job) => awaitOpenCall(job, search)))
    const { timeout } = settings
    const late = (): Error => renderTimeout(timeout, { action: `the pictures of "${photo.name}"` })
    await withDeadline({ timeout, signal, late }, (attempt) => tryOnce(listPending(jobs), make, { ...search, attempt }))
  })
}

async function tryOnce(jobs: readonly Job[], make: Maker, go: Go & Pick<Search, 'photo'>): Promise<void> {
  for (const job of jobs) job.beginTry()
  await endAll(jobs.map((job) => attend([job], go, () => lookUp(job, go.photo, go))))
  // Nothing is paid for what the bucket could not be asked about.
  const missing = listPending(jobs).filter((job) => job.findFailure() === undefined && mayPay(job, go))
  if (missing.length > 0) await make(missing, go)
  const failed = listPending(jobs).find((job) => job.findFailure() !== undefined)
  if (failed !== undefined) throw failed.findFailure()
}

/** Asks whether a picture may be paid for; where not, it is given up. */
function mayPay(job: Job, { context: { ledger } }: Go): boolean {
  try {
    ledger.reserve(job.picture)
    return true
  } catch (error) {
    job.fail(error)
    return false
  }
}

function listPending(jobs: readonly Job[]): Job[] {
  return jobs.filter((job) => job.isPending())
}

/** Refuses what can't be done before anything is sent. */
function checkLimits(job: Job, photo: EngineImage | RemotePhoto): void {
  const { task } = job
  try {
    if (task.kind === 'rule') return
    checkPadding(photo.name, task.layout)
    if ('bytes' in photo) checkPixels(photo)
  } catch (error) {
    job.fail(error)
  }
}

function chooseMaker(photo: EngineImage | RemotePhoto, { prefix, method }: Search['settings']): Maker {
  if ('url' in photo) return (jobs, go) => makeRemote(photo, jobs, go)
  const findSource = createSourceFinder(photo, prefix)
  return async (jobs, go) => {
    const batches = await sortBySource(jobs, photo, findSource)
    await endAll(batches.map((batch) => METHODS[method](batch, go)))
  }
}

/** Jobs by the source they are made of: where a cut-out and a rule take the same bytes, they share a request. */
async function sortBySource(jobs: readonly Job[], { bytes }: EngineImage, findSource: SourceFinder): Promise<Batch[]> {
  const batches = new Map<string, { source: Source; jobs: Job[]; photos: Uint8Array[] }>()
  for (const job of jobs) {
    try {
      const source = await findSource(job.task.kind)
      const batch = batches.get(source.key) ?? { source, jobs: [], photos: [bytes, source.bytes] }
      batch.jobs.push(job)
      batches.set(source.key, batch)
    } catch (error) {
      job.fail(error)
    }
  }
  return [...batches.values()]
}
