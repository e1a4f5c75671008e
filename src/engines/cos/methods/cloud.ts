import { isMattingError } from '../../../core/errors.ts'
import { attend } from '../attend.ts'
import { collectResults, processStored, salvageResults, splitBatch } from '../rules.ts'
import { endAll } from '../signals.ts'
import { type Batch, withStored } from '../source.ts'
import type { Go } from '../tools.ts'

/** Method "cloud": the source is stored once, and POST `?image_process` runs the rules over it, five a request. */
export function makeInCloud(batch: Batch, go: Go): Promise<void> {
  return endAll(splitBatch(batch).map((part) => processPart(part, go)))
}

/** Runs up to five rules over a source that is stored, or is stored for that. */
export function processPart(part: Batch, go: Go): Promise<void> {
  return attend(part.jobs, go, async () => {
    try {
      const answer = await withStored(part.source, go, () => processStored(part, go))
      await collectResults(part, answer, go)
    } catch (error) {
      await recover(part, error, go)
    }
  })
}

/**
 * After a request with rules that failed: rules that were refused together are tried each alone, so that one bad rule
 * takes no others down; an answer that can't be read was probably billed.
 *
 * @throws the error, where nothing can be recovered
 */
export async function recover(part: Batch, error: unknown, go: Go): Promise<void> {
  if (go.attempt.signal.aborted || !isMattingError(error)) throw error
  if (error.code === 'COS_RESPONSE') return salvageResults(part, error, go)
  if (!isFaultOfOne(part, error.code, error.serviceCode)) throw error
  await endAll(part.jobs.map((job) => processPart({ ...part, jobs: [job] }, go)))
}

/** Whether a refusal can be about one rule only. Rights and services differ between cut-outs and other rules. */
function isFaultOfOne({ jobs }: Batch, code: string, serviceCode: string | undefined): boolean {
  if (jobs.length === 1 || serviceCode === undefined) return false
  const kinds = new Set(jobs.map(({ task }) => task.kind))
  return code === 'COS_REJECTED' || (kinds.size > 1 && (code === 'COS_NOT_ENABLED' || code === 'COS_DENIED'))
}
