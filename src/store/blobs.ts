import { readFileSync, rmSync } from 'node:fs'
import { link, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../core/hash.ts'
import { isMissing, writeAtomic } from './write-atomic.ts'

/** Content-addressed files: each is named by the sha256 of its bytes. */
export interface Blobs {
  /** The bytes, verified; undefined where they are missing. A file whose bytes don't match its name is dropped. */
  read(hash: string): Uint8Array | undefined
  /** Keeps bytes under their hash. */
  write(hash: string, bytes: Uint8Array): Promise<void>
  /** Path of a file called `name` with the same bytes (a hard link where the file system has them). */
  place(hash: string, name: string, bytes: Uint8Array): Promise<string>
}

/**
 * Opens a folder of blobs: `blobs/ab/<sha256>` and, for bundlers that need a file with a name, `files/<hash>/<name>`.
 *
 * @param onDamage told once per damaged file that was dropped
 */
export function openBlobs(dir: string, onDamage: (file: string) => void): Blobs {
  const pathOf = (hash: string): string => join(dir, 'blobs', hash.slice(0, 2), hash)
  return {
    read: (hash) => readVerified(pathOf(hash), hash, onDamage),
    write: (hash, bytes) => writeAtomic(pathOf(hash), bytes),
    async place(hash, name, bytes) {
      const folder = join(dir, 'files', hash.slice(0, 16))
      const file = join(folder, name)
      if (await holds(file, bytes)) return file
      await mkdir(folder, { recursive: true })
      await linkOrWrite(pathOf(hash), file, bytes)
      return file
    },
  }
}

/** Reads without giving way: see `createSourceHasher`. */
function readVerified(file: string, hash: string, onDamage: (file: string) => void): Uint8Array | undefined {
  const bytes = tryRead(file, onDamage)
  if (bytes === undefined || sha256(bytes) === hash) return bytes
  onDamage(file)
  tryRemove(file)
  return undefined
}

function tryRead(file: string, onDamage: (file: string) => void): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if (!isMissing(error)) onDamage(file)
    return undefined
  }
}

/** Where it can't be removed (a read-only folder) it is dropped anyway: nobody gets its bytes. */
function tryRemove(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    return
  }
}

async function holds(file: string, bytes: Uint8Array): Promise<boolean> {
  const found = await readFile(file).catch(() => undefined)
  return found !== undefined && found.equals(bytes)
}

/** A hard link costs no disk; where one can't be made (other file system, stale file in the way) the bytes are written. */
async function linkOrWrite(from: string, to: string, bytes: Uint8Array): Promise<void> {
  await link(from, to).catch(() => writeAtomic(to, bytes))
}
