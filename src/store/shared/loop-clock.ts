/** A clock that counts only time in which answers could have come in. */
export interface LoopClock {
  /** In ms. */
  now(): number
  /** Has something called with each step, until what it returns is called. The clock goes while somebody watches. */
  watch(onStep: () => void): () => void
}

/** In ms. */
export const STEP = 50

/**
 * A bundler may keep the process busy for seconds. Answers that came in meanwhile are read only when it gives way, and
 * their senders are not to blame: such a stretch is one step of this clock, however
 * long it was.
 */
export function createLoopClock(): LoopClock {
  const watchers = new Set<() => void>()
  let time = 0
  let timer: NodeJS.Timeout | undefined
  const step = (): void => {
    time += STEP
    for (const onStep of [...watchers]) onStep()
  }
  return {
    now: () => time,
    watch(onStep) {
      watchers.add(onStep)
      timer ??= setInterval(step, STEP)
      return () => {
        watchers.delete(onStep)
        if (watchers.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
