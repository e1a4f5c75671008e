import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type Keyv from 'keyv'
import type { KeyvStoreAdapter } from 'keyv'
import type { ToldFacts } from '../core/service.ts'
import type { Box } from '../core/types.ts'
import { RECORD_SCHEMA } from './record-guard.ts'
import { sealRecord, unsealRecord } from './record-seal.ts'
import { isDenied, isMissing } from './write-atomic.ts'
import { writeCacheFile } from './write-cache-file.ts'

/** What is known of a finished picture, beside its bytes. Nothing in it depends on the machine. */
export interface CutRecord {
  /** Hex sha256 of the bytes. */
  readonly sha256: string
  readonly width: number
  readonly height: number
  /** Size in bytes. */
  readonly bytes: number
  /** `png`, `jpeg`, `webp`, `avif`, `gif`, `tiff` or `svg`. */
  readonly format: string
  readonly hasAlpha: boolean
  /** The smallest box around what can be seen, left out where nothing can. */
  readonly box?: Box | undefined
  /** Share of the canvas that the product covers, 0 to 1. */
  readonly coverage: number
  /** How sure the engine was, 0 to 1. */
  readonly confidence?: number | undefined
  /** What the service told of the picture and of its photo; pictures of rules have it. */
  readonly told?: ToldFacts | undefined
  /** The public address that the picture was last seen or put under. */
  readonly address?: string | undefined
}

/** Records by content key. */
export interface Records {
  get(key: string): Promise<CutRecord | undefined>
  set(key: string, record: CutRecord): Promise<void>
  delete(key: string): Promise<void>
}

/**
 * Opens the records of a cache folder: Keyv over one small JSON file a record.
 *
 * @param onDamage told of each file that is no record of its key, and may be removed
 */
export function openRecords(dir: string, onDamage: (file: string) => void): Records {
  const fileOf = (key: string): string => join(dir, 'records', key.slice(0, 2), `${key}.json`)
  let opened: Promise<Keyv<unknown>> | undefined
  const open = (): Promise<Keyv<unknown>> => (opened ??= openKeyv(createFileAdapter(join(dir, 'records'), fileOf)))
  return {
    async get(key) {
      const keyv = await open()
      const value = await keyv.get(key).catch((error: unknown) => (isDenied(error) ? undefined : error))
      const record = unsealRecord(key, value)
      if (record === undefined && value !== undefined) onDamage(fileOf(key))
      return record
    },
    async set(key, record) {
      await (await open()).set(key, sealRecord(key, record))
    },
    async delete(key) {
      await (await open()).delete(key)
    },
  }
}

/** Loads it for the first picture: a project that imports none needs none. */
async function openKeyv(store: KeyvStoreAdapter): Promise<Keyv<unknown>> {
  const { default: Keyv } = await import('keyv')
  return new Keyv<unknown>({ store, namespace: RECORD_SCHEMA, throwOnErrors: true })
}

/** A Keyv store of files, for keys with a namespace before them. */
function createFileAdapter(dir: string, nameFile: (key: string) => string): KeyvStoreAdapter {
  const fileOf = (key: string): string => nameFile(key.slice(key.indexOf(':') + 1))
  const adapter = {
    opts: {},
    namespace: RECORD_SCHEMA,
    get: async (key: string) => readText(fileOf(key)),
    set: (key: string, value: string) => writeCacheFile(fileOf(key), value),
    delete: (key: string) =>
      rm(fileOf(key)).then(
        () => true,
        () => false,
      ),
    clear: () => rm(dir, { recursive: true, force: true }),
    on: () => adapter,
  }
  return adapter as unknown as KeyvStoreAdapter
}

/** Reads without giving way: see `createSourceHasher`. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
