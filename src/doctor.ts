import { isMattingError } from './core/errors.ts'
import type { Finding } from './core/finding.ts'
import { isReady, listMissing } from './engines/auto.ts'
import { examineCos } from './engines/cos/index.ts'
import { examineOnnx } from './engines/onnx/examine.ts'
import { resolveOptions } from './options/resolve.ts'
import type { Options, ResolvedOptions } from './options/types.ts'

/** What is examined, and how far. */
export interface Examination {
  /** Absolute path of the project. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Config file to read instead of `matting.config.*`, relative to the root. */
  readonly configFile?: string | undefined
  /** Whether one real cut-out may be paid for. */
  readonly paid: boolean
  readonly signal: AbortSignal
}

/** Checks everything that a cut-out in the cloud, or with a model, depends on, one finding after the other. */
export async function* examine(inline: Options, examination: Examination): AsyncIterable<Finding> {
  const options = await readOptions(inline, examination)
  if ('check' in options) return yield options
  yield describeEngine(options)
  const { cos, engine } = options
  if (engine === 'onnx') yield* examineModel(options, examination)
  if (isReady(cos)) yield* examineCos(cos, examination)
  else yield describeMissing(listMissing(cos), engine === 'cos')
}

function examineModel({ onnx, root, cache, mode }: ResolvedOptions, { signal }: Examination): AsyncIterable<Finding> {
  return examineOnnx(onnx, { root, cache, offline: mode === 'offline', announce: () => {} }, signal)
}

async function readOptions(inline: Options, sources: Examination): Promise<ResolvedOptions | Finding> {
  try {
    return await resolveOptions(inline, sources)
  } catch (error) {
    if (!isMattingError(error)) throw error
    return { check: 'options', status: 'fail', detail: error.reason, fix: error.fix, code: error.code }
  }
}

function describeEngine(options: ResolvedOptions): Finding {
  const { engine, cos } = options
  const name = typeof engine === 'object' ? engine.name : engine
  const chosen = engine === 'auto' ? `auto: ${isReady(cos) ? 'the cloud' : 'the embedded engine'} cuts` : `${name} cuts`
  return { check: 'engine', status: 'ok', detail: chosen }
}

function describeMissing(missing: readonly string[], needed: boolean): Finding {
  return {
    check: 'keys',
    status: needed ? 'fail' : 'skipped',
    detail: `the cloud is not asked: ${missing.join(', ')} is not set`,
    fix: 'Set it to cut in the cloud and to run rules (`?cos=`); API keys are made in the CAM console.',
    ...(needed ? { code: 'COS_CREDENTIALS' } : {}),
  }
}
