import type { SharedStore } from '../shared.ts'
import { nameBlob, nameRecord, writeRecord } from './entries.ts'
import type { Medium } from './medium.ts'
import { createOutbox } from './outbox.ts'
import type { Patience } from './patience.ts'
import type { TellOnce } from './teller.ts'

/** What sending takes. */
export interface SenderParts {
  readonly medium: Medium
  readonly sending: Patience
  readonly readonly: boolean
  readonly tellOnce: TellOnce
  /** What a build may still wait, in ms. */
  readonly patience: () => number
}

/** Sends pictures in the background. */
export function createSender({
  medium,
  sending,
  readonly,
  tellOnce,
  patience,
}: SenderParts): Pick<SharedStore, 'keep' | 'settle'> & { end(): void } {
  const outbox = createOutbox()
  const send = async (name: string, value: string | Uint8Array): Promise<boolean> => {
    const sent = await sending.run(
      () => medium.set(name, value).then(() => true),
      () => true,
    )
    return sent === true
  }
  let waited = 0
  return {
    keep(key, record, bytes) {
      if (readonly || sending.isOver()) return
      // Bytes first: a record never points at bytes that are not there yet.
      const sendBoth = async (): Promise<boolean> =>
        (await send(nameBlob(record.sha256), bytes)) && (await send(nameRecord(key), writeRecord(key, record)))
      outbox.put(bytes.length, sendBoth)
    },
    async settle() {
      const started = performance.now()
      if (!(await outbox.settle(Math.max(0, patience() - waited)))) waited += performance.now() - started
    },
    end() {
      const missed = outbox.clear()
      sending.end()
      if (missed > 0) tellOnce('down', `was too slow for ${missed} cut-outs: other machines will not find them there.`)
    },
  }
}
