import type { Logger } from '../core/types.ts'
import type { CutRecord } from './records.ts'
import { openMedium } from './shared/open-medium.ts'
import { createPatience } from './shared/patience.ts'
import { createReader } from './shared/reader.ts'
import { createSender } from './shared/sender.ts'
import { createTeller } from './shared/teller.ts'

/**
 * A store that machines share. It is believed nothing that can be checked, and waited for within bounds: whatever is wrong
 * with it is a miss, and one warning.
 */
export interface SharedStore {
  /** The record of a key; undefined where there is none, or the store is down. */
  find(key: string): Promise<CutRecord | undefined>
  /**
   * Bytes by hex sha256, verified; undefined where they are missing or damaged.
   *
   * @param bytes how many there must be, where a record says so
   */
  read(sha256: string, bytes?: number): Promise<Uint8Array | undefined>
  /** Sends a picture there, in the background; never throws. */
  keep(key: string, record: CutRecord, bytes: Uint8Array): void
  /** Waits, within the bound, for what is being sent. */
  settle(): Promise<void>
  /** Ends the connection, unless it is the user's own. What was not sent by then is not shared. */
  close(): Promise<void>
}

/** What a shared store is opened with. */
export interface SharedSetting {
  /** Read it, but never write to it. */
  readonly readonly: boolean
  readonly logger: Logger
}

/** Most that a store which is down, hangs or dawdles may cost a build, in ms. */
const LONGEST = 3000

/** A call that is under way when `total` is used up adds at most `call`: together they make {@link LONGEST}. */
const READING = { call: 1000, total: 2000, failures: 3, slow: 200 }

/** Nobody waits for what is sent: on a thin line a picture may take its time. */
const SENDING = { call: 5000, total: Infinity, failures: 3, slow: Infinity }

const LEFT_ALONE = [
  'This build looks for cut-outs on this machine only, and shares none.',
  'See that the store runs, can be reached and has room, or remove `cache.store`.',
].join(' ')

/**
 * Opens the store that `cache.store` names. It is connected to with the first picture that the cache folder lacks.
 *
 * @param store a Keyv, a Keyv adapter, a URI (`redis://…`, `rediss://…`), or nothing
 * @throws MattingError `INVALID_OPTION`
 */
export async function openShared(
  store: unknown,
  { readonly, logger }: SharedSetting,
): Promise<SharedStore | undefined> {
  if (store === undefined) return undefined
  const medium = await openMedium(store)
  const tellOnce = createTeller(medium, logger)
  const leave = (reason: string): void => tellOnce('down', `is left alone from here on: ${reason}. ${LEFT_ALONE}`)
  const sending = createPatience(SENDING, leave)
  const reading = createPatience(READING, (reason) => {
    leave(reason)
    sending.end()
    medium.close()
  })
  const parts = { medium, readonly, tellOnce }
  const { end, ...sender } = createSender({ ...parts, sending, patience: () => LONGEST - reading.lost() })
  return {
    ...createReader({ ...parts, reading }),
    ...sender,
    async close() {
      end()
      reading.end()
      medium.close()
    },
  }
}
