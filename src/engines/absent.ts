import type { MattingError } from '../core/errors.ts'
import type { Service } from '../core/service.ts'

/** What stands in for a service that the options say too little of: it has the name that keys need, and makes nothing. */
export function createAbsentService(identity: Pick<Service, 'name' | 'version'>, refuse: () => MattingError): Service {
  return {
    ...identity,
    run: (_photo, tasks) => tasks.map(() => Promise.reject(refuse())),
    addressOf: () => undefined,
    publish: () => Promise.reject(refuse()),
    close: async () => {},
  }
}
