import { describeCause } from '../core/errors.ts'
import { rmSync } from 'node:fs'
import type { Logger } from '../core/types.ts'
import { type Blobs, openBlobs } from './blobs.ts'
import { type CutRecord, openRecords, type Records } from './records.ts'
import { findSpare, makeSpare } from './spare.ts'
import { sweepOld } from './sweep.ts'

/** Finished cut-outs by content key. A store that is down or damaged is a miss and one warning, never a failed build. */
export interface Store {
  find(key: string): Promise<CutRecord | undefined>
  /** The bytes of a record, verified; undefined where they were lost or damaged. */
  read(record: Pick<CutRecord, 'sha256'>): Promise<Uint8Array | undefined>
  keep(key: string, record: CutRecord, bytes: Uint8Array): Promise<void>
  /** Path of a real file called `name` with these bytes. */
  place(record: CutRecord, name: string, bytes: Uint8Array): Promise<string>
}

/** One folder with records and blobs. */
interface Shelf {
  readonly records: Records
  readonly blobs: Blobs
}

type WarnOnce = (topic: string, message: string) => void

/**
 * Opens the store of a pipeline.
 *
 * @param cache the folder, and whether it may be written; `false` keeps nothing beyond the process
 */
export function openStore(cache: false | { readonly dir: string; readonly readonly: boolean }, logger: Logger): Store {
  const warnOnce = createWarnOnce(logger)
  const spare = createSpareStore(cache === false ? '' : cache.dir, warnOnce)
  if (cache === false) return spare
  const main = createShelfStore(openShelf(cache, warnOnce))
  const { keep, place } = cache.readonly ? spare : writeWithFallback(sweepFirst(cache.dir, main), spare, warnOnce)
  return {
    find: async (key) => (await main.find(key)) ?? (await spare.find(key)),
    read: async (record) => (await main.read(record)) ?? (await spare.read(record)),
    keep,
    place,
  }
}

function openShelf({ dir, readonly }: { dir: string; readonly: boolean }, warnOnce: WarnOnce): Shelf {
  const onDamage = (file: string): void => {
    const remedy = readonly ? 'it is not used, and stays as it is' : 'it is dropped and made again'
    warnOnce('damage', `The cached file ${file} was damaged; ${remedy}.`)
    if (!readonly) tryRemove(file)
  }
  return { records: openRecords(dir, onDamage), blobs: openBlobs(dir, onDamage) }
}

/** Where it can't be removed it is dropped anyway: nobody gets its bytes. */
function tryRemove(file: string): void {
  try {
    rmSync(file, { recursive: true, force: true })
  } catch {
    return
  }
}

function createShelfStore({ records, blobs }: Shelf): Store {
  return {
    find: (key) => records.get(key),
    read: async ({ sha256 }) => blobs.read(sha256),
    // Bytes first: a record never points at bytes that are not there yet.
    async keep(key, record, bytes) {
      await blobs.write(record.sha256, bytes)
      await records.set(key, record)
    },
    place: ({ sha256 }, name, bytes) => blobs.place(sha256, name, bytes),
  }
}

/** Temporary files of writers that were killed go when something is first kept; nothing waits for that. */
function sweepFirst(dir: string, store: Store): Store {
  let swept: Promise<void> | undefined
  return {
    ...store,
    keep: (...all) => {
      swept ??= sweepOld(dir, (name) => name.endsWith('.tmp'))
      return store.keep(...all)
    },
  }
}

/** The store that stands in for a folder; its own folder is made with the first thing kept in it. */
function createSpareStore(dir: string, warnOnce: WarnOnce): Store {
  // The folder that stands in for another stays the same as long as the process lives.
  let opened: Store | undefined
  const open = (folder: string): Store =>
    (opened ??= createShelfStore(openShelf({ dir: folder, readonly: false }, warnOnce)))
  const peek = (): Store | undefined => {
    const folder = findSpare(dir)
    return folder === undefined ? undefined : open(folder)
  }
  return {
    find: async (key) => peek()?.find(key),
    read: async (record) => peek()?.read(record),
    keep: (...all) => open(makeSpare(dir)).keep(...all),
    place: (...all) => open(makeSpare(dir)).place(...all),
  }
}

/** Writes to the cache folder; where that fails, to the spare folder of the process, so that nothing paid is lost. */
function writeWithFallback(main: Store, spare: Store, warnOnce: WarnOnce): Pick<Store, 'keep' | 'place'> {
  const tell = (error: unknown): void => {
    const reason = describeCause(error)
    warnOnce('write', `The cache folder can't be written, so cut-outs are not kept for the next build (${reason}).`)
  }
  return {
    keep: (...all) =>
      main.keep(...all).catch((error: unknown) => {
        tell(error)
        return spare.keep(...all)
      }),
    place: (...all) =>
      main.place(...all).catch((error: unknown) => {
        tell(error)
        return spare.place(...all)
      }),
  }
}

function createWarnOnce(logger: Logger): WarnOnce {
  const told = new Set<string>()
  return (topic, message) => {
    if (told.has(topic)) return
    told.add(topic)
    logger.warn(message)
  }
}
