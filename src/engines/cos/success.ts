import { parseServiceError } from './answer.ts'
import { renderOddAnswer, renderServiceFailure } from './failures.ts'
import type { CosAnswer } from './send.ts'

/**
 * Refuses every answer that is no success, among them failures that come with status 200.
 *
 * @throws MattingError by the service's code or the status; `COS_RESPONSE` for a success that is none
 */
export function checkSuccess(answer: CosAnswer): void {
  const { status, context } = answer
  if (status < 200 || status > 299 || holdsError(answer.body)) throw renderServiceFailure(answer, context)
  if (status !== 200) throw renderOddAnswer(answer, context, 'only status 200 tells that all is done')
}

/** Looks for XML at the first byte only: a result of many megabytes is not made a string. */
function holdsError(body: Buffer): boolean {
  const head = body.toString('utf8', 0, 64).trimStart()
  return head.startsWith('<') && parseServiceError(body.toString('utf8', 0, 1024 * 1024)) !== undefined
}
