import pLimit from 'p-limit'

/** What is on its way to a store, in the background. */
export interface Outbox {
  /**
   * Sends something when its turn comes.
   *
   * @param size in bytes
   * @param send tells whether it was sent; never rejects
   */
  put(size: number, send: () => Promise<boolean>): void
  /** Waits until nothing is under way any more, at most so many ms. @returns whether nothing is */
  settle(longest: number): Promise<boolean>
  /** Gives up what waits. @returns how many of all that were put here were not sent */
  clear(): number
}

/** Sent at once: more would only share one line, and be late each. */
const WIDTH = 4
/** Most bytes that wait. A store slower than the pictures are made must not fill the memory. */
const CAPACITY = 256 * 1024 * 1024

/** Opens an outbox; nothing in it holds up its callers. */
export function createOutbox(): Outbox {
  const limit = pLimit(WIDTH)
  const sleepers = new Set<() => void>()
  let [open, bytes, missed] = [0, 0, 0]
  const leave = (size: number, isSent: boolean): void => {
    open -= 1
    bytes -= size
    if (!isSent) missed += 1
    if (open === 0) for (const wake of sleepers) wake()
  }
  return {
    put(size, send) {
      if (bytes + size > CAPACITY) return void (missed += 1)
      open += 1
      bytes += size
      void limit(send).then((isSent) => leave(size, isSent))
    },
    async settle(longest) {
      if (open > 0) await sleepUntilWoken(sleepers, longest)
      return open === 0
    },
    clear() {
      limit.clearQueue()
      return missed + open
    },
  }
}

function sleepUntilWoken(sleepers: Set<() => void>, longest: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer)
      sleepers.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, longest)
    sleepers.add(wake)
  })
}
