import { MattingError } from '../core/errors.ts'
import type { Engine, Logger } from '../core/types.ts'
import type { ResolvedCosOptions, ResolvedOptions } from '../options/types.ts'
import { createCosEngine } from './cos/index.ts'
import { createLocalEngine } from './local/index.ts'

type Ready = ResolvedCosOptions & { bucket: string; region: string; secretId: string; secretKey: string }

/** Each thing the cloud needs, and where a user sets it. */
const NEEDED = {
  bucket: '`cos.bucket` (MATTING_COS_BUCKET)',
  region: '`cos.region` (MATTING_COS_REGION)',
  secretId: 'TENCENTCLOUD_SECRET_ID',
  secretKey: 'TENCENTCLOUD_SECRET_KEY',
} as const

/**
 * Makes the engine of a pipeline. `auto` takes the cloud where bucket, region and keys are known; where it does not,
 * one line says so.
 *
 * @throws MattingError `COS_CREDENTIALS` when the cloud was asked for and something it needs is missing
 */
export function chooseEngine({ engine, cos }: Pick<ResolvedOptions, 'engine' | 'cos'>, logger: Logger): Engine {
  if (typeof engine === 'object') return engine
  if (engine === 'local') return createLocalEngine()
  if (isReady(cos)) return createCosEngine(cos)
  const missing = listMissing(cos)
  if (engine === 'cos') throw refuseCos(missing)
  logger.info(`cutting with the embedded engine: the cloud needs ${missing.join(', ')}`)
  return createLocalEngine()
}

function isReady(cos: ResolvedCosOptions): cos is Ready {
  return listMissing(cos).length === 0
}

function listMissing(cos: ResolvedCosOptions): string[] {
  const names = Object.keys(NEEDED) as (keyof typeof NEEDED)[]
  return names.filter((name) => cos[name] === undefined).map((name) => NEEDED[name])
}

function refuseCos(missing: readonly string[]): MattingError {
  return new MattingError('COS_CREDENTIALS', `Engine "cos" was asked for, but ${missing.join(', ')} is not set.`, {
    fix: "Set it, or take `engine: 'auto'` to cut with the embedded engine where there are no keys.",
  })
}
