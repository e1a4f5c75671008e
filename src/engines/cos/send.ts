import { isMattingError, MattingError } from '../../core/errors.ts'
import { createCensor } from './censor.ts'
import type { Clock } from './clock.ts'
import { createKeyring } from './credentials.ts'
import type { Attempt } from './deadline.ts'
import { type FailureContext, renderNetworkFailure, renderTimeout } from './failures.ts'
import type { CosSettings, Place } from './options.ts'
import { createRateLimiter } from './rate.ts'
import { findRepair, type Repair } from './repair.ts'
import { type Keys, signHeaders } from './sign.ts'
import { createServiceClock, type ServiceClock } from './skew.ts'
import { createTransport, type HttpAnswer, type HttpRequest, type Transport } from './transport.ts'

/** A request about one object of a bucket, or about the bucket itself, not yet signed. */
export interface CosRequest extends Omit<HttpRequest, 'path' | 'headers'> {
  readonly place: Place
  /** Object key, without leading `/`, of characters that need no percent-encoding; empty: the bucket. */
  readonly key: string
  /** Parameters, not encoded; an empty value is written as the name alone. @default none */
  readonly query?: Readonly<Record<string, string>> | undefined
  /** @default none but `Host` */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Rights it needs. */
  readonly actions: readonly string[]
  /** What must not be shown besides keys and tokens. @default nothing */
  readonly secret?: string | undefined
  /** Called just before it is sent, its turn come. */
  readonly onSend?: (() => void) | undefined
}

/** An answer, whatever its status, with the words to tell of its failures. */
export interface CosAnswer extends HttpAnswer {
  readonly context: FailureContext
}

/** Signs requests and sends them, each once; once more where clock or keys were refused and could be mended. */
export interface Sender {
  /**
   * Waits its turn, signs, sends and reads the whole answer.
   *
   * @throws MattingError `COS_TIMEOUT` after the attempt's deadline, `COS_UNAVAILABLE` when the network fails,
   * `COS_CREDENTIALS` where there are no keys; or the signal's reason
   */
  send(request: CosRequest, attempt: Attempt): Promise<CosAnswer>
  /** Ends kept connections. */
  close(): void
}

/**
 * A sender for the buckets of a service; nothing is opened yet.
 *
 * @throws MattingError `COS_CREDENTIALS` where the settings have no keys
 */
export function createSender(settings: CosSettings, clock: Clock): Sender {
  const serviceClock = createServiceClock(clock)
  const keyring = createKeyring(settings, serviceClock)
  const ways = createWays(settings, clock)
  const sendOnce = async (request: CosRequest, keys: Keys, attempt: Attempt): Promise<DatedAnswer> => {
    const { transport, takeTurn } = ways.find(request.place)
    await attempt.standBy(() => takeTurn(attempt.signal))
    const clockThen = serviceClock.remember()
    const signed = await signRequest(request, keys, serviceClock.time())
    attempt.signal.throwIfAborted()
    request.onSend?.()
    return { answer: await transport.send(signed, attempt.signal), clockThen }
  }
  return {
    async send(request, attempt) {
      const context = describeRequest(request, keyring.listSecrets)
      const mended = new Set<Repair>()
      for (;;) {
        const keys = await attempt.standBy(() => keyring.take(attempt.signal))
        const { answer, clockThen } = await sendOnce(request, keys, attempt).catch((error: unknown) => {
          throw renderLoss(error, attempt, context)
        })
        const repair = findRepair(answer, clockThen)
        if (repair === undefined || mended.has(repair)) return { ...answer, context }
        mended.add(repair)
        if (repair === 'clock') serviceClock.correct(answer.headers.date)
        else if (!keyring.renew(keys)) return { ...answer, context }
      }
    },
    close: () => ways.close(),
  }
}

interface DatedAnswer {
  readonly answer: HttpAnswer
  /** The service's clock as the request was signed by it. */
  readonly clockThen: Pick<ServiceClock, 'measure'>
}

/** A connection and a queue. */
interface Way {
  readonly transport: Transport
  readonly takeTurn: (signal: AbortSignal) => Promise<void>
}

function createWays({ qps }: CosSettings, clock: Clock): { find(place: Place): Way; close(): void } {
  const ways = new Map<string, Way>()
  let isClosed = false
  return {
    find({ host, endpoint }) {
      if (isClosed) throw new MattingError('ENGINE_FAILED', 'The COS engine is closed; make another one.')
      const way = ways.get(host) ?? {
        transport: createTransport(endpoint),
        takeTurn: createRateLimiter(host, qps, clock),
      }
      ways.set(host, way)
      return way
    },
    close() {
      isClosed = true
      for (const { transport } of ways.values()) transport.close()
    },
  }
}

async function signRequest(request: CosRequest, keys: Keys, time: number): Promise<HttpRequest> {
  const { method, key, query = {}, place, body, maxBytes, onSent } = request
  const headers = { Host: place.host, ...request.headers }
  const signed = await signHeaders(keys, { method, path: `/${key}`, query, headers }, time)
  return { method, path: `/${key}${renderQuery(query)}`, headers: signed, body, maxBytes, onSent }
}

/** Encoded once, as signatures and live clients do. */
function renderQuery(query: Readonly<Record<string, string>>): string {
  const parts = Object.entries(query).map(([name, value]) => (value === '' ? name : `${name}=${encode(value)}`))
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

function encode(text: string): string {
  const escape = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text).replace(/[!'()*]/g, escape)
}

function describeRequest(request: CosRequest, listSecrets: () => Iterable<string>): FailureContext {
  const { method, key, query = {}, place, actions, secret } = request
  const names = Object.keys(query)
  const target = `${key}${names.length === 0 ? '' : `?${names.join('&')}`}`
  const listAll = (): string[] => [...listSecrets(), ...(secret === undefined ? [] : [secret, encode(secret)])]
  const action = `${method} ${target === '' ? '' : `${target} in `}bucket ${place.bucket}`
  return { action, actions, censor: createCensor(listAll) }
}

/** Why there is no answer: time is up, the build was given up, or the network failed. */
function renderLoss(error: unknown, { signal, timeout }: Attempt, context: FailureContext): unknown {
  if (!signal.aborted) return isMattingError(error) ? error : renderNetworkFailure(error, context)
  const { reason } = signal
  return isMattingError(reason) && reason.code === 'COS_TIMEOUT' ? renderTimeout(timeout, context) : reason
}
