import { MattingError } from '../../core/errors.ts'
import type { Service, ServiceResult } from '../../core/service.ts'
import type { Engine, EngineContext, EngineImage, RemotePhoto } from '../../core/types.ts'
import type { Task } from '../../directives/task.ts'
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
function createCutEngine(options: CosEngineOptions, clock: Clock = SYSTEM_CLOCK): Engine {
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

/** Name and version of the cloud in every key. */
export const COS_IDENTITY: Pick<Service, 'name' | 'version'> = { name: NAME, version: VERSION }

/** What the cloud needs to know. */
export type CosSettings = CosEngineOptions

/** The service over the engine's one way. */
export function createCosService(settings: CosSettings, clock: Clock = SYSTEM_CLOCK): Service {
  const engine = createCutEngine(settings, clock)
  const make = async (photo: EngineImage | RemotePhoto, task: Task, context: EngineContext): Promise<ServiceResult> => {
    if ('url' in photo || task.kind === 'rule') throw new MattingError('ENGINE_FAILED', 'The service knows cut-outs only.')
    const { png, paid = false } = await engine.cut(photo, task.layout, context)
    return { bytes: png, paid }
  }
  return {
    ...COS_IDENTITY,
    run: (photo, tasks, context) => tasks.map((task) => make(photo, task, context)),
    addressOf: () => undefined,
    publish: async () => {},
    close: async () => engine.close?.(),
  }
}

/** The engine over its service. */
export function createCosEngine(service: Service): Engine {
  const journal = { find: (): undefined => undefined, begin: (): void => {}, end: (): void => {} }
  return defineEngine({
    ...COS_IDENTITY,
    service,
    async cut(image, layout, { signal }) {
      const [result] = service.run(image, [{ kind: 'matting', layout }], { signal, journal, warn: () => {} })
      const { bytes, paid } = await (result ?? Promise.reject(new Error('no result')))
      return { png: bytes, paid }
    },
    close: () => service.close(),
  })
}
