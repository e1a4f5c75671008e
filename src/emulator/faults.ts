import type { Job } from './call.ts'
import { FAULT_EFFECTS, type FaultEffect } from './fault-effects.ts'

/** What a fault is played on. */
export const FAULT_TARGETS = ['put', 'get', 'head', 'post', 'any'] as const

/**
 * The kinds of fault:
 *
 * - `status`: an error answer with `status` and `code`.
 * - `reset`: the connection is reset instead of an answer.
 * - `hang`: no answer comes, and the connection stays open until a side gives up.
 * - `drip`: the body comes one byte at a time, `every` milliseconds.
 * - `truncate`: the connection ends after half of the body; an answer without body does not come at all.
 * - `malformed-xml`: the XML of processing lacks its last closing tag.
 * - `ok-with-error`: status 200 over the XML of an error.
 * - `ok-with-text`: status 200 over a line of text, as a proxy or a portal answers.
 * - `missing-object`: the last rule is not run: one `Object` too few in the answer, one object too few in the bucket.
 * - `empty-result`: results have no bytes.
 * - `broken-png`: results are the first half of a PNG.
 * - `original-as-result`: results are the photo itself.
 * - `opaque-result`: results are whole PNGs in which nothing is transparent.
 */
export type FaultKind =
  | 'status'
  | 'reset'
  | 'hang'
  | 'drip'
  | 'truncate'
  | 'malformed-xml'
  | 'ok-with-error'
  | 'ok-with-text'
  | 'missing-object'
  | 'empty-result'
  | 'broken-png'
  | 'original-as-result'
  | 'opaque-result'

/**
 * One way in which a service has a bad day. A fault never hides a badly signed or malformed request: those are refused
 * first. Whether the object exists is not looked at before.
 */
export interface Fault {
  /** Method of the requests it is played on. */
  readonly on: (typeof FAULT_TARGETS)[number]
  readonly kind: FaultKind
  /** How many requests it is played on. @default every one */
  readonly times?: number
  /**
   * For kinds that replace the answer: the request is carried out (stored and billed) first, so that only the answer is
   * lost. The other kinds spoil an honest answer and always carry out.
   * @default false
   */
  readonly executed?: boolean
  /** `status`: the HTTP status. @default 503 */
  readonly status?: number
  /** `status`, `ok-with-error`: the service's code. @default the first of that status, e.g. `AccessDenied` for 403 */
  readonly code?: string
  /** `drip`: milliseconds between two bytes of the body. @default 100 */
  readonly every?: number
}

/** A fault that is to be played now. */
export interface PlayedFault {
  readonly fault: Fault
  readonly effect: FaultEffect
}

/**
 * Makes the function that picks the fault of a request: the first in the list that fits and is not used up. The list is
 * read anew every time, so faults can be pushed and removed while the emulator runs.
 */
export function createFaultPicker(faults: readonly Fault[]): (method: string, job: Job) => PlayedFault | undefined {
  const played = new WeakMap<Fault, number>()
  return (method, job) => {
    const fault = faults.find((candidate) => {
      const left = (candidate.times ?? Infinity) - (played.get(candidate) ?? 0)
      return left > 0 && fits(candidate, method, job)
    })
    if (fault === undefined) return undefined
    played.set(fault, (played.get(fault) ?? 0) + 1)
    return { fault, effect: FAULT_EFFECTS[fault.kind] }
  }
}

function fits({ on, kind }: Fault, method: string, job: Job): boolean {
  if (on !== 'any' && on !== method.toLowerCase()) return false
  return FAULT_EFFECTS[kind].spoils.includes(job.yields)
}
