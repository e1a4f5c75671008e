import { readFile } from 'node:fs/promises'
import { describeCause, MattingError } from '../core/errors.ts'
import { sweepBeside } from '../store/sweep.ts'
import { isMissing, writeAtomic } from '../store/write-atomic.ts'
import { SIGNATURE } from './declarations.ts'

/**
 * Writes a generated file, where it says something new: editors and compilers look at each file that is touched. What somebody
 * else wrote is left alone.
 *
 * @param file absolute path
 * @returns whether it was written
 * @throws MattingError `OUTPUT_UNWRITABLE`
 */
export async function writeTypesFile(file: string, text: string): Promise<boolean> {
  try {
    const present = await readPresent(file)
    // A checkout may have changed the ends of lines.
    if (present?.replaceAll('\r\n', '\n') === text) return false
    if (present !== undefined && !isOurs(present)) throw refuseForeign(file)
    await sweepBeside(file)
    await writeAtomic(file, text)
    return true
  } catch (cause) {
    throw cause instanceof MattingError ? cause : explain(file, cause)
  }
}

async function readPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isOurs(text: string): boolean {
  return text.trim() === '' || text.includes(SIGNATURE)
}

function refuseForeign(file: string): MattingError {
  return new MattingError('OUTPUT_UNWRITABLE', `${file} was not written by unplugin-matting and is left as it is.`, {
    fix: 'Name another file with the option `dts`, or delete this one.',
  })
}

function explain(file: string, cause: unknown): MattingError {
  const detail = describeCause(cause)
  return new MattingError('OUTPUT_UNWRITABLE', `The types ${file} can't be written: ${detail}`, {
    cause,
    fix: 'Name a file that can be written with the option `dts`.',
  })
}
