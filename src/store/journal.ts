import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CallJournal } from '../core/service.ts'
import { sweepOld } from './sweep.ts'

/** The journal of pipelines that may write nothing. */
const NO_JOURNAL: CallJournal = { find: () => undefined, begin: () => {}, end: () => {} }

/**
 * Opens the journal of paid calls in a cache folder: an empty file for each call that is under way. What a killed
 * process leaves behind tells the next one when the call began.
 *
 * It writes without giving way: a note must be on disk before the request is sent. A folder that can't be written is no
 * reason to fail: the note is then missing, as it would be on another machine. Notes that nobody asks for any more go when a
 * later call begins.
 */
export function openJournal(cache: false | { readonly dir: string; readonly readonly: boolean }): CallJournal {
  if (cache === false || cache.readonly) return NO_JOURNAL
  const folder = join(cache.dir, 'calls')
  const fileOf = (picture: string): string => join(folder, picture.replace(/[^\w.-]/g, '-'))
  let swept: Promise<void> | undefined
  return {
    find: (picture) => {
      const started = Number(attempt(() => readFileSync(fileOf(picture), 'utf8')))
      return started > 0 ? started : undefined
    },
    begin(picture) {
      attempt(() => {
        mkdirSync(folder, { recursive: true })
        writeFileSync(fileOf(picture), String(Date.now()))
      })
      swept ??= sweepOld(folder, () => true)
    },
    end: (picture) => void attempt(() => rmSync(fileOf(picture), { force: true })),
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
