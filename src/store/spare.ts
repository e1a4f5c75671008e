import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../core/hash.ts'

/** Temporary folders of the process, by what they stand in for. */
type Spares = Map<string, string>

const SPARES = Symbol.for('unplugin-matting.spares')

/**
 * Folders for what can't be kept where it should be: one for each cache folder, shared by all instances of the
 * plugin in the process (client and server builds), removed when the process ends.
 */
function getSpares(): Spares {
  const holder = globalThis as { [SPARES]?: Spares }
  return (holder[SPARES] ??= new Map())
}

/** The folder that stands in for `dir`; undefined where none was needed so far. */
export function findSpare(dir: string): string | undefined {
  return getSpares().get(dir)
}

/** The folder that stands in for `dir`, made where there is none. */
export function makeSpare(dir: string): string {
  const spares = getSpares()
  const found = spares.get(dir)
  if (found !== undefined) return found
  const made = mkdtempSync(join(tmpdir(), `unplugin-matting-${sha256(dir).slice(0, 8)}-`))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  spares.set(dir, made)
  return made
}
