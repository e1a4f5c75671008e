import type { Service } from '../../core/service.ts'
import type { Engine } from '../../core/types.ts'
import { defineEngine } from '../define.ts'
import { COS_IDENTITY } from './identity.ts'
import { NO_ACCOUNTS } from './no-accounts.ts'

export type { CosSettings } from './options.ts'
export { type CosExamination, examineCos } from './examine/index.ts'
export { createCosService } from './service.ts'

/** The engine over a cloud service; `cut` asks it for one cut-out and keeps no accounts. */
export function createCosEngine(service: Service): Engine {
  return defineEngine({
    ...COS_IDENTITY,
    service,
    async cut(image, layout, { signal }) {
      const context = { signal, ...NO_ACCOUNTS, warn: () => undefined }
      const [result] = service.run(image, [{ kind: 'matting', layout }], context)
      const { bytes, paid } = (await result) ?? {}
      return { png: bytes ?? new Uint8Array(), paid: paid ?? false }
    },
    close: () => service.close(),
  })
}
