import type { OpenMatting } from './hosts/common/pipeline.ts'
import type { Options } from './options/types.ts'

/**
 * What a host opens its pipeline with. The pipeline and all it needs are loaded then: configurations are read more often than
 * projects are built.
 */
export function openWith(options: Options = {}): OpenMatting {
  return async (setting) => {
    const { createMatting } = await import('./matting.ts')
    return createMatting(options, setting)
  }
}
