import { createColors } from 'picocolors'
import type { Logger } from '../core/types.ts'
import type { Matting } from '../matting.ts'
import type { Options } from '../options/types.ts'
import type { CommandArgs, Io } from './command.ts'

/** How a command wants the pipeline of the project. */
export interface ProjectSetting {
  /** What the command itself says; it comes before the config file. */
  readonly options?: Options
  /** Whether a damaged lockfile is to be repaired. */
  readonly repair?: boolean
  /** Where news go. @default nowhere: commands tell their own */
  readonly info?: (message: string) => void
}

/** Opens the pipeline of the project a command is run in. Warnings go to the user. */
export async function openProject(
  { values, root }: Pick<CommandArgs, 'values' | 'root'>,
  io: Io,
  { options = {}, repair = false, info = () => undefined }: ProjectSetting = {},
): Promise<Matting> {
  const { createMatting } = await import('../matting.ts')
  const colors = createColors(io.color)
  const logger: Logger = { info, warn: (message) => io.err(`${colors.yellow(message)}\n`) }
  const configFile = values['config'] === undefined ? undefined : String(values['config'])
  return createMatting(options, { root, env: io.env, configFile, repair, logger })
}
