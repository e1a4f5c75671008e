import type { CutRecord } from './records.ts'
import type { SharedStore } from './shared.ts'
import type { Store } from './store.ts'

/** The cache folder and, behind it, the store that machines share. */
export interface JoinedStore extends Store {
  /** The cache folder alone: nothing is asked of other machines. */
  readonly local: Store
  /** Waits, within a bound, for what is being sent to other machines. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** Joins the stores of a pipeline. What the shared one has is kept in the cache folder, too. */
export function joinStores(local: Store, shared: SharedStore | undefined): JoinedStore {
  if (shared === undefined) return { ...local, local, settle: async () => {}, close: async () => {} }
  return {
    local,
    find: async (key) => (await local.find(key)) ?? (await fetch(key, local, shared)),
    read: async (record) => (await local.read(record)) ?? (await shared.read(record.sha256)),
    async keep(key, record, bytes) {
      await local.keep(key, record, bytes)
      shared.keep(key, record, bytes)
    },
    place: local.place,
    settle: () => shared.settle(),
    close: () => shared.close(),
  }
}

/** A record counts with its bytes only. */
async function fetch(key: string, local: Store, shared: SharedStore): Promise<CutRecord | undefined> {
  const record = await shared.find(key)
  if (record === undefined) return undefined
  const bytes = await shared.read(record.sha256, record.bytes)
  if (bytes === undefined) return undefined
  await local.keep(key, record, bytes)
  return record
}
