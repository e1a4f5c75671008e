/** Work that is done again when something changed, never twice at a time. */
export interface Refresher {
  /** Says that something changed: the work follows when nothing did for a while. */
  mark(): void
  /** Does the work now where something changed. Resolves when it is done. */
  settle(): Promise<void>
  /** The same, for the last time. */
  end(): Promise<void>
}

/**
 * @param work must not reject
 * @param delay time without a change after which the work is done, in ms
 */
export function createRefresher(work: () => Promise<void>, delay: number): Refresher {
  const state = { isDue: false, isOver: false, running: Promise.resolve() }
  let timer: NodeJS.Timeout | undefined
  const settle = (): Promise<void> => {
    clearTimeout(timer)
    if (state.isDue) state.running = state.running.then(work)
    state.isDue = false
    return state.running
  }
  return {
    mark() {
      if (state.isOver) return
      state.isDue = true
      clearTimeout(timer)
      // What is left undone when the process ends was no build's: a build settles.
      timer = setTimeout(() => void settle(), delay).unref()
    },
    settle,
    end() {
      state.isOver = true
      return settle()
    },
  }
}
