import { availableParallelism } from 'node:os'
import { MattingError } from '../../core/errors.ts'
import type { Raster } from '../../core/types.ts'
import { startCrewMember, type CrewMember } from './crew-member.ts'
import type { CutOut } from './cut-out.ts'
import { locateBuilt } from './package-files.ts'

/** Worker threads that cut photos, so that the caller's thread stays responsive. */
export interface Pool {
  /** Cuts a photo, whose pixels are handed over. Rejects with the signal's reason as soon as it is aborted. */
  run(photo: Raster, signal: AbortSignal): Promise<CutOut>
  /** Ends all threads; work under way is rejected. */
  close(): Promise<void>
}

/** How a pool differs from the usual one. */
export interface PoolOptions {
  /** Module that the threads run. @default `dist/local-worker.mjs` of this package */
  readonly file?: string | undefined
  /** Most threads. @default one less than the processor has, from 1 to 4 */
  readonly size?: number | undefined
}

const MAX_THREADS = 4

/** A pool without threads: each is started when there is work that no idle one can take. */
export function createPool({ file = locateBuilt('local-worker.mjs'), size = defaultSize() }: PoolOptions = {}): Pool {
  const crew = new Set<CrewMember>()
  const idle: CrewMember[] = []
  const turns = createTurns(size)
  const closing = new AbortController()

  const hire = (): CrewMember => {
    const member = idle.pop() ?? startCrewMember(file)
    crew.add(member)
    return member
  }
  const release = (member: CrewMember): void => {
    if (member.isAlive()) idle.push(member)
    else crew.delete(member)
  }
  const runOn = async (member: CrewMember, photo: Raster, signal: AbortSignal): Promise<CutOut> => {
    const stop = (): void => void member.stop()
    signal.addEventListener('abort', stop, { once: true })
    try {
      return await member.work(photo)
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', stop)
      release(member)
    }
  }
  return {
    run: async (photo, signal) => {
      const either = AbortSignal.any([signal, closing.signal])
      const leave = await turns.take(either)
      try {
        return await runOn(hire(), photo, either)
      } finally {
        leave()
      }
    },
    close: async () => {
      closing.abort(new MattingError('ENGINE_FAILED', 'the embedded engine was closed'))
      await Promise.all([...crew].map((member) => member.stop()))
      crew.clear()
    },
  }
}

function defaultSize(): number {
  return Math.max(1, Math.min(availableParallelism() - 1, MAX_THREADS))
}

/** Lets `count` callers in at a time, in the order they came. */
interface Turns {
  /** Resolves, when it is the caller's turn, to what ends the turn. Rejects with the signal's reason once aborted. */
  take(signal: AbortSignal): Promise<() => void>
}

function createTurns(count: number): Turns {
  const waiting: (() => void)[] = []
  let free = count
  const leave = (): void => {
    free++
    waiting.shift()?.()
  }
  const enter = (): (() => void) => {
    free--
    return leave
  }
  return {
    take: async (signal) => {
      signal.throwIfAborted()
      if (free > 0) return enter()
      return new Promise((resolve, reject) => {
        const next = (): void => {
          signal.removeEventListener('abort', giveUp)
          resolve(enter())
        }
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(next), 1)
          reject(signal.reason)
        }
        waiting.push(next)
        signal.addEventListener('abort', giveUp, { once: true })
      })
    },
  }
}
