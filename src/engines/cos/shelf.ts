import { waitFor } from './signals.ts'

/** What a service knows of the sources in its bucket. */
export interface Shelf {
  /**
   * Stores a source by `store`, unless it is stored already; waits for others that are at it. What fails has stored
   * nothing.
   *
   * @returns what `store` gave, or undefined where it was not called
   */
  keep<T>(key: string, store: () => Promise<T>, signal: AbortSignal): Promise<T | undefined>
  /** Forgets a source that turned out not to be there. */
  forget(key: string): void
}

/** A shelf on which nothing is known to be. */
export function createShelf(): Shelf {
  // By object key: whether it is stored, once that is known.
  const sources = new Map<string, Promise<boolean>>()
  return {
    async keep(key, store, signal) {
      for (let kept = sources.get(key); kept !== undefined; kept = sources.get(key)) {
        if (await waitFor(kept, signal)) return undefined
      }
      const storing = store()
      const outcome = storing.then(
        () => true,
        () => {
          sources.delete(key)
          return false
        },
      )
      sources.set(key, outcome)
      return storing
    },
    forget: (key) => void sources.delete(key),
  }
}
