import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../core/hash.ts'
import { isOld } from './sweep.ts'

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
  sweepSpares()
  const made = mkdtempSync(join(tmpdir(), `unplugin-matting-${sha256(dir).slice(0, 8)}-${process.pid}-`))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  spares.set(dir, made)
  return made
}

/** The process that made a folder is part of its name. */
const SPARE_RE = /^unplugin-matting-[\da-f]{8}-(\d+)-\w+$/

/** Removes the folders of processes that were killed. It never fails, for it is a courtesy. */
function sweepSpares(): void {
  for (const name of attempt(() => readdirSync(tmpdir())) ?? []) {
    const pid = Number(SPARE_RE.exec(name)?.[1])
    const folder = join(tmpdir(), name)
    if (pid > 0 && !isRunning(pid)) attempt(() => isOld(statSync(folder)) && rmSync(folder, { recursive: true }))
  }
}

/** One of another user may not be signalled, but runs. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
