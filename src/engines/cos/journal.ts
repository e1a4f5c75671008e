import type { CallJournal } from '../../core/service.ts'

/** A journal that keeps nothing. */
export const NO_JOURNAL: CallJournal = { find: () => undefined, begin: () => undefined, end: () => undefined }
