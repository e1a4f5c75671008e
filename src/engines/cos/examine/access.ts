import type { Finding } from '../../../core/finding.ts'
import type { Place } from '../options.ts'
import { TOLERATED_SKEW } from '../skew.ts'
import { askForAbsent, type Desk, lookForText, type Outcome, renderFinding, writeText } from './probe.ts'

/** Keys, clock and bucket, all told by one request. Whether others make sense after it is told, too. */
export function examineFirstAnswer(outcome: Outcome, desk: Desk): { findings: Finding[]; isReached: boolean } {
  const { answer, failure } = outcome
  if (answer === undefined && failure !== undefined) {
    const check = failure.code === 'COS_CREDENTIALS' ? 'keys' : 'network'
    return { findings: [renderFinding(check, 'fail', failure)], isReached: false }
  }
  const clock = describeClock(answer?.headers.date, desk)
  if (failure?.code === 'COS_CREDENTIALS') {
    return { findings: [renderFinding('keys', 'fail', failure), clock], isReached: false }
  }
  const keys: Finding = { check: 'keys', status: 'ok', detail: 'the service accepts the keys' }
  return { findings: [keys, clock, describeBucket(outcome, desk.places.sources)], isReached: !isGone(failure?.code) }
}

/** The rights of method upload in a bucket: to read, to write, and to look. */
export async function* examineRights(name: string, place: Place, desk: Desk): AsyncIterable<Finding> {
  const reading = await askForAbsent(place, desk)
  yield describeRight(`${name}: read`, reading, 'cos:GetObject')
  const writing = await writeText(place, desk)
  yield describeRight(`${name}: write`, writing, 'cos:PutObject')
  if (writing.failure !== undefined) return
  const looking = await lookForText(place, desk)
  if (looking.failure === undefined) return yield describeRight(`${name}: look`, looking, 'cos:HeadObject')
  yield {
    ...renderFinding(`${name}: look`, 'warn', looking.failure),
    fix: 'Grant cos:HeadObject: without it a photo that is there already is uploaded again (methods `cloud`, `download`, and `publicUrl`).',
  }
}

function describeRight(check: string, { failure }: Outcome, action: string): Finding {
  if (failure !== undefined) return renderFinding(check, 'fail', failure)
  return { check, status: 'ok', detail: `${action} is granted` }
}

function describeClock(date: string | undefined, { clock }: Desk): Finding {
  const skew = Date.parse(date ?? '') - clock.time()
  if (Number.isNaN(skew)) return { check: 'clock', status: 'skipped', detail: 'the answer has no `Date`' }
  const seconds = Math.round(Math.abs(skew) / 1000)
  if (Math.abs(skew) <= TOLERATED_SKEW)
    return { check: 'clock', status: 'ok', detail: `${seconds} s from the service's` }
  return {
    check: 'clock',
    status: 'warn',
    detail: `this machine's clock is ${seconds} s ${skew > 0 ? 'behind' : 'ahead of'} the service's; signatures are corrected for it`,
    fix: "Set this machine's clock (NTP).",
  }
}

function describeBucket({ failure }: Outcome, { bucket, host }: Place): Finding {
  if (failure === undefined) return { check: 'bucket', status: 'ok', detail: `${bucket} answers as ${host}` }
  return renderFinding('bucket', isGone(failure.code) ? 'fail' : 'warn', failure)
}

function isGone(code: string | undefined): boolean {
  return code === 'COS_NOT_FOUND'
}
