import { MattingError } from '../../core/errors.ts'
import { startCrewMember, type CrewMember } from './crew-member.ts'
import type { Parcel } from './messages.ts'
import { createTurns } from './turns.ts'

/** Worker threads that do one kind of work, so that the caller's thread stays responsive. */
export interface Crew<Request, Result> {
  /**
   * Has a piece of work done. Rejects with the signal's reason as soon as it is aborted.
   *
   * @param pack is called when a thread is free: what waits takes no memory
   */
  run(pack: () => Parcel<Request>, signal: AbortSignal): Promise<Result>
  /** Starts the first thread before there is work for it, which saves the time that this takes. */
  prepare(): void
  /** Ends all threads; work under way is rejected. */
  close(): Promise<void>
}

/** A crew without threads: each is started when there is work that no idle one can take, at most `size` of them. */
export function createCrew<Request, Result>(file: string, size: number): Crew<Request, Result> {
  type Member = CrewMember<Request, Result>
  const crew = new Set<Member>()
  const idle: Member[] = []
  const turns = createTurns(size)
  let closed = false

  const hire = (): Member => {
    const rested = idle.splice(0).filter((member) => member.isAlive())
    const member = rested.pop() ?? startCrewMember<Request, Result>(file)
    idle.push(...rested)
    crew.add(member)
    return member
  }
  const release = (member: Member): void => {
    if (member.isAlive()) idle.push(member)
    else crew.delete(member)
  }
  return {
    run: async (pack, signal) => {
      const leave = await turns.take(signal)
      if (closed) throw describeClosed()
      const member = hire()
      const stop = (): void => void member.stop()
      signal.addEventListener('abort', stop, { once: true })
      try {
        return await member.work(pack())
      } catch (error) {
        signal.throwIfAborted()
        throw error
      } finally {
        signal.removeEventListener('abort', stop)
        release(member)
        leave()
      }
    },
    prepare: () => {
      if (closed || crew.size > 0) return
      const member = startCrewMember<Request, Result>(file)
      crew.add(member)
      idle.push(member)
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
