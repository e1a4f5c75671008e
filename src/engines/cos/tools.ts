import type { ServiceContext } from '../../core/service.ts'
import type { Clock } from './clock.ts'
import type { Attempt } from './deadline.ts'
import type { CosSettings, Places } from './options.ts'
import type { Sender } from './send.ts'
import type { Shelf } from './shelf.ts'

/** What all work of a service shares. */
export interface Tools {
  readonly settings: CosSettings
  readonly places: Places
  readonly clock: Clock
  readonly sender: Sender
  /** What is known of the sources in the bucket. */
  readonly shelf: Shelf
  /** Work under way, which the end of the service waits for. None of it fails. */
  readonly errands: Set<Promise<void>>
}

/** Has the end of the service wait for some work. */
export function remember<T>(errands: Set<Promise<void>>, work: Promise<T>): Promise<T> {
  const forget = (): void => void errands.delete(errand)
  const errand: Promise<void> = work.then(forget, forget)
  errands.add(errand)
  return work
}

/** What one attempt at one thing may use. */
export interface Go extends Tools {
  readonly context: Pick<ServiceContext, 'journal' | 'ledger' | 'fresh' | 'warn'>
  readonly attempt: Attempt
}
