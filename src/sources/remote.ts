import type { ReadableStream } from 'node:stream/web'
import { describeCause, MattingError } from '../core/errors.ts'

/** Bytes of a photo that are downloaded at most. */
const MAX_BYTES = 64 * 1024 * 1024
/** Milliseconds for the whole download. */
const TIMEOUT = 30_000

/**
 * Downloads a remote photo, bounded in size and time. Redirects are followed.
 *
 * @param url `https://…` or `http://…`
 * @throws MattingError `SOURCE_DOWNLOAD`, or the signal's reason
 */
export async function downloadPhoto(url: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]) })
    if (!response.ok) {
      await response.body?.cancel()
      throw new Error(`the server answered ${response.status}`)
    }
    return await readBounded(response)
  } catch (cause) {
    signal.throwIfAborted()
    throw explain(url, cause)
  }
}

/** Leaving the loop ends the download. */
async function readBounded({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (body as ReadableStream<Uint8Array> | null) ?? []) {
    size += chunk.length
    if (size > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES / 1024 / 1024} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function explain(url: string, cause: unknown): MattingError {
  const late = cause instanceof Error && cause.name === 'TimeoutError'
  const deeper = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : ''
  const told = `${describeCause(cause)}${deeper}`
  const detail = late ? `it took longer than ${TIMEOUT / 1000} s` : told
  // The query of an address may hold a signature.
  return new MattingError('SOURCE_DOWNLOAD', `The photo ${url.replace(/\?.*/s, '')} can't be downloaded: ${detail}.`, {
    cause,
    fix: 'Open the address in a browser; keep a copy of the photo in the project where the address is not for ever.',
  })
}
