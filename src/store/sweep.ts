import type { Stats } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Longer than anything is at work, in ms. */
const OLD = 60 * 60 * 1000

/**
 * Removes what killed processes left below a folder: files that were not touched for an hour. It never fails, for it is
 * a courtesy.
 *
 * @param isLeft whether a file of this name is left behind, once it is old
 */
export async function sweepOld(dir: string, isLeft: (name: string) => boolean): Promise<void> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile() && isLeft(entry.name))
  await Promise.all(files.map((entry) => removeOld(join(entry.parentPath, entry.name)).catch(() => undefined)))
}

/**
 * Removes what killed writers of a file left beside it, in a folder that is not ours: see `writeAtomic`. It never fails, for it
 * is a courtesy.
 */
export async function sweepBeside(file: string): Promise<void> {
  const dir = dirname(file)
  const names = await readdir(dir).catch(() => [])
  const left = names.filter((name) => name.startsWith(`${basename(file)}.`) && name.endsWith('.tmp'))
  await Promise.all(left.map((name) => removeOld(join(dir, name)).catch(() => undefined)))
}

async function removeOld(file: string): Promise<void> {
  if (isOld(await stat(file))) await rm(file, { force: true })
}

/** Whether nobody works on it any more. A time that lies far ahead is of a clock that was set back since: that is old as well. */
export function isOld({ mtimeMs }: Pick<Stats, 'mtimeMs'>): boolean {
  return Math.abs(Date.now() - mtimeMs) > OLD
}
