import type { ReadableStream } from 'node:stream/web'
import { describeCause, MattingError } from '../core/errors.ts'

/** What is downloaded, and what it may take. */
export interface Wanted {
  /** `https://…` or `http://…`. */
  readonly url: string
  /** For messages: `photo`. */
  readonly what: string
  /** Bytes at most. */
  readonly maxBytes: number
  /** Milliseconds for all of it. */
  readonly timeout: number
  /** How to mend it where it fails. */
  readonly fix: string
}

/**
 * Downloads piece by piece, bounded in size and time. Redirects are followed; leaving the loop ends the download.
 *
 * @throws MattingError `SOURCE_DOWNLOAD`, or the signal's reason
 */
export async function* download(wanted: Wanted, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* fetchChunks(wanted, AbortSignal.any([signal, AbortSignal.timeout(wanted.timeout)]))
  } catch (cause) {
    signal.throwIfAborted()
    throw explain(wanted, cause)
  }
}

async function* fetchChunks({ url, maxBytes }: Wanted, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const response = await fetch(url, { signal })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the server answered ${response.status}`)
  }
  let size = 0
  for await (const chunk of (response.body as ReadableStream<Uint8Array> | null) ?? []) {
    size += chunk.length
    if (size > maxBytes) throw new Error(`it is larger than ${maxBytes / 1024 / 1024} MB`)
    yield chunk
  }
}

function explain({ url, what, timeout, fix }: Wanted, cause: unknown): MattingError {
  const late = cause instanceof Error && cause.name === 'TimeoutError'
  const deeper = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : ''
  const told = `${describeCause(cause)}${deeper}`
  const detail = late ? `it took longer than ${timeout / 1000} s` : told
  // The query of an address may hold a signature.
  const address = url.replace(/\?.*/s, '').replace(/\/\/[^/]*@/, '//')
  return new MattingError('SOURCE_DOWNLOAD', `The ${what} ${address} can't be downloaded: ${detail}.`, { cause, fix })
}
