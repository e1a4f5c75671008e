import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from './write-atomic.ts'

/** What came of asking for a lease. `unwritable`: there is none to be had in this folder. */
export type Claim = 'ours' | 'taken' | 'unwritable'

/** What a lease file says: who holds it, and which of its leases it is. */
export interface Lease {
  readonly owner: string
  readonly id: string
  /** Where the owner runs; see `findPlace`. */
  readonly place: string
}

/**
 * The files of leases. All is done without giving way: under load, a queued file operation would come too late for a
 * sign of life.
 */
export interface LeaseFiles {
  claim(key: string, id: string): Claim
  /** The lease of a key; undefined where nobody holds it. */
  read(key: string): Lease | undefined
  /** Removes our lease; one that another took over from us stays. */
  release(key: string, id: string): void
  /** Removes the lease of another. Of all who try at once, one does it. @returns whether it was removed here */
  clear(key: string, lease: Lease): boolean
  /** Shows that we are alive. */
  beat(): void
  /** Ends showing it. */
  still(): void
  /** What changes as long as an owner is alive. */
  readPulse(owner: string): string
  /** Whether a file of this name is good for nothing, once it is old: the lease of a living owner is not touched. */
  isLeft(name: string): boolean
}

const NO_PULSE = 'none'

/** @param self random name of who claims, and where that is */
export function createLeaseFiles(dir: string, self: Omit<Lease, 'id'>): LeaseFiles {
  const { owner, place } = self
  const fileOf = (key: string): string => join(dir, key)
  const heartOf = (name: string): string => join(dir, `${name}.heart`)
  const read = (key: string): Lease | undefined => readLease(fileOf(key), `of-${key}`)
  const readPulse = (name: string): string => String(attempt(() => statSync(heartOf(name)).mtimeMs) ?? NO_PULSE)
  const removeOwn = (key: string, id: string): void => {
    if (read(key)?.id === id) attempt(() => rmSync(fileOf(key), { force: true }))
  }
  return {
    claim: (key, id) => create(fileOf(key), `${owner} ${id} ${place}`, dir),
    read,
    release: removeOwn,
    clear(key, { id }) {
      // Checking a file and removing it is not one step; the right to do so goes to one only.
      const right = heartOf(nameRight(key, id))
      if (create(right, owner, dir) !== 'ours') return false
      const isThere = read(key)?.id === id
      if (isThere) attempt(() => rmSync(fileOf(key), { recursive: true, force: true }))
      attempt(() => rmSync(right, { force: true }))
      return isThere
    },
    beat() {
      const now = new Date()
      const touched = attempt(() => (utimesSync(heartOf(owner), now, now), true))
      if (touched === undefined) create(heartOf(owner), '', dir)
    },
    still: () => void attempt(() => rmSync(heartOf(owner), { force: true })),
    readPulse,
    isLeft: (name) => name.endsWith('.heart') || readPulse(read(name)?.owner ?? '') === NO_PULSE,
  }
}

/** Name of the right to clear a lease; it is a heart that never beats again. */
export function nameRight(key: string, id: string): string {
  return `${key}.${id}`
}

/** What is no lease, or was cut short by a kill, belongs to somebody whose heart never beats. */
function readLease(file: string, stranger: string): Lease | undefined {
  try {
    const [owner = '', id = '', place = ''] = readFileSync(file, 'utf8').split(' ')
    return { owner: owner.replace(/[^\w-]/g, '-') || stranger, id: id.replace(/[^\w-]/g, '-'), place }
  } catch (error) {
    return isMissing(error) ? undefined : { owner: stranger, id: '', place: '' }
  }
}

/** Makes a file that must not be there yet, and its folder. */
function create(file: string, text: string, dir: string): Claim {
  try {
    mkdirSync(dir, { recursive: true })
    writeNew(file, text)
    return 'ours'
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    return isThere && attempt(() => statSync(dir).isDirectory()) === true ? 'taken' : 'unwritable'
  }
}

/** A full disk may take the name, but not the text: the name is then given back. */
function writeNew(file: string, text: string): void {
  const handle = openSync(file, 'wx')
  try {
    writeSync(handle, text)
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
