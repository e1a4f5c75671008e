import type { Engine } from '../../../src/core/types.ts'
import { defineEngine } from '../../../src/engines/define.ts'
import { type CountingService, type CountingServiceSetting, createCountingService } from '../../support/service.ts'

export interface Cloud extends CountingService {
  /** The engine with the service behind it. */
  readonly engine: Engine
}

/** An engine that stands for the cloud: it cuts, runs rules (each makes a WebP), and publishes. */
export function createCloud(setting: CountingServiceSetting = {}): Cloud {
  const counting = createCountingService(setting)
  const { service } = counting
  const cut = (): Promise<never> => Promise.reject(new Error('the service is asked instead'))
  return { ...counting, engine: defineEngine({ name: service.name, version: service.version, service, cut }) }
}
