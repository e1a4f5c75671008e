import { MattingError } from '../core/errors.ts'
import type { Service } from '../core/service.ts'
import type { Engine, Logger } from '../core/types.ts'
import type { ResolvedCosOptions, ResolvedOptions } from '../options/types.ts'
import { createAbsentService } from './absent.ts'
import { COS_IDENTITY } from './cos/identity.ts'
import type { CosSettings } from './cos/options.ts'
import { readSettings } from './onnx/settings.ts'

/** Who makes the pictures of a pipeline. */
export interface Makers {
  /** Cuts products out. */
  readonly engine: Engine
  /** Runs rules of Persistent Image Processing, which only the cloud can. */
  readonly rules: Service
  /** Whether `engine` is the embedded one. */
  readonly isEmbedded: boolean
  /** Whether the embedded engine stands in for another that can't be reached. */
  readonly isDraft: boolean
  /** Name, version and layout of the engine it stands in for, where that is known. */
  readonly wanted: Pick<Engine, 'name' | 'version' | 'layout'> | undefined
}

/** Each thing the cloud needs, and where a user sets it. */
const NEEDED: readonly (readonly [name: string, isKnown: (cos: ResolvedCosOptions) => boolean])[] = [
  ['`cos.bucket` (MATTING_COS_BUCKET)', ({ bucket }) => bucket !== undefined],
  ['`cos.region` (MATTING_COS_REGION)', ({ region }) => region !== undefined],
  ['TENCENTCLOUD_SECRET_ID', ({ secretId, getAuthorization }) => Boolean(secretId ?? getAuthorization)],
  ['TENCENTCLOUD_SECRET_KEY', ({ secretKey, getAuthorization }) => Boolean(secretKey ?? getAuthorization)],
]

/** The engine that was asked for, at work itself. */
const OWN = { isEmbedded: false, isDraft: false, wanted: undefined } as const

/**
 * Makes the engine of a pipeline, and the service that runs its rules. `auto` takes the cloud where bucket, region and keys
 * are known; where it does not, one line says so. Offline, the embedded engine stands in for any that takes the network.
 *
 * @throws MattingError `COS_CREDENTIALS` when the cloud was asked for and something it needs is missing; `INVALID_OPTION`,
 * `ONNX_MODEL` when a model was asked for and can't be told from others
 */
export async function chooseMakers(choice: Choice, logger: Logger): Promise<Makers> {
  const { engine, cos, mode } = choice
  const missing = listMissing(cos)
  checkEngine(choice)
  if (mode === 'offline') return standIn(choice, missing.length === 0, logger)
  const cloud = isReady(cos) ? await openCloud(cos) : undefined
  const service = cloud?.service
  const rules = service ?? createAbsentService(COS_IDENTITY, () => refuseCos('Rules run in the cloud', missing))
  if (typeof engine === 'object') return { engine, rules: engine.service ?? rules, ...OWN }
  if (engine === 'onnx') return { engine: await openOnnx(choice, logger), rules, ...OWN }
  if (engine !== 'local' && cloud) return { engine: cloud.engine, rules, ...OWN }
  if (engine === 'auto') logger.info(`cutting with the embedded engine: the cloud needs ${missing.join(', ')}`)
  return { engine: await openEmbedded(), rules, isEmbedded: true, isDraft: engine === 'auto', wanted: undefined }
}

/** Each engine is loaded when it is chosen: the other's drivers take longer to load than a small build. */
async function openCloud(cos: CosSettings): Promise<{ service: Service; engine: Engine }> {
  const { createCosEngine, createCosService } = await import('./cos/index.ts')
  const service = createCosService(cos)
  return { service, engine: createCosEngine(service) }
}

async function openEmbedded(): Promise<Engine> {
  const { createLocalEngine } = await import('./local/index.ts')
  return createLocalEngine()
}

async function openOnnx({ onnx, root, cache, mode }: Choice, logger: Logger): Promise<Engine> {
  const { createOnnxEngine } = await import('./onnx/index.ts')
  const announce = (message: string): void => logger.info(message)
  return createOnnxEngine(readSettings(onnx), { root, cache, offline: mode === 'offline', announce })
}

/** Sees to it that an engine that is asked for can work. @throws MattingError `COS_CREDENTIALS`, `INVALID_OPTION` */
export function checkEngine({ engine, cos, onnx, mode }: Choice): void {
  if (engine === 'onnx') readSettings(onnx)
  const missing = listMissing(cos)
  if (mode === 'offline' || engine !== 'cos' || missing.length === 0) return
  throw refuseCos('Engine "cos" was asked for', missing)
}

type Choice = Pick<ResolvedOptions, 'engine' | 'cos' | 'onnx' | 'mode' | 'root' | 'cache'>

/** A model works here as the embedded engine does, so nothing has to stand in for it. */
async function standIn(choice: Choice, isCloudKnown: boolean, logger: Logger): Promise<Makers> {
  const { engine } = choice
  const rules = createAbsentService(COS_IDENTITY, refuseOffline)
  if (engine === 'onnx') return { engine: await openOnnx(choice, logger), rules, ...OWN }
  const isCloud = engine === 'cos' || (engine === 'auto' && isCloudKnown)
  const wanted = typeof engine === 'object' ? engine : isCloud ? COS_IDENTITY : undefined
  return { engine: await openEmbedded(), rules, isEmbedded: true, isDraft: engine !== 'local', wanted }
}

function refuseOffline(): MattingError {
  return new MattingError('COS_UNAVAILABLE', 'Rules run in the cloud, and mode "offline" sends nothing.', {
    fix: 'Build once with the network; what is in the cache then is used offline.',
  })
}

/** Whether all is known that the cloud needs. */
export function isReady(cos: ResolvedCosOptions): cos is ResolvedCosOptions & CosSettings {
  return listMissing(cos).length === 0
}

/** What the cloud needs and nobody said, and where a user sets it. */
export function listMissing(cos: ResolvedCosOptions): string[] {
  return NEEDED.filter(([, isKnown]) => !isKnown(cos)).map(([name]) => name)
}

function refuseCos(what: string, missing: readonly string[]): MattingError {
  return new MattingError('COS_CREDENTIALS', `${what}, but ${missing.join(', ')} is not set.`, {
    fix: "Set it; with `engine: 'auto'` products are cut with the embedded engine where there are no keys.",
  })
}
