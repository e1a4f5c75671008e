import type { LeaseFiles } from './lease-files.ts'

/** Shows that this process lives, as long as it holds a lease. */
export interface Heart {
  carry(key: string, id: string): void
  /** Gives the lease back. */
  drop(key: string, id: string): void
}

/**
 * One timer for all that is held. What is held when the process exits is given back; when it is killed, the heart stops.
 *
 * @param interval between two beats, in ms
 */
export function createHeart(files: LeaseFiles, interval: number): Heart {
  const held = new Map<string, string>()
  const giveAllBack = (): void => {
    for (const [key, id] of held) files.release(key, id)
    files.still()
  }
  let timer: NodeJS.Timeout | undefined
  const start = (): void => {
    files.beat()
    timer = setInterval(files.beat, interval).unref()
    process.once('exit', giveAllBack)
  }
  const stop = (): void => {
    clearInterval(timer)
    timer = undefined
    process.removeListener('exit', giveAllBack)
    files.still()
  }
  return {
    carry(key, id) {
      held.set(key, id)
      if (timer === undefined) start()
    },
    drop(key, id) {
      held.delete(key)
      files.release(key, id)
      if (held.size === 0) stop()
    },
  }
}
