import { download } from './download.ts'

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
  const fix =
    'Open the address in a browser; keep a copy of the photo in the project where the address is not for ever.'
  const chunks: Uint8Array[] = []
  const wanted = { url, what: 'photo', maxBytes: MAX_BYTES, timeout: TIMEOUT, fix }
  for await (const chunk of download(wanted, signal)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
