import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What a cache folder holds that nobody needs. */
export interface Garbage {
  /** Paths below the folder. */
  readonly files: readonly string[]
  /** Their size. */
  readonly bytes: number
}

/** What is needed. */
export interface Needed {
  /** Content keys of records. */
  readonly keys: ReadonlySet<string>
  /** Hex sha256 of bytes, besides those that needed records name. */
  readonly hashes: ReadonlySet<string>
}

/** Finds the records and bytes in a cache folder that are not needed. Nothing is removed. */
export async function findGarbage(dir: string, { keys, hashes }: Needed): Promise<Garbage> {
  const records = await listFiles(dir, 'records')
  const isNeeded = (file: string): boolean => keys.has(nameOf(file).replace(/\.json$/, ''))
  const named = await Promise.all(records.filter(isNeeded).map((file) => readHash(join(dir, file))))
  const kept = new Set([...hashes, ...named])
  const folders = new Set([...kept].map((hash) => hash?.slice(0, FOLDER)))
  const blobs = (await listFiles(dir, 'blobs')).filter((file) => !kept.has(nameOf(file)))
  const placed = (await listFiles(dir, 'files')).filter((file) => !folders.has(file.split('/')[1]))
  const files = [...records.filter((file) => !isNeeded(file)), ...blobs, ...placed].sort()
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(dir, file)).catch(() => undefined))?.size ?? 0),
  )
  return { files, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** Removes what was found. Records go first: none ever names bytes that are gone. */
export async function removeGarbage(dir: string, { files }: Garbage): Promise<void> {
  const isRecord = (file: string): boolean => file.startsWith('records/')
  for (const group of [files.filter(isRecord), files.filter((file) => !isRecord(file))]) {
    await Promise.all(group.map((file) => rm(join(dir, file), { force: true })))
  }
}

/** Characters of a hash that name the folder of its file with a name. */
const FOLDER = 16

/** Files below a folder of the cache, with forward slashes; what is being written is left out. */
async function listFiles(dir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(dir, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
    .map(
      ({ parentPath, name }) =>
        `${folder}${join(parentPath, name).slice(join(dir, folder).length).replaceAll('\\', '/')}`,
    )
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

async function readHash(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return /"sha256":"([\da-f]{64})"/.exec(text)?.[1]
}
