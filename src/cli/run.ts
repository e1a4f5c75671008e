import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createColors } from 'picocolors'
import { describeCause, isMattingError, MattingError } from '../core/errors.ts'
import { findNearest } from '../directives/nearest.ts'
import { type Command, EXIT, GLOBAL_HELP, GLOBAL_OPTIONS, type Io } from './command.ts'
import { checkCommand } from './check.ts'
import { cutCommand } from './cut.ts'
import { doctorCommand } from './doctor.ts'
import { emulatorCommand } from './emulator.ts'
import { gcCommand } from './gc.ts'
import { planCommand } from './plan.ts'
import { reportCommand } from './report.ts'
import { typesCommand } from './types.ts'
import { warmCommand } from './warm.ts'

/** Every command, by name. */
const COMMANDS: Readonly<Record<string, Command>> = {
  cut: cutCommand,
  plan: planCommand,
  warm: warmCommand,
  check: checkCommand,
  gc: gcCommand,
  report: reportCommand,
  doctor: doctorCommand,
  emulator: emulatorCommand,
  types: typesCommand,
}

/**
 * Runs the command line.
 *
 * @param argv arguments after the name of the binary
 * @returns the exit code: 0 done, 1 failed, 2 something would have to be paid or is missing
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io)
  } catch (error) {
    io.err(`${createColors(io.color).red(describeError(error))}\n`)
    return EXIT.failed
  }
}

async function dispatch([name, ...rest]: readonly string[], io: Io): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.err(describeCommands())
    return name === undefined ? EXIT.failed : EXIT.done
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) throw unknownCommand(name)
  const { values, positionals } = readArguments(name, command, rest)
  if (values['help'] === true) {
    io.err(describeCommand(command))
    return EXIT.done
  }
  const root = typeof values['root'] === 'string' ? resolve(io.cwd, values['root']) : io.cwd
  return command.run({ files: positionals, values, root }, io)
}

function readArguments(
  name: string,
  command: Command,
  args: readonly string[],
): { values: Readonly<Record<string, string | boolean | undefined>>; positionals: readonly string[] } {
  const options = { ...GLOBAL_OPTIONS, ...command.options }
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { values: values as Record<string, string | boolean | undefined>, positionals }
  } catch (cause) {
    throw new MattingError('USAGE', describeCause(cause), {
      cause,
      fix: `See \`matting ${name} --help\`.`,
    })
  }
}

function unknownCommand(name: string): MattingError {
  const known = Object.keys(COMMANDS)
  const nearest = findNearest(name, known)
  return new MattingError('USAGE', `Command \`${name}\` is unknown; expected one of ${known.join(', ')}.`, {
    fix: nearest === undefined ? 'See `matting --help`.' : `Did you mean \`matting ${nearest}\`?`,
  })
}

function describeCommands(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary] as const)
  return `Usage: matting <command>\n\nCommands:\n${listRows(rows)}\nSee \`matting <command> --help\`.\n`
}

function describeCommand({ usage, summary, help }: Command): string {
  return `Usage: matting ${usage}\n\n${summary}\n\nOptions:\n${listRows([...help, ...GLOBAL_HELP])}`
}

function listRows(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('')
}

/** A {@link MattingError} is told by its message; anything else is a fault of ours and is told with its stack. */
function describeError(error: unknown): string {
  if (isMattingError(error)) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
