import pLimit from 'p-limit'
import type { SharedStore } from '../shared.ts'
import { nameBlob, nameRecord, readBlob, readRecord } from './entries.ts'
import type { Medium } from './medium.ts'
import type { Patience } from './patience.ts'
import type { TellOnce } from './teller.ts'

/** What reading takes. */
export interface ReaderParts {
  readonly medium: Medium
  readonly reading: Patience
  readonly readonly: boolean
  readonly tellOnce: TellOnce
}

/** Reads at once. The time of a call runs from its turn on. */
const WIDTH = 8

/** Reads entries, and removes those that are not what their names say. */
export function createReader({ medium, reading, readonly, tellOnce }: ReaderParts): Pick<SharedStore, 'find' | 'read'> {
  const turn = pLimit(WIDTH)
  const reject = async (name: string): Promise<undefined> => {
    tellOnce('damage', `has an entry that is damaged or not ours: ${name}. It is not used, and made again.`)
    // Waited for, so that it can't remove what takes its place.
    if (!readonly)
      await reading.run(
        () => medium.delete(name),
        () => true,
      )
  }
  async function look<T>(name: string, decode: (entry: unknown) => T | undefined): Promise<T | undefined> {
    const entry = await turn(() => reading.run(() => medium.get(name), isThere))
    return isThere(entry) ? (decode(entry) ?? reject(name)) : undefined
  }
  return {
    find: (key) => look(nameRecord(key), (entry) => readRecord(key, entry)),
    read: (sha256, bytes) =>
      look(nameBlob(sha256), (entry) => {
        const found = readBlob(sha256, entry)
        return bytes === undefined || found?.length === bytes ? found : undefined
      }),
  }
}

function isThere(entry: unknown): boolean {
  return entry !== undefined && entry !== null
}
