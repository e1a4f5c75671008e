import { refuse } from './errors.ts'
import type { CosObject } from './objects.ts'

type Headers = Readonly<Record<string, string>>

/**
 * Holds a download to its conditions, in the order of RFC 9110, section 13.2.2.
 *
 * @returns whether the client has the object already: the answer is 304
 * @throws MattingError `EMULATOR` with `PreconditionFailed`
 */
export function checkConditions(headers: Headers, { etag, lastModified }: CosObject): boolean {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers
  if (match !== undefined && !listsETag(match, etag)) throw refuse('PreconditionFailed')
  if (match === undefined && isAfter(lastModified, headers['if-unmodified-since'])) throw refuse('PreconditionFailed')
  if (noneMatch !== undefined) return listsETag(noneMatch, etag)
  const since = headers['if-modified-since']
  return since !== undefined && !Number.isNaN(Date.parse(since)) && !isAfter(lastModified, since)
}

function listsETag(header: string, etag: string): boolean {
  const listed = header.split(',').map((part) => part.trim().replace(/^W\//, ''))
  return listed.includes('*') || listed.includes(etag) || listed.includes(etag.slice(1, -1))
}

/** Dates on the wire have whole seconds. A date that can't be read is no condition. */
function isAfter(date: Date, text: string | undefined): boolean {
  return Math.floor(date.getTime() / 1000) > Math.floor(Date.parse(text ?? '') / 1000)
}
