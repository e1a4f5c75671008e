import { Worker } from 'node:worker_threads'
import { MattingError } from '../../core/errors.ts'
import type { Raster } from '../../core/types.ts'
import type { CutOut } from './cut-out.ts'
import { copyRaster, listTransfers, type CutReply, type CutRequest } from './messages.ts'

/** One worker thread. It keeps the process alive only while it works. */
export interface CrewMember {
  /** Cuts a photo. One at a time. Rejects with `ENGINE_FAILED`, also when the thread ends. */
  work(photo: Raster): Promise<CutOut>
  /** Whether the thread can still work. */
  isAlive(): boolean
  /** Ends the thread, at once. */
  stop(): Promise<void>
}

/** Starts a thread that runs `file`. */
export function startCrewMember(file: string): CrewMember {
  const worker = new Worker(file)
  let alive = true
  worker.unref()
  worker.on('error', () => (alive = false))
  worker.on('exit', () => (alive = false))
  return {
    work: async (photo) => {
      worker.ref()
      try {
        return readReply(await exchange(worker, { photo: copyRaster(photo) }))
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

function exchange(worker: Worker, request: CutRequest): Promise<CutReply> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      finish()
    }
    const onMessage = (reply: CutReply): void => settle(() => resolve(reply))
    const onError = (cause: unknown): void => settle(() => reject(describeCrash('crashed', cause)))
    const onExit = (code: number): void => settle(() => reject(describeCrash(`ended with code ${code}`, undefined)))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(request, listTransfers(request.photo))
  })
}

function readReply(reply: CutReply): CutOut {
  if ('cutOut' in reply) return reply.cutOut
  throw new MattingError('ENGINE_FAILED', `the embedded engine failed on this photo: ${reply.failure}`, {
    fix: 'This is a bug in unplugin-matting; please report it with the photo.',
  })
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
