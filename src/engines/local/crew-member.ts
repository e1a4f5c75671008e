import { Worker } from 'node:worker_threads'
import { MattingError } from '../../core/errors.ts'
import type { Parcel, Reply } from './messages.ts'

/** One worker thread. It keeps the process alive only while it works. */
export interface CrewMember<Request, Result> {
  /** Does a piece of work; one at a time. Rejects with what the work throws, or `ENGINE_FAILED` when the thread ends. */
  work(parcel: Parcel<Request>): Promise<Result>
  /** Whether the thread can still work. */
  isAlive(): boolean
  /** Ends the thread, at once. */
  stop(): Promise<void>
}

/** Starts a thread that runs `file`, which answers as `serve.ts` does. */
export function startCrewMember<Request, Result>(file: string): CrewMember<Request, Result> {
  const worker = new Worker(file)
  let alive = true
  worker.unref()
  worker.on('error', () => (alive = false))
  worker.on('exit', () => (alive = false))
  return {
    work: async (parcel) => {
      worker.ref()
      try {
        return readReply(await exchange<Request, Result>(worker, parcel))
      } finally {
        worker.unref()
      }
    },
    isAlive: () => alive,
    stop: async () => {
      alive = false
      await worker.terminate()
    },
  }
}

function exchange<Request, Result>(worker: Worker, { request, transfers }: Parcel<Request>): Promise<Reply<Result>> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      finish()
    }
    const onMessage = (reply: Reply<Result>): void => settle(() => resolve(reply))
    const onError = (cause: unknown): void => settle(() => reject(describeCrash('crashed', cause)))
    const onExit = (code: number): void => settle(() => reject(describeCrash(`ended with code ${code}`, undefined)))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(request, transfers)
  })
}

function readReply<Result>(reply: Reply<Result>): Result {
  if ('result' in reply) return reply.result
  const { code, reason, fix } = reply.failure
  throw new MattingError(code, reason, { fix })
}

function describeCrash(event: string, cause: unknown): MattingError {
  return new MattingError(
    'ENGINE_FAILED',
    `a worker thread of the embedded engine ${event}${cause instanceof Error ? `: ${cause.message}` : ''}`,
    {
      cause,
      fix: 'Where memory ran out, cut smaller photos or fewer at once (`concurrency`).',
    },
  )
}
