import type { Engine } from '../../core/types.ts'
import { defineEngine } from '../define.ts'
import { finishCutOut } from './finish.ts'
import { LOCAL_VERSION } from './identity.ts'
import { createPool } from './pool.ts'

/**
 * The embedded engine: cuts in worker threads of this process, without network and without cost. It says how sure it is
 * and leaves the judgement to its caller.
 */
export function createLocalEngine(): Engine {
  const pool = createPool()
  return defineEngine({
    name: 'local',
    version: LOCAL_VERSION,
    layout: 'local',
    // One more than there are threads: while those cut, another is decoded or encoded.
    concurrency: pool.size + 1,
    cut: async (image, layout, { signal }) => {
      pool.prepare()
      const { raster, confidence } = await pool.run(await image.decode(), signal)
      return { png: await finishCutOut(raster, layout, image), confidence, paid: false }
    },
    close: () => pool.close(),
  })
}
