import { existsSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { redact } from '../core/errors.ts'
import { sha256 } from '../core/hash.ts'
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

/** The folder in which those who write one lockfile wait for each other: the cache; a temporary one where that is not to be written. */
export function findMeetingPlace({ cache, lockfile }: Pick<ResolvedOptions, 'cache' | 'lockfile'>): {
  readonly dir: string
  readonly readonly: boolean
} {
  if (cache !== false && !cache.readonly) return cache
  return { dir: join(tmpdir(), `unplugin-matting-${sha256(String(lockfile)).slice(0, 16)}`), readonly: false }
}

/**
 * Makes the function that names what a lockfile pins: `img/shoe.jpg?matting&padding=20x10`, whichever way the import is written,
 * and whichever links lead to its photo: some bundlers follow them and some do not.
 * A photo outside the repository has a path that is this machine's own: it has no name.
 */
export function createNamer(root: string): (job: Pick<Job, 'photo' | 'task' | 'output'>) => string | undefined {
  const followLinks = createLinkFollower()
  const home = followLinks(root)
  const repository = findRepository(home)
  return ({ photo, task, output }) => {
    const query = writeQuery(task) + (output === undefined ? '' : `&${writeOutput(output)}`)
    if (isRemote(photo)) return redact(photo) + query.replace('?', photo.includes('?') ? '&' : '?')
    const file = followLinks(photo)
    if (repository !== undefined && !isInside(repository, file)) return undefined
    return relative(home, file).split(sep).join('/').normalize('NFC').replaceAll('?', '%3F') + query
  }
}

/** Makes the function that gives the path without links of a file; of one that is not there, the path itself. */
function createLinkFollower(): (path: string) => string {
  const known = new Map<string, string>()
  return (path) => {
    const found = known.get(path) ?? readRealPath(path)
    known.set(path, found)
    return found
  }
}

function readRealPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}

/** Separators and letters of drives may be written in more than one way. */
function isInside(dir: string, file: string): boolean {
  const path = relative(dir, file)
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}

/** The folder of the repository around a project; undefined where there is none. */
function findRepository(dir: string): string | undefined {
  if (existsSync(join(dir, '.git'))) return dir
  const parent = dirname(dir)
  return parent === dir ? undefined : findRepository(parent)
}
