import { availableParallelism } from 'node:os'
import { locateBuilt } from '../../core/built-file.ts'
import { MattingError } from '../../core/errors.ts'
import type { Raster } from '../../core/types.ts'
import { startCrewMember, type CrewMember } from './crew-member.ts'
import type { CutOut } from './cut-out.ts'
import { createTurns } from './turns.ts'

/** Worker threads that cut photos, so that the caller's thread stays responsive. */
export interface Pool {
  /** Most threads. */
  readonly size: number
  /** Cuts a photo. Rejects with the signal's reason as soon as it is aborted. */
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
  let closed = false

  const hire = (): CrewMember => {
    const rested = idle.splice(0).filter((member) => member.isAlive())
    const member = rested.pop() ?? startCrewMember(file)
    idle.push(...rested)
    crew.add(member)
    return member
  }
  const release = (member: CrewMember): void => {
    if (member.isAlive()) idle.push(member)
    else crew.delete(member)
  }
  return {
    size,
    run: async (photo, signal) => {
      const leave = await turns.take(signal)
      if (closed) throw describeClosed()
      const member = hire()
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
        leave()
      }
    },
    close: async () => {
      closed = true
      turns.close(describeClosed())
      await Promise.all([...crew].map((member) => member.stop()))
    },
  }
}

function describeClosed(): MattingError {
  return new MattingError('ENGINE_FAILED', 'the embedded engine was closed before this photo was cut')
}

function defaultSize(): number {
  return Math.max(1, Math.min(availableParallelism() - 1, MAX_THREADS))
}
