import { sha256 } from '../../core/hash.ts'
import type { EngineImage, RemotePhoto } from '../../core/types.ts'
import { withDeadline } from './deadline.ts'
import { renderTimeout } from './failures.ts'
import type { Job } from './job.ts'
import { fetchObject } from './objects.ts'
import { findStoredFault, refuseResult } from './result.ts'
import type { Go } from './tools.ts'

/** Milliseconds that a paid call whose answer was lost may be at work still. */
const LONGEST_CALL = 15_000
/** Milliseconds between two looks for its result: doubled from the first to the last. */
const LOOKS = { first: 500, last: 4000 }

/** What looking for results needs to know of a run. */
export type Search = Omit<Go, 'attempt'> & {
  readonly photo: EngineImage | RemotePhoto
  /** Aborted when the run is given up. */
  readonly signal: AbortSignal
}

/**
 * Looks for a result in the bucket, where it may be since an earlier build, or since a try whose answer was lost. A damaged
 * one counts as absent, so that it is made anew and overwritten; unless it is what has just been paid for. Where pictures
 * are to be made anew, only what has just been paid for is looked for.
 *
 * @throws MattingError, `ENGINE_RESULT` for a damaged one that was paid for in this run
 */
export async function lookUp(job: Job, photo: EngineImage | RemotePhoto, go: Go): Promise<void> {
  const { key, task, payment } = job
  if (go.context.fresh && !payment.isSent) return
  const bytes = await fetchObject({ place: go.places.results, key }, go)
  if (bytes === undefined) return
  const fault = findStoredFault(task, bytes, 'bytes' in photo ? [photo.bytes] : [])
  if (fault === undefined) {
    // Of a process that was killed; nothing of it is at work any more.
    if (go.context.journal.find(job.picture) !== undefined) go.context.journal.end(job.picture)
    return job.succeed({ bytes, paid: payment.isSent })
  }
  const hash = sha256(bytes)
  if (payment.spoiled === hash) return
  if (payment.isSent) throw refuseResult(key, fault)
  payment.spoiled = hash
  go.context.warn(`The object ${key} of bucket ${go.places.results.bucket} is ${fault}; it is made anew.`)
}

/**
 * Waits for results of paid calls that may be at work still: of this run, or of a process that was killed in the middle of
 * one. Whoever paid again at once would pay twice.
 */
export async function awaitOpenCall(job: Job, search: Search): Promise<void> {
  const { clock, signal, settings, photo } = search
  let left = findWait(job, search)
  for (let pause = LOOKS.first; left > 0 && job.isPending(); pause = Math.min(pause * 2, LOOKS.last)) {
    const { timeout } = settings
    const late = (): Error => renderTimeout(timeout, { action: `the search for ${job.key}` })
    await withDeadline({ timeout, signal, late }, (attempt) => lookUp(job, photo, { ...search, attempt }))
    if (!job.isPending()) return
    const nap = Math.min(pause, left)
    await clock.sleep(nap, signal)
    left -= nap
  }
}

/** Milliseconds for which a call for this picture may be at work still; 0 or less where none is. */
function findWait({ payment, picture }: Job, { clock, settings, context }: Search): number {
  const longest = Math.min(settings.timeout, LONGEST_CALL)
  const own = payment.lostAt === undefined ? 0 : longest - (clock.now() - payment.lostAt)
  const begun = context.fresh ? undefined : context.journal.find(picture)
  const age = begun === undefined ? longest : clock.time() - begun
  // A time to come is none: the clock was set meanwhile.
  return Math.max(own, age >= 0 ? longest - age : 0)
}
