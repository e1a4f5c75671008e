import { relative, resolve } from 'node:path'
import { createColors } from 'picocolors'
import { describeCause, isMattingError, MattingError } from '../core/errors.ts'
import { foreseeExtension, requireUrl } from '../core/form.ts'
import type { Logger } from '../core/types.ts'
import type { Matting } from '../matting.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'
import { type Errand, planErrands } from './errands.ts'

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

/** Formats of cut-outs: those that keep transparency. */
const FORMATS = ['png', 'webp', 'avif'] as const

export const cutCommand: Command = {
  usage: 'cut <files…> [-o dir] [--padding 20x10] [--center] [--format webp] [--json]',
  summary: 'Cuts products out of photos; writes <dir>/<stem>.png.',
  help: [
    ['-o, --out <dir>', 'folder of the cut-outs (default: the current one)'],
    ['--padding <dx>x<dy>', 'transparent pixels added left and right, top and bottom; or one number for both'],
    ['--center', 'move the product to the middle of the canvas'],
    [`--format <${FORMATS.join('|')}>`, 'format of the files (default: PNG, as the engine made it)'],
  ],
  options: {
    out: { type: 'string', short: 'o' },
    padding: { type: 'string' },
    center: { type: 'boolean' },
    format: { type: 'string' },
  },
  run: runCut,
}

async function runCut({ files, values, root }: CommandArgs, io: Io): Promise<number> {
  const query = writeQuery(values)
  const { createMatting } = await import('../matting.ts')
  const configFile = values['config'] === undefined ? undefined : String(values['config'])
  const logger = createCliLogger(io)
  // Photos that are named here are no imports of the project.
  const matting = await createMatting(
    { dts: false, lockfile: false, report: false },
    { root, env: io.env, logger, configFile },
  )
  logger.quieten()
  try {
    const extension = findExtension(matting, query)
    const dir = resolve(io.cwd, String(values['out'] ?? '.'))
    const errands = await planErrands(files, { dir, cwd: io.cwd, extension })
    const rows = await Promise.all(errands.map((errand) => cutOne({ matting, query, io }, errand)))
    report(rows, values['json'] === true, io)
    const summary = await matting.finish()
    // Each photo has a line already.
    if (summary !== undefined) io.err(`${summary.split('\n')[0]}\n`)
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

function readFormat(value: string): string {
  const format = FORMATS.find((known) => known === value)
  if (format !== undefined) return format
  const expected = `one of ${FORMATS.join(', ')}, which keep transparency`
  throw new MattingError('USAGE', `\`--format\`: received \`${value}\`, expected ${expected}.`, {
    fix: 'See `matting cut --help`.',
  })
}

/** The flags as the query of an import, so that they mean the same and are checked by the same table. */
function writeQuery({ padding, center, format }: CommandArgs['values']): string {
  const parts = [
    '?matting',
    padding === undefined ? '' : `padding=${encodeURIComponent(String(padding))}`,
    center === true ? 'center' : '',
    // A PNG is as the engine made it.
    format === undefined || format === 'png' ? '' : `format=${readFormat(String(format))}`,
  ]
  return parts.filter(Boolean).join('&')
}

/** The extension that all files will have; the defaults of the project count, too. */
function findExtension(matting: Matting, query: string): string {
  const request = matting.parse(`photo${query}`)
  requireUrl(request, '`matting cut`')
  return foreseeExtension(request.directives) ?? 'png'
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
    const bytes = await asset.read()
    await write(output, bytes)
    const { engine, width, height, cached, ms, confidence = null } = asset
    const how = cached ? 'cached' : `cut by ${engine} in ${(ms / 1000).toFixed(1)} s`
    io.err(`${colors.green('✓')} ${shown} → ${relative(io.cwd, output)}  ${width} × ${height}  ${how}\n`)
    return { file, output, engine, width, height, bytes: bytes.length, cached, ms, confidence }
  } catch (error) {
    if (!isMattingError(error)) throw error
    io.err(`${colors.red('✗')} ${shown}: ${error.message}\n`)
    return undefined
  }
}

async function write(output: string, bytes: Uint8Array): Promise<void> {
  const { writeAtomic } = await import('../store/write-atomic.ts')
  await writeAtomic(output, bytes).catch((cause: unknown) => {
    const detail = describeCause(cause)
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
