import type { Engine } from '../../core/types.ts'
import { defineEngine } from '../define.ts'
import { createCosClient } from './client.ts'
import { type Clock, SYSTEM_CLOCK } from './clock.ts'
import { obtainCutOut } from './cut.ts'
import { renderResultKey } from './keys.ts'
import { checkLimits } from './limits.ts'
import { renderRule } from './operations.ts'
import { checkCosOptions, type CosEngineOptions } from './options.ts'

export type { CosEngineOptions } from './options.ts'

const NAME = 'cos'
const VERSION = '1'

/**
 * The engine that cuts in the cloud: GoodsMatting of Tencent Cloud CI, method "upload" (PUT with `Pic-Operations`).
 * Results stay in the bucket under a key that says all that made them, and are never paid for twice.
 *
 * @param options the bucket and its credentials
 * @param clock what retries and the rate limit wait by
 * @throws MattingError `COS_CREDENTIALS` or `INVALID_OPTION` for options that can't work
 */
export function createCosEngine(options: CosEngineOptions, clock: Clock = SYSTEM_CLOCK): Engine {
  const checked = checkCosOptions(options)
  const { prefix, retries } = checked
  const client = createCosClient(checked, clock)
  return defineEngine({
    name: NAME,
    version: VERSION,
    async cut(image, layout, { signal }) {
      signal.throwIfAborted()
      checkLimits(image, layout)
      const rule = renderRule(layout)
      const key = renderResultKey(prefix, { engine: { name: NAME, version: VERSION }, photo: image.sha256, rule })
      return obtainCutOut({ image, operation: { key, rule }, prefix }, { client, retry: { retries, clock }, signal })
    },
    async close() {
      client.close()
    },
  })
}
