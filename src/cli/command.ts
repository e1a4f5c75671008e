import type { ParseArgsConfig } from 'node:util'

/** What a command may touch of the world. Results go to `out`, words for people to `err`. */
export interface Io {
  out(text: string): void
  err(text: string): void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether words for people may be coloured. */
  readonly color: boolean
  /** Width of the terminal that `err` goes to, in characters; undefined where it goes elsewhere. */
  readonly columns: number | undefined
  /** Absolute path that relative paths are read from. */
  readonly cwd: string
  /** Settles when the user asks the process to stop. */
  untilStopped(): Promise<unknown>
}

/** Exit codes of every command. `wanting`: something would have to be paid, or is missing. */
export const EXIT = { done: 0, failed: 1, wanting: 2 } as const

/** A command's arguments after `parseArgs`. */
export interface CommandArgs {
  readonly files: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  /** Absolute path of the project. */
  readonly root: string
}

/** One command: a file of its own in this folder. */
export interface Command {
  /** After `matting`, e.g. `cut <files…> [-o dir]`. */
  readonly usage: string
  /** One line for the list of commands. */
  readonly summary: string
  /** One line for each option, for `--help`. */
  readonly help: readonly (readonly [option: string, meaning: string])[]
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** Does the work; heavy code is imported inside. Resolves to the exit code. */
  run(args: CommandArgs, io: Io): Promise<number>
}

/** Options of every command. */
export const GLOBAL_OPTIONS: Command['options'] = {
  root: { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
}

export const GLOBAL_HELP: Command['help'] = [
  ['--root <dir>', 'project folder (default: the current one)'],
  ['--config <file>', 'config file (default: matting.config.{ts,mts,js,mjs,json} of the root)'],
  ['--json', 'results as JSON on standard output'],
  ['-h, --help', 'this text'],
]
