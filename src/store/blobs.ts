import { readFileSync } from 'node:fs'
import { link, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../core/hash.ts'
import { isDenied, isMissing } from './write-atomic.ts'
import { writeCacheFile } from './write-cache-file.ts'

/** Content-addressed files: each is named by the sha256 of its bytes. */
export interface Blobs {
  /** The bytes, verified; undefined where they are missing, damaged or may not be read. */
  read(hash: string): Uint8Array | undefined
  /** Keeps bytes under their hash. */
  write(hash: string, bytes: Uint8Array): Promise<void>
  /** Path of a file called `name` with the same bytes (a hard link where the file system has them). */
  place(hash: string, name: string, bytes: Uint8Array): Promise<string>
}

/**
 * Opens a folder of blobs: `blobs/ab/<sha256>` and, for bundlers that need a file with a name, `files/<hash>/<name>`.
 *
 * @param onDamage told once per damaged file: it is nobody's picture any more, and may be removed
 */
export function openBlobs(dir: string, onDamage: (file: string) => void): Blobs {
  const pathOf = (hash: string): string => join(dir, 'blobs', hash.slice(0, 2), hash)
  return {
    read: (hash) => readVerified(pathOf(hash), hash, onDamage),
    write: (hash, bytes) => writeCacheFile(pathOf(hash), bytes),
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
  try {
    const bytes = readFileSync(file)
    if (sha256(bytes) === hash) return bytes
    onDamage(file)
  } catch (error) {
    // What may not be read is replaced; where that may not be done either, writing tells it.
    if (!isMissing(error) && !isDenied(error)) onDamage(file)
  }
  return undefined
}

async function holds(file: string, bytes: Uint8Array): Promise<boolean> {
  const found = await readFile(file).catch(() => undefined)
  return found !== undefined && found.equals(bytes)
}

/** A hard link costs no disk; where one can't be made (other file system, stale file in the way) the bytes are written. */
async function linkOrWrite(from: string, to: string, bytes: Uint8Array): Promise<void> {
  await link(from, to).catch(() => writeCacheFile(to, bytes))
}
