import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { ResolvedUserConfig } from '@farmfe/core'
import { sha256 } from '../../core/hash.ts'
import { isRemote } from '../../directives/query.ts'
import type { Matting } from '../../matting.ts'
import { writeAtomic } from '../../store/write-atomic.ts'
import { hashFile, type PhotoImport } from './pictures.ts'
import type { Site } from './site.ts'

/** A picture that Farm's persistent cache may hold, in a style sheet, a module or as an asset. Paths are relative to the root. */
interface Entry {
  readonly specifier: string
  /** Path, or the address of a remote photo. */
  readonly photo: string
  /** Hex sha256 of the photo. */
  readonly source: string | undefined
  readonly fingerprint: string
  /** The picture on disk, and its hex sha256; undefined where it is published. */
  readonly file: string | undefined
  readonly sha256: string | undefined
}

interface Kept {
  /** What Farm's cache is called by; another name makes Farm forget all of it. */
  readonly name: string
  readonly entries: readonly Entry[]
}

/**
 * The pictures behind Farm's persistent cache. Farm goes by modules: a style sheet that has not changed is taken from the cache with the
 * names of the pictures it had, whatever has become of these. So Farm's cache bears a name, which lasts as long as each picture
 * in it is what it was.
 */
export interface Inventory {
  /** Name for Farm's cache. */
  readonly name: string
  /** Notes a picture of this build. */
  note(matting: Matting, picture: NotedPicture): Promise<void>
  /** Keeps what is noted for the next process. Without it the next one starts with another name. */
  keep(): Promise<void>
}

/** A picture as it is noted. */
interface NotedPicture extends PhotoImport {
  /** The import that asks for this picture alone. */
  readonly specifier: string
  /** Absolute path of the picture, and its hex sha256; none where it is published. */
  readonly file?: string
  readonly sha256?: string
}

/** What opening an inventory needs. */
export interface InventoryTools {
  readonly site: Site
  /** The file it is kept in. */
  readonly file: string
  /** Opens a pipeline that tells nothing. */
  open(): Promise<Matting>
}

/** The file of the inventory for the persistent cache of a config; undefined where it has no such cache. */
export function findInventory({ folder }: Site, { compilation }: ResolvedUserConfig): string | undefined {
  const { persistentCache, mode = '' } = compilation ?? {}
  if (typeof persistentCache !== 'object') return undefined
  const { cacheDir = '', namespace = '' } = persistentCache
  return join(folder, `inventory-${sha256([cacheDir, namespace, mode].join('\n')).slice(0, 16)}.json`)
}

/** Opens an inventory. It is taken from disk meanwhile: a build that breaks off leaves none, and so no trust in what Farm may have kept. */
export async function openInventory(tools: InventoryTools): Promise<Inventory> {
  const { site, file } = tools
  const last = await readKept(file)
  await rm(file, { force: true })
  const { name, entries } = last && (await isTrue(tools, last.entries)) ? last : { name: randomUUID(), entries: [] }
  const noted = new Map(entries.map((entry) => [identify(entry), entry]))
  return {
    name,
    async note(matting, picture) {
      const entry = await describe(site, matting, picture)
      noted.set(identify(entry), entry)
    },
    keep: () => writeAtomic(file, JSON.stringify({ name, entries: [...noted.values()] } satisfies Kept)),
  }
}

async function readKept(file: string): Promise<Kept | undefined> {
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Kept,
    () => undefined,
  )
}

function identify({ specifier, photo }: Entry): string {
  return `${photo}\n${specifier}`
}

async function describe(
  { root }: Site,
  matting: Matting,
  { request, specifier, photo, file, sha256: hash }: NotedPicture,
): Promise<Entry> {
  return {
    specifier,
    photo: isRemote(photo) ? photo : relative(root, photo),
    source: isRemote(photo) ? undefined : await hashFile(photo),
    fingerprint: matting.fingerprint(request),
    file: file === undefined ? undefined : relative(root, file),
    sha256: hash,
  }
}

/** Whether every picture of an inventory is what it was. Nothing is made: what is missing will be made by the build. */
async function isTrue({ site, open }: InventoryTools, entries: readonly Entry[]): Promise<boolean> {
  if (entries.length === 0) return true
  if (entries.some(({ photo }) => isRemote(photo))) return false
  const matting = await open().catch(() => undefined)
  if (matting === undefined) return false
  const answers = await Promise.all(entries.map((entry) => isUnchanged(site, matting, entry))).catch(() => [false])
  await matting.close()
  // Then a picture may come out otherwise, though nothing it depends on has changed.
  return matting.options.mode !== 'refresh' && answers.every(Boolean)
}

async function isUnchanged({ root }: Site, matting: Matting, entry: Entry): Promise<boolean> {
  const { specifier, photo, source, fingerprint, file, sha256: hash } = entry
  if (matting.fingerprint(matting.parse(specifier)) !== fingerprint) return false
  if (source === undefined || (await hashFile(resolve(root, photo))) !== source) return false
  return file === undefined || (await hashFile(resolve(root, file))) === hash
}
