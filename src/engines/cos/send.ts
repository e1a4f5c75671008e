import { MattingError } from '../../core/errors.ts'
import type { Clock } from './clock.ts'
import { withDeadline } from './deadline.ts'
import { createCensor, type FailureContext, renderNetworkFailure, renderTimeout } from './failures.ts'
import type { ResolvedCosOptions } from './options.ts'
import { createRateLimiter } from './rate.ts'
import { signHeaders } from './sign.ts'
import { createTransport, type HttpAnswer, type HttpRequest } from './transport.ts'

/** A request about one object of the bucket, not yet signed. */
interface CosRequest extends Omit<HttpRequest, 'path'> {
  /** Object key, without leading `/`; of characters that need no percent-encoding. */
  readonly key: string
}

/** An answer, whatever its status, with the words to tell of its failures. */
export interface CosAnswer extends HttpAnswer {
  readonly context: FailureContext
}

/** Signs requests and sends them, each once. */
export interface Sender {
  /**
   * Waits its turn, signs, sends and reads the whole answer.
   *
   * @throws MattingError `COS_TIMEOUT` after the deadline, `COS_UNAVAILABLE` when the network fails; or the signal's reason
   */
  send(request: CosRequest, signal: AbortSignal): Promise<CosAnswer>
  /** Ends kept connections. */
  close(): void
}

/** A sender for one bucket; nothing is opened yet. */
export function createSender(options: ResolvedCosOptions, clock: Clock): Sender {
  const { host, timeout, bucket } = options
  const transport = createTransport(options.endpoint)
  const takeTurn = createRateLimiter(options.qps, clock)
  const censor = createCensor([options.secretId, options.secretKey, options.sessionToken])
  let isClosed = false
  return {
    async send({ key, ...request }, signal) {
      if (isClosed) throw new MattingError('ENGINE_FAILED', 'The COS engine is closed; make another one.')
      const context: FailureContext = { action: `${request.method} ${key} in bucket ${bucket}`, censor }
      const plain = { ...request, path: `/${key}`, headers: { Host: host, ...request.headers } }
      await takeTurn(signal)
      const signed = { ...plain, headers: await signHeaders(options, plain) }
      const late = (): Error => renderTimeout(timeout, context)
      const answer = await withDeadline({ timeout, signal, late }, (attempt) =>
        transport.send(signed, attempt).catch((error: unknown) => {
          throw renderNetworkFailure(error, context)
        }),
      )
      return { ...answer, context }
    },
    close() {
      isClosed = true
      transport.close()
    },
  }
}
