import type { ServiceContext } from '../../core/service.ts'

/** What a call that no pipeline makes has: nothing is noted, bounded or passed over. */
export const NO_ACCOUNTS: Pick<ServiceContext, 'journal' | 'ledger' | 'fresh'> = {
  journal: { find: () => undefined, begin: () => undefined, end: () => undefined },
  ledger: { reserve: () => undefined, release: () => undefined },
  fresh: false,
}
