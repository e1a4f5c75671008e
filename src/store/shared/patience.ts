import { createLoopClock, type LoopClock, STEP } from './loop-clock.ts'

/** How much a store that doesn't answer may cost. Times are in ms. */
export interface PatienceBounds {
  /** Longest wait for one call. */
  readonly call: number
  /** Most time lost; then the store is left alone. Calls under way then were waited for no longer than `call`. */
  readonly total: number
  /** Failures in a row after which the store is left alone. */
  readonly failures: number
  /** An answer of no use that took this long counts as lost time. */
  readonly slow: number
}

/** Runs the calls of a store within bounds, and leaves it alone when it is too slow or fails too often. */
export interface Patience {
  /**
   * The answer of a call; undefined where it failed, took too long, or where the store is left alone.
   *
   * @param isUseful whether the time it took was well spent, however much it was
   */
  run<T>(call: () => Promise<T>, isUseful: (answer: T) => boolean): Promise<T | undefined>
  /** Leaves the store alone, and ends all waiting. It is not told. */
  end(): void
  readonly isOver: () => boolean
  /** Time lost so far, in ms. */
  readonly lost: () => number
}

/** @param onOver told once, when the store is left alone, and why */
export function createPatience(bounds: PatienceBounds, onOver: (reason: string) => void): Patience {
  const clock = createLoopClock()
  const loss = createLoss(clock)
  const failures = createFailures()
  const waiting = new Set<() => void>()
  let over = false
  const end = (): void => {
    over = true
    for (const release of [...waiting]) release()
  }
  const weigh = (started: number, reason: string): void => {
    if (over || (loss.add(started) < bounds.total && failures.inRow() < bounds.failures)) return
    end()
    onOver(reason)
  }
  return {
    async run(call, isUseful) {
      if (over) return undefined
      const started = clock.now()
      const judge = failures.begin()
      const outcome = await race(call, { clock, limit: bounds.call, waiting })
      if (outcome.kind === 'released') return undefined
      judge(outcome.kind === 'answered')
      if (outcome.kind === 'failed') return void weigh(started, outcome.reason)
      const isLost = clock.now() - started >= bounds.slow && !isUseful(outcome.answer)
      if (isLost) weigh(started, `it takes ${bounds.slow} ms and more to answer`)
      return outcome.answer
    },
    end,
    isOver: () => over,
    lost: loss.read,
  }
}

interface Loss {
  /** Adds the time from then to now. @returns all that was lost */
  add(started: number): number
  read(): number
}

/** Adds up time in which at least one call was waited for in vain: calls at the same time cost their time once. */
function createLoss(clock: LoopClock): Loss {
  let lost = 0
  let counted = 0
  return {
    add(started) {
      // A step that was begun counts whole.
      const ended = clock.now() + STEP
      lost += ended - Math.max(started, counted)
      counted = ended
      return lost
    },
    read: () => lost,
  }
}

interface Failures {
  /** Begins a call. @returns what is told how it went */
  begin(): (isGood: boolean) => void
  inRow(): number
}

/** Counts failures in a row. Calls that are under way at once fail at once, of one cause: that is one failure. */
function createFailures(): Failures {
  let begun = 0
  let covered = 0
  let failures = 0
  return {
    begin() {
      const call = (begun += 1)
      return (isGood) => {
        if (isGood) return void (failures = 0)
        if (call > covered) failures += 1
        covered = begun
      }
    },
    inRow: () => failures,
  }
}

type Outcome<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'released' }

interface Race {
  readonly clock: LoopClock
  readonly limit: number
  /** What ends waiting, of all calls. */
  readonly waiting: Set<() => void>
}

/** Never rejects. Whatever the call comes to later is of no interest. */
function race<T>(call: () => Promise<T>, { clock, limit, waiting }: Race): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const started = clock.now()
    const settle = (outcome: Outcome<T>): void => {
      unwatch()
      waiting.delete(release)
      resolve(outcome)
    }
    const release = (): void => settle({ kind: 'released' })
    const unwatch = clock.watch(() => {
      if (clock.now() - started >= limit) settle({ kind: 'failed', reason: `no answer within ${limit} ms` })
    })
    waiting.add(release)
    callSafely(call).then(
      (answer) => settle({ kind: 'answered', answer }),
      (error: unknown) => settle({ kind: 'failed', reason: describeError(error) }),
    )
  })
}

async function callSafely<T>(call: () => Promise<T>): Promise<T> {
  return call()
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // An attempt at several addresses has its message in each of them.
  const [first] = error instanceof AggregateError ? error.errors : []
  return error.message || (first instanceof Error ? first.message : error.name)
}
