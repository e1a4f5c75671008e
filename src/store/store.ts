import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '../core/types.ts'
import { type Blobs, openBlobs } from './blobs.ts'
import { type CutRecord, openRecords, type Records } from './records.ts'

/** Finished cut-outs by content key. A store that is down or damaged is a miss and one warning, never a failed build. */
export interface Store {
  find(key: string): Promise<CutRecord | undefined>
  /** The bytes of a record, verified; undefined where they were lost or damaged. */
  read(record: CutRecord): Promise<Uint8Array | undefined>
  keep(key: string, record: CutRecord, bytes: Uint8Array): Promise<void>
  /** Path of a real file called `name` with these bytes. */
  place(record: CutRecord, name: string, bytes: Uint8Array): Promise<string>
}

/** One folder with records and blobs. */
interface Shelf {
  readonly records: Records
  readonly blobs: Blobs
}

/**
 * Opens the store of a pipeline.
 *
 * @param cache the folder, whether it may be written; `false` keeps nothing beyond the process
 */
export function openStore(cache: false | { readonly dir: string; readonly readonly: boolean }, logger: Logger): Store {
  const warnOnce = createWarnOnce(logger)
  const spare = createLazy(() => openShelf(getSpareFolder(), warnOnce))
  if (cache === false) return createShelfStore(spare, spare)
  const main = openShelf(cache.dir, warnOnce)
  const store = createShelfStore(() => main, spare)
  return cache.readonly ? { ...store, ...writeTo(spare) } : { ...store, ...writeOrSpare(main, spare, warnOnce) }
}

function openShelf(dir: string, warnOnce: (topic: string, message: string) => void): Shelf {
  const onDamage = (file: string): void =>
    warnOnce('damage', `The cached file ${file} was damaged; it is dropped and made again.`)
  return { records: openRecords(dir), blobs: openBlobs(dir, onDamage) }
}

type Place = Store['place']
type Keep = Store['keep']

function createShelfStore(main: () => Shelf, spare: () => Shelf): Store {
  return {
    find: async (key) => (await main().records.get(key)) ?? (await spare().records.get(key)),
    read: async ({ sha256 }) => (await main().blobs.read(sha256)) ?? (await spare().blobs.read(sha256)),
    ...writeTo(main),
  }
}

function writeTo(shelf: () => Shelf): { keep: Keep; place: Place } {
  return {
    // Bytes first: a record never points at bytes that are not there yet.
    async keep(key, record, bytes) {
      await shelf().blobs.write(record.sha256, bytes)
      await shelf().records.set(key, record)
    },
    place: ({ sha256 }, name, bytes) => shelf().blobs.place(sha256, name, bytes),
  }
}

/** Writes to the cache folder; where that fails, to the spare folder of the process, so that nothing paid is lost. */
function writeOrSpare(
  main: Shelf,
  spare: () => Shelf,
  warnOnce: (topic: string, message: string) => void,
): { keep: Keep; place: Place } {
  const [first, second] = [writeTo(() => main), writeTo(spare)]
  const fallBack = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error)
    warnOnce('write', `The cache folder can't be written, so cut-outs are not kept for the next build (${reason}).`)
  }
  return {
    keep: (...all) => first.keep(...all).catch((error: unknown) => (fallBack(error), second.keep(...all))),
    place: (...all) => first.place(...all).catch((error: unknown) => (fallBack(error), second.place(...all))),
  }
}

function createWarnOnce(logger: Logger): (topic: string, message: string) => void {
  const told = new Set<string>()
  return (topic, message) => {
    if (told.has(topic)) return
    told.add(topic)
    logger.warn(message)
  }
}

function createLazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

const SPARE_FOLDER = Symbol.for('unplugin-matting.spare')

/** The folder for what can't be kept: one a process, so that client and server builds share it; removed at exit. */
function getSpareFolder(): string {
  const holder = globalThis as { [SPARE_FOLDER]?: string }
  return (holder[SPARE_FOLDER] ??= makeSpareFolder())
}

function makeSpareFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'unplugin-matting-'))
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  return dir
}
