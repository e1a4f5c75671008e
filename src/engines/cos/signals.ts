import { setMaxListeners } from 'node:events'

/**
 * Runs something under a signal of its own, which is aborted with the first of `signals`. Nothing stays attached to them
 * afterwards, as it would with `AbortSignal.any`: a dev server's signal lives for days.
 */
export async function withSignals<T>(
  signals: readonly AbortSignal[],
  run: (controller: AbortController) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  // All work of a build may hang on one signal: many listeners are no leak.
  setMaxListeners(0, controller.signal, ...signals)
  const links = signals.map((signal) => ({ signal, giveUp: () => controller.abort(signal.reason) }))
  for (const { signal, giveUp } of links) {
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
  }
  try {
    controller.signal.throwIfAborted()
    return await run(controller)
  } finally {
    for (const { signal, giveUp } of links) signal.removeEventListener('abort', giveUp)
  }
}

/** Waits for work that others wait for too, so that a signal ends the waiting and not the work. */
export async function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Where nobody waits any more, its failure is nobody's.
  work.catch(() => undefined)
  signal.throwIfAborted()
  let giveUp = (): void => undefined
  const aborted = new Promise<never>((_, reject) => (giveUp = () => reject(signal.reason)))
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** Waits until all of `works` have ended, however they end; then throws the first failure there was. */
export async function endAll(works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works)
  const failure = ends.find((end) => end.status === 'rejected')
  if (failure !== undefined) throw failure.reason
}
