import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { MattingError } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
import { isMissing } from './write-atomic.ts'

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
    throw isMissing(cause) ? notFound(photo) : unreadable(photo, cause)
  }
}

/** Hex sha256 of a photo of the project. @throws as {@link readSource} */
export async function hashSource(photo: string): Promise<string> {
  return sha256(await readSource(photo))
}

function notFound(photo: string): MattingError {
  return new MattingError('SOURCE_NOT_FOUND', `The photo ${photo} does not exist.`, {
    fix: 'Correct the path of the import; upper and lower case count.',
  })
}

function unreadable(photo: string, cause: unknown): MattingError {
  const detail = cause instanceof Error ? cause.message : String(cause)
  return new MattingError('SOURCE_UNREADABLE', `"${basename(photo)}" can't be read: ${detail}`, {
    cause,
    fix: 'The path must name a file that this user may read.',
  })
}
