/** When to give up an attempt. */
export interface Deadline {
  /** Milliseconds for the whole attempt. */
  readonly timeout: number
  /** Aborted when the caller gives up. */
  readonly signal: AbortSignal
  /** The error that tells that time is up. */
  readonly late: () => Error
}

/**
 * Runs something that obeys an AbortSignal, and ends it at the deadline or when the caller gives up, whichever comes
 * first. The signal it gets is its own: nothing stays attached to the caller's.
 *
 * @throws the caller's reason, or `late()`, or what `run` threw
 */
export async function withDeadline<T>(
  { timeout, signal, late }: Deadline,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const attempt = new AbortController()
  const giveUp = (): void => attempt.abort(signal.reason)
  const timer = setTimeout(() => attempt.abort(late()), timeout)
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await run(attempt.signal)
  } catch (error) {
    // What a torn connection says is a consequence; the reason is why it was torn.
    attempt.signal.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', giveUp)
  }
}
