import { relative, resolve } from 'node:path'
import { createColors } from 'picocolors'
import { MattingError } from '../core/errors.ts'
import { REPORT_FILE } from '../options/table.ts'
import type { Report } from '../report/write-report.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'
import { openProject } from './project.ts'

export const reportCommand: Command = {
  usage: 'report [--out f] [--json]',
  summary:
    'Writes an HTML report of the pictures in the cache; nothing is made or sent. Exit code 2: some are missing.',
  help: [['-o, --out <file>', `where to (default: the path of the option \`report\`, else ${REPORT_FILE})`]],
  options: { out: { type: 'string', short: 'o' } },
  run: runReport,
}

async function runReport(args: CommandArgs, io: Io): Promise<number> {
  const matting = await openProject(args, io, { options: { dts: false } })
  try {
    const { report: usual, root } = matting.options
    const out = readOut(args.values['out'], io.cwd)
    const report = await matting.writeReport(out ?? (usual || resolve(root, REPORT_FILE)))
    io.err(`${createColors(io.color).green('✓')} ${relative(io.cwd, report.file)}: ${summarize(report)}\n`)
    io.out(args.values['json'] === true ? writeJson(report) : `${report.file}\n`)
    return report.totals.missing === 0 ? EXIT.done : EXIT.wanting
  } finally {
    await matting.close()
  }
}

function readOut(value: string | boolean | undefined, cwd: string): string | undefined {
  if (value === undefined) return undefined
  const file = String(value)
  if (file.endsWith('.html')) return resolve(cwd, file)
  throw new MattingError('USAGE', `\`--out\`: received \`${file}\`, expected a path that ends in \`.html\`.`, {
    fix: 'See `matting report --help`.',
  })
}

function summarize({ totals: { pictures, missing } }: Report): string {
  const count = `${pictures} ${pictures === 1 ? 'image' : 'images'}`
  return missing === 0 ? count : `${count} · ${missing} missing`
}

function writeJson({ file, entries, totals }: Report): string {
  const images = entries.map(({ photo, directives, mentions, status, picture, note }) => {
    const { engine, width, height, format, bytes, confidence, doubt } = picture ?? {}
    const facts = { engine, width, height, format, bytes, confidence, doubt, note }
    return { photo, directives, imports: mentions, status, ...facts }
  })
  return `${JSON.stringify({ file, totals, images }, null, 2)}\n`
}
