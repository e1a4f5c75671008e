import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { redact } from '../core/errors.ts'
import { writeQuery } from '../directives/canonical.ts'
import { writeOutput } from '../directives/outputs.ts'
import { isRemote } from '../directives/query.ts'
import type { ResolvedOptions } from '../options/types.ts'
import { isSamePin, type Pin, readLockfile, updateLockfile } from '../store/lockfile.ts'
import type { Job } from './bench.ts'

/** What the imports of a project are pinned to, and what builds made of it. */
export interface PinBoard {
  /** What is pinned, by name. */
  readonly pins: ReadonlyMap<string, Pin>
  /** How the lockfile calls an import; undefined where it can't pin it. */
  nameOf(job: Job): string | undefined
  /** What an import is pinned to, be its photo the same or not. */
  find(job: Job): Pin | undefined
  /** Notes what an import was given. */
  note(job: Job, pin: Pin): void
  /** Takes an entry out. */
  drop(name: string): void
  /** Writes what was noted since the last call. @throws MattingError `LOCKFILE`, `OUTPUT_UNWRITABLE` */
  save(): Promise<void>
}

/** How pins are kept. */
export interface PinSetting {
  /** Whether a damaged lockfile is read as far as it can be, and written anew. */
  readonly repair: boolean
  /** Has one process at a time do some work. */
  readonly exclude: <T>(key: string, work: () => Promise<T>) => Promise<T>
}

/**
 * Opens the lockfile of a project.
 *
 * @throws MattingError `LOCKFILE` where it is damaged
 */
export function openPins(
  { lockfile, root, mode }: Pick<ResolvedOptions, 'lockfile' | 'root' | 'mode'>,
  { repair, exclude }: PinSetting,
): PinBoard {
  const nameOf = createNamer(root)
  if (lockfile === false)
    return { pins: new Map(), nameOf, find: () => undefined, note: () => {}, drop: () => {}, save: async () => {} }
  const how = repair ? 'salvage' : 'strict'
  const pins = new Map(readLockfile(lockfile, how))
  const changes = new Map<string, Pin | undefined>()
  return {
    pins,
    nameOf,
    find(job) {
      const name = nameOf(job)
      return name === undefined ? undefined : pins.get(name)
    },
    note(job, pin) {
      const name = nameOf(job)
      if (name === undefined || isSamePin(pins.get(name), pin)) return
      pins.set(name, pin)
      changes.set(name, pin)
    },
    drop(name) {
      pins.delete(name)
      changes.set(name, undefined)
    },
    async save() {
      if (mode === 'frozen' || (changes.size === 0 && !repair)) return
      const noted = new Map(changes)
      changes.clear()
      await exclude('lockfile', () => updateLockfile(lockfile, noted, how))
    },
  }
}

/**
 * Makes the function that names what a lockfile pins: `img/shoe.jpg?matting&padding=20x10`, whichever way the import is written.
 * A photo outside the repository has a path that is this machine's own: it has no name.
 */
export function createNamer(root: string): (job: Pick<Job, 'photo' | 'task' | 'output'>) => string | undefined {
  const repository = findRepository(root)
  return ({ photo, task, output }) => {
    const query = writeQuery(task) + (output === undefined ? '' : `&${writeOutput(output)}`)
    if (isRemote(photo)) return redact(photo) + query.replace('?', photo.includes('?') ? '&' : '?')
    if (repository !== undefined && !photo.startsWith(repository + sep)) return undefined
    return relative(root, photo).replaceAll('\\', '/').normalize('NFC').replaceAll('?', '%3F') + query
  }
}

/** The folder of the repository around a project; undefined where there is none. */
function findRepository(dir: string): string | undefined {
  if (existsSync(join(dir, '.git'))) return dir
  const parent = dirname(dir)
  return parent === dir ? undefined : findRepository(parent)
}
