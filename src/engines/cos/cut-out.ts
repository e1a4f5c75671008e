import { isMattingError } from '../../core/errors.ts'
import type { Layout } from '../../directives/layout.ts'
import { ACTIONS } from './actions.ts'
import { renderOddAnswer } from './failures.ts'
import type { Job } from './job.ts'
import { FOREVER, MAX_RESULT_BYTES, putObject } from './objects.ts'
import { listMattingParameters } from './operations.ts'
import { findResultFault, refuseResult } from './result.ts'
import type { CosRequest } from './send.ts'
import { checkSuccess } from './success.ts'
import type { Go } from './tools.ts'

/** A cut-out that comes as an answer: of a stored source, or of a photo elsewhere. */
export interface Download {
  readonly job: Job
  readonly layout: Layout
  /** Key of the source. @default none: the photo is at `url` */
  readonly key?: string | undefined
  /** Address the service fetches the photo from. */
  readonly url?: string | undefined
}

/**
 * Has a photo cut and answered with. The service keeps nothing, so an answer that is lost is paid for once more.
 *
 * @throws MattingError
 */
export async function downloadCutOut({ job, layout, key = '', url }: Download, go: Go): Promise<Buffer> {
  if (job.payment.isSent) {
    go.context.warn(`The answer with ${job.key} was lost; it is asked for once more, and may be billed once more.`)
  }
  const remote: Record<string, string> = url === undefined ? {} : { 'detect-url': url }
  const request: CosRequest = {
    ...{ method: 'GET', place: go.places.sources, key, secret: url },
    query: { ...listMattingParameters(layout), ...remote },
    ...{ maxBytes: MAX_RESULT_BYTES, actions: ACTIONS.cutOnDownload },
    onSent: () => (job.payment.isSent = true),
  }
  const answer = await go.sender.send(request, go.attempt)
  if (answer.status !== 200) job.payment.isSent = false
  checkSuccess(answer)
  const type = answer.headers['content-type'] ?? ''
  if (answer.body.length > 0 && !type.startsWith('image/')) {
    throw renderOddAnswer(answer, answer.context, `its body (${answer.body.length} bytes) is no picture`)
  }
  return answer.body
}

/**
 * Checks a cut-out and stores it under its key, so that nobody pays for it again. A bucket that does not take it is no
 * reason to lose it.
 *
 * @throws MattingError `ENGINE_RESULT`; or the reason, where the build is given up
 */
export async function keepCutOut(job: Job, png: Buffer, photos: readonly Uint8Array[], go: Go): Promise<void> {
  const { key, task } = job
  const fault = findResultFault(task, png, photos)
  if (fault !== undefined) throw refuseResult(key, fault)
  try {
    await putObject({ place: go.places.results, key, bytes: png, type: 'image/png', cacheControl: FOREVER }, go)
  } catch (error) {
    if (!isMattingError(error)) throw error
    go.context.warn(
      `${key} is not kept in bucket ${go.places.results.bucket}, and will be paid for again: ${error.reason}`,
    )
  }
  job.succeed({ bytes: png, paid: true })
}
