import { stat } from 'node:fs/promises'
import { basename, extname, relative, resolve } from 'node:path'
import { createColors } from 'picocolors'
import { isMattingError, MattingError } from '../core/errors.ts'
import type { Logger } from '../core/types.ts'
import type { Matting } from '../matting.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'

/** One photo and where its cut-out goes; both absolute. */
interface Errand {
  readonly file: string
  readonly output: string
}

/** One row of `--json`. */
interface CutRow {
  readonly file: string
  readonly output: string
  readonly engine: string
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly cached: boolean
  readonly ms: number
  readonly confidence: number | null
}

export const cutCommand: Command = {
  usage: 'cut <files…> [-o dir] [--padding 20x10] [--center] [--json]',
  summary: 'Cuts products out of photos; writes <dir>/<stem>.png.',
  help: [
    ['-o, --out <dir>', 'folder of the cut-outs (default: the current one)'],
    ['--padding <dx>x<dy>', 'transparent pixels added left and right, top and bottom; or one number for both'],
    ['--center', 'move the product to the middle of the canvas'],
  ],
  options: {
    out: { type: 'string', short: 'o' },
    padding: { type: 'string' },
    center: { type: 'boolean' },
  },
  run: runCut,
}

async function runCut({ files, values, root }: CommandArgs, io: Io): Promise<number> {
  const errands = await plan(files, resolve(io.cwd, String(values['out'] ?? '.')), io.cwd)
  const { createMatting } = await import('../matting.ts')
  const configFile = values['config'] === undefined ? undefined : String(values['config'])
  const logger = createCliLogger(io)
  const matting = await createMatting({}, { root, env: io.env, logger, configFile })
  logger.quieten()
  try {
    const query = writeQuery(values)
    const rows = await Promise.all(errands.map((errand) => cutOne({ matting, query, io }, errand)))
    report(rows, values['json'] === true, io)
    const summary = matting.takeSummary()
    if (summary !== undefined) io.err(`${summary}\n`)
    return rows.includes(undefined) ? EXIT.failed : EXIT.done
  } finally {
    await matting.close()
  }
}

/** Tells which engine cuts; from then on warnings only, since each photo has a line of the command's own. */
function createCliLogger(io: Io): Logger & { quieten(): void } {
  const colors = createColors(io.color)
  let quiet = false
  return {
    info(message) {
      if (!quiet) io.err(`${colors.dim(message)}\n`)
    },
    warn: (message) => io.err(`${colors.yellow(message)}\n`),
    quieten: () => void (quiet = true),
  }
}

/** Finds the photos and refuses what would lose a file, before anything is cut or paid. */
async function plan(patterns: readonly string[], dir: string, cwd: string): Promise<Errand[]> {
  const files = (await Promise.all(patterns.map((pattern) => expand(pattern, cwd)))).flat()
  const distinct = [...new Set(files)]
  if (distinct.length === 0) {
    throw new MattingError('USAGE', 'No photos were named.', { fix: 'Write `matting cut photos/*.jpg -o cutouts`.' })
  }
  const errands = distinct.map((file) => ({ file, output: resolve(dir, `${basename(file, extname(file))}.png`) }))
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

/** The flags as the query of an import, so that they mean the same and are checked by the same table. */
function writeQuery(values: CommandArgs['values']): string {
  const padding = values['padding'] === undefined ? '' : `&padding=${encodeURIComponent(String(values['padding']))}`
  return `?matting${padding}${values['center'] === true ? '&center' : ''}`
}

interface Session {
  readonly matting: Matting
  readonly query: string
  readonly io: Io
}

async function cutOne({ matting, query, io }: Session, { file, output }: Errand): Promise<CutRow | undefined> {
  const shown = relative(io.cwd, file)
  const colors = createColors(io.color)
  try {
    const asset = await matting.cut(matting.parse(shown.replaceAll('?', '%3F') + query), file)
    await write(output, await asset.read())
    const { engine, width, height, bytes, cached, ms, confidence = null } = asset
    const how = cached ? 'cached' : `cut by ${engine} in ${(ms / 1000).toFixed(1)} s`
    io.err(`${colors.green('✓')} ${shown} → ${relative(io.cwd, output)}  ${width} × ${height}  ${how}\n`)
    return { file, output, engine, width, height, bytes, cached, ms, confidence }
  } catch (error) {
    if (!isMattingError(error)) throw error
    io.err(`${colors.red('✗')} ${shown}: ${error.message}\n`)
    return undefined
  }
}

async function write(output: string, bytes: Uint8Array): Promise<void> {
  const { writeAtomic } = await import('../store/write-atomic.ts')
  await writeAtomic(output, bytes).catch((cause: unknown) => {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new MattingError('OUTPUT_UNWRITABLE', `${output} can't be written: ${detail}`, {
      cause,
      fix: 'Choose a folder that can be written with `-o`.',
    })
  })
}

function report(rows: readonly (CutRow | undefined)[], json: boolean, io: Io): void {
  const done = rows.filter((row) => row !== undefined)
  io.out(json ? `${JSON.stringify(done, null, 2)}\n` : done.map((row) => `${row.output}\n`).join(''))
}
