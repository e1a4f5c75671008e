import { withSignals } from './signals.ts'

/** When to give up an attempt. */
export interface Deadline {
  /** Milliseconds for the whole attempt. */
  readonly timeout: number
  /** Aborted when the caller gives up. */
  readonly signal: AbortSignal
  /** The error that tells that time is up. */
  readonly late: () => Error
}

/** Work under a deadline. */
export interface Attempt {
  /** Aborted at the deadline, or when the caller gives up. */
  readonly signal: AbortSignal
  /** Milliseconds of the whole attempt, for messages. */
  readonly timeout: number
  /** Waits for a turn that others decide: the deadline stands still as long as anything is waited for. */
  standBy<T>(turn: () => Promise<T>): Promise<T>
}

/**
 * Runs something that obeys an AbortSignal, and ends it at the deadline or when the caller gives up, whichever comes
 * first.
 *
 * @throws the caller's reason, `late()`, or what `run` threw
 */
export async function withDeadline<T>(
  { timeout, signal, late }: Deadline,
  run: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  return withSignals([signal], async (controller) => {
    const watch = startWatch(timeout, () => controller.abort(late()))
    const standBy = async <S>(turn: () => Promise<S>): Promise<S> => {
      watch.pause()
      return turn().finally(() => watch.resume())
    }
    try {
      return await run({ signal: controller.signal, timeout, standBy })
    } finally {
      watch.stop()
    }
  })
}

interface Watch {
  pause(): void
  resume(): void
  stop(): void
}

/** A timer that can be held; held twice, it goes on when it has been let go twice. */
function startWatch(timeout: number, ring: () => void): Watch {
  let left = timeout
  let holds = 0
  let startedAt = performance.now()
  let timer = setTimeout(ring, left)
  return {
    pause() {
      if (holds++ > 0) return
      clearTimeout(timer)
      left -= performance.now() - startedAt
    },
    resume() {
      if (--holds > 0) return
      startedAt = performance.now()
      timer = setTimeout(ring, Math.max(0, left))
    },
    stop: () => clearTimeout(timer),
  }
}
