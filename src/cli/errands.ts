import { stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { MattingError } from '../core/errors.ts'

/** One photo and where its cut-out goes; both absolute. */
export interface Errand {
  readonly file: string
  readonly output: string
}

/** Where photos come from and cut-outs go. */
interface Place {
  /** Where the cut-outs go; absolute. */
  readonly dir: string
  /** Where relative paths are read from; absolute. */
  readonly cwd: string
  /** Of the cut-outs, without dot. */
  readonly extension: string
}

/**
 * Finds the photos and refuses what would lose a file, before anything is cut or paid.
 *
 * @throws MattingError `USAGE`, `SOURCE_NOT_FOUND`
 */
export async function planErrands(patterns: readonly string[], { dir, cwd, extension }: Place): Promise<Errand[]> {
  const files = (await Promise.all(patterns.map((pattern) => expand(pattern, cwd)))).flat()
  const distinct = [...new Set(files)]
  if (distinct.length === 0) {
    throw new MattingError('USAGE', 'No photos were named.', { fix: 'Write `matting cut photos/*.jpg -o cutouts`.' })
  }
  const errands = distinct.map((file) => ({
    file,
    output: resolve(dir, `${basename(file, extname(file))}.${extension}`),
  }))
  refuseClashes(errands)
  return errands
}

/** A file as it is named; else, for shells that expand nothing, a pattern. */
async function expand(pattern: string, cwd: string): Promise<string[]> {
  const file = resolve(cwd, pattern)
  const found = await stat(file).catch(() => undefined)
  if (found?.isDirectory()) {
    throw new MattingError('USAGE', `${pattern} is a folder; expected photos.`, {
      fix: `Write \`matting cut "${pattern.replace(/\/+$/, '')}/*.jpg"\`.`,
    })
  }
  if (found !== undefined) return [file]
  const { default: glob } = await import('fast-glob')
  const matches = glob.isDynamicPattern(pattern) ? await glob(pattern, { cwd, absolute: true }) : []
  if (matches.length > 0) return matches.sort()
  throw new MattingError('SOURCE_NOT_FOUND', `No photo matches ${pattern} in ${cwd}.`, {
    fix: 'Correct the path; upper and lower case count.',
  })
}

function refuseClashes(errands: readonly Errand[]): void {
  const sources = new Set(errands.map(({ file }) => file))
  const writers = new Map<string, string>()
  for (const { file, output } of errands) {
    const other = writers.get(output)
    if (other !== undefined || sources.has(output)) {
      const reason = other === undefined ? 'a photo itself' : `the cut-out of ${other} too`
      throw new MattingError('USAGE', `The cut-out of ${file} would be written to ${output}, which is ${reason}.`, {
        fix: 'Choose another folder with `-o`, or cut the photos one at a time.',
      })
    }
    writers.set(output, file)
  }
}
