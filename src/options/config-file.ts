import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describeCause, MattingError } from '../core/errors.ts'
import type { Options } from './types.ts'

/** A config file that was found and read. */
export interface ConfigFile {
  /** Absolute path. */
  readonly file: string
  readonly options: Options
}

/** Name of the file, and its extensions. */
const NAME = 'matting.config'
const EXTENSIONS = ['ts', 'mts', 'js', 'mjs', 'json']

/** Typed identity for `matting.config.ts`. */
export function defineConfig(options: Options): Options {
  return options
}

/**
 * Reads `matting.config.{ts,mts,js,mjs,json}` of the root, or the file named. Parent folders are not searched, so a
 * build never depends on what lies above the project.
 *
 * @throws MattingError `INVALID_CONFIG` when the named file is missing or a file can't be read
 */
export async function readConfigFile(root: string, file?: string): Promise<ConfigFile | undefined> {
  const found = await load(root, file)
  if (found === undefined && file !== undefined) {
    throw new MattingError('INVALID_CONFIG', `Config file "${file}" was not found under ${root}.`, {
      fix: 'Correct the path given with `--config`.',
    })
  }
  return found
}

async function load(root: string, file: string | undefined): Promise<ConfigFile | undefined> {
  // Most projects have none, and what reads it takes a while to load.
  if (file === undefined && !EXTENSIONS.some((extension) => existsSync(join(root, `${NAME}.${extension}`))))
    return undefined
  const { loadConfig } = await import('unconfig')
  const sources = file === undefined ? [{ files: NAME, extensions: EXTENSIONS }] : [{ files: file, extensions: [] }]
  // unconfig never looks into the folder it stops at: its parent keeps the search to the root itself.
  const search = { cwd: root, stopAt: dirname(root), sources, merge: false }
  try {
    const { config, sources: files } = await loadConfig<Options>(search)
    const [path] = files
    return path === undefined ? undefined : { file: path, options: config ?? {} }
  } catch (cause) {
    const detail = describeCause(cause)
    throw new MattingError('INVALID_CONFIG', `The config file of ${root} can't be read: ${detail}`, {
      cause,
      fix: 'Correct the file; it exports options: `export default defineConfig({ … })`.',
    })
  }
}
