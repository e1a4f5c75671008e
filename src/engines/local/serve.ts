import { parentPort } from 'node:worker_threads'
import { isMattingError } from '../../core/errors.ts'
import type { Failure, Reply } from './messages.ts'

/**
 * Answers what the thread that started this one asks, one request after the other.
 *
 * @param transfersOf the buffers of a result that are handed over
 */
export function serveRequests<Request, Result>(
  handle: (request: Request) => Result | Promise<Result>,
  transfersOf: (result: Result) => readonly ArrayBuffer[],
): void {
  parentPort?.on('message', async (request: Request) => {
    const reply = await tryTo(() => handle(request))
    parentPort?.postMessage(reply, 'result' in reply ? transfersOf(reply.result) : [])
  })
}

async function tryTo<Result>(work: () => Result | Promise<Result>): Promise<Reply<Result>> {
  try {
    return { result: await work() }
  } catch (error) {
    return { failure: describeFailure(error) }
  }
}

/** What is no error of ours is a bug of ours. */
function describeFailure(error: unknown): Failure {
  if (isMattingError(error)) return { code: error.code, reason: error.reason, fix: error.fix }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    code: 'ENGINE_FAILED',
    reason: `the embedded engine failed on this photo: ${detail}`,
    fix: 'This is a bug in unplugin-matting; please report it with the photo.',
  }
}
