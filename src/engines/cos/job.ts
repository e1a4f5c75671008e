import type { ServiceResult } from '../../core/service.ts'
import type { Task } from '../../directives/task.ts'
import { hashResult, renderResultKey } from './keys.ts'
import { type Operation, renderRule } from './operations.ts'
import { isPassing } from './retry.ts'

/** What is known of the payment for a picture. */
interface Payment {
  /** Whether a request was sent that may have been billed. */
  isSent: boolean
  /** When the answer to the last one was lost, so that nobody knows its outcome, by `Clock.now`. */
  lostAt: number | undefined
  /** sha256 of a damaged picture found under the key before anything was paid. */
  spoiled: string | undefined
}

/** A picture to be had. */
export interface Job extends Operation {
  readonly task: Task
  /** The hash in the key. */
  readonly picture: string
  readonly payment: Payment
  readonly result: Promise<ServiceResult>
  isPending(): boolean
  succeed(result: ServiceResult): void
  /** Gives the picture up. */
  fail(error: unknown): void
  /** Gives the picture up, unless the failure may be gone at the next try. */
  note(error: unknown): void
  /** What this try has noted; undefined where nothing went wrong. */
  findFailure(): unknown
  /** Forgets what the last try noted. */
  beginTry(): void
}

/** A job that nothing is done for yet. */
export function createJob(task: Task, photo: string, prefix: string): Job {
  const settle = createSettling()
  let failure: unknown
  const fail = (error: unknown): void => settle.reject(error)
  return {
    task,
    rule: renderRule(task),
    key: renderResultKey(prefix, { photo, task }),
    picture: hashResult({ photo, task }),
    payment: { isSent: false, lostAt: undefined, spoiled: undefined },
    result: settle.promise,
    isPending: settle.isPending,
    succeed: settle.resolve,
    fail,
    note: (error) => (isPassing(error) ? void (failure = error) : fail(error)),
    findFailure: () => failure,
    beginTry: () => void (failure = undefined),
  }
}

interface Settling {
  readonly promise: Promise<ServiceResult>
  isPending(): boolean
  resolve(result: ServiceResult): void
  reject(error: unknown): void
}

function createSettling(): Settling {
  let isPending = true
  let settle: Pick<Settling, 'resolve' | 'reject'> | undefined
  const promise = new Promise<ServiceResult>((resolve, reject) => (settle = { resolve, reject }))
  // Whoever waits for it hears of its failure; a process must not end because nobody does yet.
  promise.catch(() => undefined)
  const end = (finish: () => void): void => {
    isPending = false
    finish()
  }
  return {
    promise,
    isPending: () => isPending,
    resolve: (result) => end(() => settle?.resolve(result)),
    reject: (error) => end(() => settle?.reject(error)),
  }
}
