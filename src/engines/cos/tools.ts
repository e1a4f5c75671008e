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
  /** Work that goes on after its caller was told, and that the end of the service waits for. */
  readonly errands: Set<Promise<void>>
}

/** What one attempt at one thing may use. */
export interface Go extends Tools {
  readonly context: Pick<ServiceContext, 'journal' | 'warn'>
  readonly attempt: Attempt
}
