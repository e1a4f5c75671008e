import type { Logger } from '../core/types.ts'

/** Tells now and then that pictures are being made: a build that waits for them looks as if it hung. */
export interface Pulse {
  /** Runs some work, which makes the picture of this name. */
  during<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** Time between two signs of life, in ms. */
const BEAT = 5000

/** Nothing is told of pictures that are made within a beat. */
export function createPulse(logger: Logger): Pulse {
  const busy = new Set<string>()
  const state: { done: number; timer: NodeJS.Timeout | undefined } = { done: 0, timer: undefined }
  const beat = (): void => {
    const [first] = busy
    logger.info(`${state.done} ${state.done === 1 ? 'picture' : 'pictures'} made, ${busy.size} to go: ${first} …`)
  }
  return {
    async during(name, work) {
      busy.add(name)
      state.timer ??= setInterval(beat, BEAT).unref()
      try {
        return await work()
      } finally {
        busy.delete(name)
        state.done++
        if (busy.size === 0) state.timer = void clearInterval(state.timer)
      }
    },
  }
}
