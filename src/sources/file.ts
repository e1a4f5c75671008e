import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { describeCause, MattingError } from '../core/errors.ts'
import { isMissing } from '../store/write-atomic.ts'

/**
 * Reads a photo of the project.
 *
 * @param photo absolute path
 * @throws MattingError `SOURCE_NOT_FOUND` or `SOURCE_UNREADABLE`
 */
export async function readSource(photo: string): Promise<Uint8Array> {
  try {
    return await readFile(photo)
  } catch (cause) {
    throw explain(photo, cause)
  }
}

/** Bytes read at once; a photo is never in memory as a whole when it is only hashed. */
const CHUNK = 256 * 1024

/**
 * Makes a function that gives the hex sha256 of a photo, by its absolute path.
 *
 * It reads without giving way, through one buffer: a warm build does little else than this, and the same reads through
 * promises take five times the CPU (`bench/warm-build.mjs`).
 * @throws as {@link readSource}
 */
export function createSourceHasher(): (photo: string) => string {
  const chunk = Buffer.allocUnsafe(CHUNK)
  return (photo) => {
    try {
      return hashFile(photo, chunk)
    } catch (cause) {
      throw explain(photo, cause)
    }
  }
}

function hashFile(file: string, chunk: Buffer): string {
  const hash = createHash('sha256')
  const descriptor = openSync(file, 'r')
  try {
    const readChunk = (): number => readSync(descriptor, chunk, 0, chunk.length, null)
    for (let size = readChunk(); size > 0; size = readChunk()) hash.update(chunk.subarray(0, size))
    return hash.digest('hex')
  } finally {
    closeSync(descriptor)
  }
}

function explain(photo: string, cause: unknown): MattingError {
  return isMissing(cause) ? notFound(photo) : unreadable(photo, cause)
}

function notFound(photo: string): MattingError {
  return new MattingError('SOURCE_NOT_FOUND', `The photo ${photo} does not exist.`, {
    fix: 'Correct the path of the import; upper and lower case count.',
  })
}

function unreadable(photo: string, cause: unknown): MattingError {
  const detail = describeCause(cause)
  return new MattingError('SOURCE_UNREADABLE', `"${basename(photo)}" can't be read: ${detail}`, {
    cause,
    fix: 'The path must name a file that this user may read.',
  })
}
