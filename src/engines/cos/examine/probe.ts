import type { Finding } from '../../../core/finding.ts'
import { isMattingError, type MattingError } from '../../../core/errors.ts'
import { ACTIONS } from '../actions.ts'
import { parseServiceError } from '../answer.ts'
import { withDeadline } from '../deadline.ts'
import { renderServiceFailure, renderTimeout } from '../failures.ts'
import { MAX_XML_BYTES, renderBodyHeaders } from '../objects.ts'
import { listMattingParameters } from '../operations.ts'
import type { Place } from '../options.ts'
import type { CosAnswer, CosRequest } from '../send.ts'
import type { Tools } from '../tools.ts'
import { PLAIN_LAYOUT } from '../../../directives/layout.ts'

/** What an examination may use. */
export interface Desk extends Tools {
  /** Ends the examination. */
  readonly signal: AbortSignal
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What came of a request: an answer (of any status), and the failure it tells, if it is one. */
export interface Outcome {
  readonly answer?: CosAnswer | undefined
  readonly failure?: MattingError | undefined
}

/** Milliseconds for one request: a doctor is waited for. */
const PATIENCE = 15_000
/** Names, behind the prefix, of an object that can't be there and of one that is written. */
const ABSENT = 'doctor-absent'
const WRITTEN = 'doctor.txt'
const MISSING: ReadonlySet<string> = new Set(['NoSuchKey', 'ResourceNotFound'])

/** Asks for an object that can't be there: that it is missing is the answer hoped for. */
export function askForAbsent(place: Place, desk: Desk): Promise<Outcome> {
  const key = desk.settings.prefix + ABSENT
  return probe({ method: 'GET', place, key, maxBytes: MAX_XML_BYTES, actions: ACTIONS.read }, desk)
}

/** Asks for a cut-out of an object that can't be there. Nothing is made, so nothing is paid. */
export function askForAbsentCutOut(desk: Desk): Promise<Outcome> {
  const key = desk.settings.prefix + ABSENT
  const query = listMattingParameters(PLAIN_LAYOUT)
  const place = desk.places.sources
  return probe({ method: 'GET', place, key, query, maxBytes: MAX_XML_BYTES, actions: ACTIONS.cutOnDownload }, desk)
}

/** Writes a small text. */
export function writeText(place: Place, desk: Desk): Promise<Outcome> {
  const body = Buffer.from('Written by `matting doctor`; it can be deleted.\n')
  const headers = renderBodyHeaders(body, 'text/plain')
  const request = { method: 'PUT', place, key: findWrittenKey(desk), headers, body } as const
  return probe({ ...request, maxBytes: MAX_XML_BYTES, actions: ACTIONS.write }, desk)
}

/** Asks whether the small text is there, which takes a right of its own. */
export function lookForText(place: Place, desk: Desk): Promise<Outcome> {
  const key = findWrittenKey(desk)
  return probe({ method: 'HEAD', place, key, maxBytes: MAX_XML_BYTES, actions: ACTIONS.look }, desk)
}

/** Key of the small text. */
export function findWrittenKey({ settings }: Desk): string {
  return settings.prefix + WRITTEN
}

/** A finding for a failure, in its own words. */
export function renderFinding(check: string, status: 'fail' | 'warn', error: MattingError): Finding {
  const { reason, fix, code, serviceCode, requestId } = error
  const words = [serviceCode && `service code ${serviceCode}`, requestId && `request id ${requestId}`].filter(Boolean)
  return { check, status, detail: words.length === 0 ? reason : `${reason} (${words.join(', ')})`, fix, code }
}

async function probe(request: CosRequest, { sender, settings, signal }: Desk): Promise<Outcome> {
  const timeout = Math.min(settings.timeout, PATIENCE)
  const late = (): Error => renderTimeout(timeout, { action: `${request.method} ${request.key}` })
  try {
    const answer = await withDeadline({ timeout, signal, late }, (attempt) => sender.send(request, attempt))
    return isHopedFor(answer) ? { answer } : { answer, failure: renderServiceFailure(answer, answer.context) }
  } catch (error) {
    signal.throwIfAborted()
    if (!isMattingError(error)) throw error
    return { failure: error }
  }
}

function isHopedFor({ status, body }: CosAnswer): boolean {
  const code = parseServiceError(body.toString('utf8'))?.code
  return status === 200 ? code === undefined : code !== undefined && MISSING.has(code)
}
