import type { Job } from './call.ts'
import { FAULT_EFFECTS, type FaultEffect } from './fault-effects.ts'
import type { Operation } from './operation-names.ts'

/** Methods a fault is played on. */
export const FAULT_TARGETS = ['put', 'get', 'head', 'post', 'delete', 'any'] as const

/**
 * The kinds of fault:
 *
 * - `status`: an error answer with `status` and `code`, and with `location` where it is a redirect.
 * - `reset`: the connection is reset instead of an answer.
 * - `hang`: no answer comes, and the connection stays open until a side gives up.
 * - `slow`: an honest answer, `delay` milliseconds late: the work is done and billed at once.
 * - `drip`: the body comes one byte at a time, `every` milliseconds.
 * - `truncate`: the connection ends after half of the body; an answer without body does not come at all.
 * - `endless`: the body goes on with spaces and never ends.
 * - `malformed-xml`: the XML of processing lacks its last closing tag.
 * - `xml-bomb`: XML whose entities unfold to gigabytes.
 * - `ok-with-error`: status 200 over the XML of an error.
 * - `ok-with-text`: status 200 over a line of text, as a proxy or a portal answers.
 * - `ok-with-html`: status 200 over a page, as the login of a network answers.
 * - `missing-object`: the last rule is not run: one `Object` too few in the answer, one object too few in the bucket.
 * - `empty-result`: results have no bytes.
 * - `broken-png`: results are the first half of their file.
 * - `original-as-result`: results are the photo itself.
 * - `opaque-result`: results are whole PNGs in which nothing is transparent; other formats stay as they are.
 */
export type FaultKind =
  | 'status'
  | 'reset'
  | 'hang'
  | 'slow'
  | 'drip'
  | 'truncate'
  | 'endless'
  | 'malformed-xml'
  | 'xml-bomb'
  | 'ok-with-error'
  | 'ok-with-text'
  | 'ok-with-html'
  | 'missing-object'
  | 'empty-result'
  | 'broken-png'
  | 'original-as-result'
  | 'opaque-result'

/**
 * One way in which a service has a bad day. A fault never hides a badly signed, forbidden or malformed request: those are
 * refused first. Whether the object exists is not looked at before.
 */
export interface Fault {
  readonly kind: FaultKind
  /** Method of the requests it is played on. @default 'any' */
  readonly on?: (typeof FAULT_TARGETS)[number]
  /** The operation it is played on, e.g. `complete`. @default every one */
  readonly operation?: Operation
  /** Text the object key must contain, or a pattern it must match. @default every key */
  readonly key?: string | RegExp
  /** How many requests it is played on. @default every one */
  readonly times?: number
  /**
   * For kinds that replace the answer: the request is carried out (stored and billed) first, so that only the answer is
   * lost. The other kinds spoil an honest answer and always carry out.
   * @default false
   */
  readonly executed?: boolean
  /** `status`: the HTTP status. @default that of `code`, else 503 */
  readonly status?: number
  /** `status`, `ok-with-error`: the service's code. @default the first of that status, e.g. `AccessDenied` for 403 */
  readonly code?: string
  /** `status`: the `Location` of a redirect. @default none */
  readonly location?: string
  /** `drip`: milliseconds between two bytes of the body. @default 100 */
  readonly every?: number
  /** `slow`: milliseconds the answer is late. @default 1000 */
  readonly delay?: number
}

/** What a fault is aimed by. */
export interface FaultTarget {
  /** Upper case. */
  readonly method: string
  readonly key: string
  readonly operation: Operation
  readonly yields: Job['yields']
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
export function createFaultPicker(faults: readonly Fault[]): (target: FaultTarget) => PlayedFault | undefined {
  const played = new WeakMap<Fault, number>()
  return (target) => {
    const fault = faults.find((candidate) => {
      const left = (candidate.times ?? Infinity) - (played.get(candidate) ?? 0)
      return left > 0 && fits(candidate, target)
    })
    if (fault === undefined) return undefined
    played.set(fault, (played.get(fault) ?? 0) + 1)
    return { fault, effect: FAULT_EFFECTS[fault.kind] }
  }
}

function fits({ on = 'any', kind, key, operation }: Fault, target: FaultTarget): boolean {
  if (on !== 'any' && on !== target.method.toLowerCase()) return false
  if (operation !== undefined && operation !== target.operation) return false
  if (key !== undefined && !matchesKey(key, target.key)) return false
  return FAULT_EFFECTS[kind].spoils.includes(target.yields)
}

/** A pattern is looked for from the start of the key, whatever its own `lastIndex` says. */
function matchesKey(wanted: string | RegExp, key: string): boolean {
  return typeof wanted === 'string' ? key.includes(wanted) : key.search(wanted) >= 0
}
