import { MattingError } from '../core/errors.ts'
import type { Ledger } from '../core/service.ts'
import type { ResolvedOptions } from '../options/types.ts'

/**
 * Opens the account of a pipeline: nothing is paid in frozen mode, and no more than the budget else.
 */
export function openLedger({ mode, budget = Infinity }: Pick<ResolvedOptions, 'mode' | 'budget'>): Ledger {
  const reserved = new Set<string>()
  return {
    reserve(picture) {
      if (mode === 'frozen') throw refuseFrozen()
      if (reserved.has(picture)) return
      if (reserved.size >= budget) throw refuseBudget(budget)
      reserved.add(picture)
    },
    release: (picture) => void reserved.delete(picture),
  }
}

/** What an import of a frozen build gets that would have to be made. */
export function refuseFrozen(): MattingError {
  return new MattingError('FROZEN', 'The picture is not there, and mode "frozen" makes none.', {
    fix: 'Make them where that may be paid for, and commit the lockfile: npx matting warm',
  })
}

function refuseBudget(budget: number): MattingError {
  const calls = `${budget} paid ${budget === 1 ? 'call' : 'calls'}`
  return new MattingError('BUDGET', `The budget of ${calls} is spent; nothing was sent for this picture.`, {
    fix: 'Run `npx matting plan` for what all pictures would take, and raise `budget` (MATTING_BUDGET).',
  })
}
