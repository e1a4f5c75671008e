/** Lets a number of callers in at a time, in the order they came. */
export interface Turns {
  /** Resolves, when it is the caller's turn, to what ends the turn. Rejects with the signal's reason once aborted. */
  take(signal: AbortSignal): Promise<() => void>
  /** Rejects all who wait, and all who come later, with `reason`. */
  close(reason: Error): void
}

/** Someone in the queue. */
interface Waiting {
  enter(): void
  refuse(reason: unknown): void
}

/** Turns for `count` callers at a time. */
export function createTurns(count: number): Turns {
  const queue: Waiting[] = []
  let free = count
  let closed: Error | undefined
  const leave = (): void => {
    free++
    queue.shift()?.enter()
  }
  const enter = (): (() => void) => {
    free--
    return leave
  }
  const wait = (signal: AbortSignal): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const entry: Waiting = {
        enter: () => {
          signal.removeEventListener('abort', giveUp)
          resolve(enter())
        },
        refuse: (reason) => {
          signal.removeEventListener('abort', giveUp)
          reject(reason)
        },
      }
      const giveUp = (): void => {
        queue.splice(queue.indexOf(entry), 1)
        entry.refuse(signal.reason)
      }
      queue.push(entry)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  return {
    take: async (signal) => {
      signal.throwIfAborted()
      if (closed !== undefined) throw closed
      return free > 0 ? enter() : wait(signal)
    },
    close: (reason) => {
      closed = reason
      for (const entry of queue.splice(0)) entry.refuse(reason)
    },
  }
}
