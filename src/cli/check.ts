import { createColors } from 'picocolors'
import type { Plan, PlannedPicture } from '../pipeline/plan.ts'
import { type Command, type CommandArgs, EXIT, type Io } from './command.ts'
import { annotate } from './github.ts'
import { openProject } from './project.ts'

export const checkCommand: Command = {
  usage: 'check [--json]',
  summary: 'Checks that lockfile, photos and cache agree. Exit code 2: something is missing.',
  help: [],
  options: {},
  run: runCheck,
}

/** What can be wrong with an import. */
const FAULTS = {
  unpinned: 'is not in the lockfile',
  stale: 'was pinned to another photo: it has changed since',
  missing: 'is pinned, but its picture is not in the cache',
  gone: 'is pinned, but its photo is not found',
} as const

interface CheckRow {
  readonly import: string
  readonly importer: string | null
  readonly line: number | null
  readonly fault: keyof typeof FAULTS
}

async function runCheck(args: CommandArgs, io: Io): Promise<number> {
  const matting = await openProject(args, io, { options: { dts: false } })
  try {
    const plan = await matting.plan()
    const colors = createColors(io.color)
    for (const { message } of plan.problems) io.err(`${colors.yellow(message)}\n`)
    const hasLockfile = matting.options.lockfile !== false
    const rows = listFaults(plan, hasLockfile)
    for (const row of rows) {
      io.err(`${colors.red('✗')} ${describeFault(row)}\n`)
      annotate(io, { level: 'error', file: row.importer, line: row.line, message: describeFault(row) })
    }
    if (args.values['json'] === true) io.out(`${JSON.stringify(rows, null, 2)}\n`)
    io.err(rows.length === 0 ? `${plan.pictures.length} images, all as they should be.\n` : `${describeFix(rows)}\n`)
    return rows.length === 0 ? EXIT.done : EXIT.wanting
  } finally {
    await matting.close()
  }
}

function listFaults({ pictures, gone }: Plan, hasLockfile: boolean): CheckRow[] {
  const faulty = pictures.flatMap((picture): CheckRow[] => {
    const fault = findFault(picture, hasLockfile)
    const { specifier, importer = null, line = null } = picture
    return fault === undefined ? [] : [{ import: specifier, importer, line, fault }]
  })
  return [...faulty, ...gone.map((name) => ({ import: name, importer: null, line: null, fault: 'gone' as const }))]
}

function findFault(
  { state, pin, isPinned, isStale }: PlannedPicture,
  hasLockfile: boolean,
): CheckRow['fault'] | undefined {
  if (hasLockfile && pin !== undefined && !isPinned) return isStale ? 'stale' : 'unpinned'
  return state === 'there' ? undefined : 'missing'
}

function describeFault({ import: specifier, importer, line, fault }: CheckRow): string {
  return `${specifier}${importer === null ? '' : ` in ${importer}:${line}`} ${FAULTS[fault]}`
}

function describeFix(rows: readonly CheckRow[]): string {
  const commands = [
    rows.some(({ fault }) => fault !== 'gone') ? '`npx matting warm` makes and pins what is missing' : '',
    rows.some(({ fault }) => fault === 'gone') ? '`npx matting gc` takes out what is gone' : '',
  ]
  return `${commands.filter(Boolean).join('; ')}.`
}
