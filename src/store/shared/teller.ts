import type { Logger } from '../../core/types.ts'
import type { Medium } from './medium.ts'

/** Tells each kind of trouble once: `down`, what keeps pictures from being shared; `damage`, entries that are not used. */
export type TellOnce = (trouble: 'down' | 'damage', message: string) => void

/** @returns what tells things of a store, by its name */
export function createTeller({ name }: Medium, logger: Logger): TellOnce {
  const told = new Set<string>()
  return (trouble, message) => {
    if (told.has(trouble)) return
    told.add(trouble)
    // The words of a driver may hold the address it was given.
    logger.warn(`The shared store ${name} ${message}`.replace(/\/\/[^/\s@]*@/g, '//***@'))
  }
}
