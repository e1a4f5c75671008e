import { stat } from 'node:fs/promises'
import { isMattingError } from '../../core/errors.ts'
import type { Finding } from '../../core/finding.ts'
import { isRemote } from '../../directives/query.ts'
import type { ResolvedOnnxOptions } from '../../options/types.ts'
import { findKept, hashModel, type Model } from './model.ts'
import { findRuntime, RUNTIMES } from './runtime.ts'
import { createSegmenter, type OnnxSetting } from './segmenter.ts'
import { type OnnxSettings, readSettings } from './settings.ts'

/** Checks all that engine `onnx` depends on, and has the model look at one picture. Nothing is downloaded. */
export async function* examineOnnx(
  onnx: ResolvedOnnxOptions,
  setting: OnnxSetting,
  signal: AbortSignal,
): AsyncIterable<Finding> {
  const settings = await attempt('model', () => readSettings(onnx))
  if ('check' in settings) return yield settings
  const runtime = await attempt('runtime', () => describeRuntime(settings, setting))
  yield runtime
  const found = await attempt('model', () => describeModel(settings, setting))
  if ('check' in found) return yield found
  yield { check: 'model', status: 'ok', detail: found.detail }
  if (runtime.status === 'ok') yield await attempt('run', () => tryModel(found.model, settings, setting, signal))
}

function describeRuntime({ runtime }: OnnxSettings, { root }: OnnxSetting): Finding {
  const { kind, file } = findRuntime(runtime, root)
  return { check: 'runtime', status: 'ok', detail: `${RUNTIMES[kind].name}, ${file}` }
}

async function describeModel(
  { model, sha256 }: OnnxSettings,
  { cache }: OnnxSetting,
): Promise<{ readonly model: Model; readonly detail: string } | Finding> {
  const file = isRemote(model) && sha256 !== undefined ? await findKept(sha256, cache) : model
  if (file === undefined) {
    const detail = 'not in the cache folder yet; it is downloaded for the first photo'
    return { check: 'model', status: 'skipped', detail, fix: 'Run `npx matting warm`.' }
  }
  const found = await hashModel(file)
  const { size } = await stat(file)
  return {
    model: { source: file, sha256: sha256 ?? found },
    detail: `${file}, ${(size / 1e6).toFixed(1)} MB, SHA-256 ${found}`,
  }
}

/** A grey square: what a model makes of it does not matter, whether it runs does. */
async function tryModel(
  model: Model,
  settings: OnnxSettings,
  setting: OnnxSetting,
  signal: AbortSignal,
): Promise<Finding> {
  const segmenter = createSegmenter(model, settings, setting)
  const started = performance.now()
  try {
    const { width, height } = await segmenter.segment(
      { data: Uint8Array.of(128, 128, 128, 255), width: 1, height: 1 },
      signal,
    )
    const ms = Math.round(performance.now() - started)
    return { check: 'run', status: 'ok', detail: `a mask of ${width} × ${height} pixels, ${ms} ms with loading` }
  } finally {
    await segmenter.close()
  }
}

async function attempt<T>(check: string, work: () => T | Promise<T>): Promise<T | Finding> {
  try {
    return await work()
  } catch (error) {
    if (!isMattingError(error)) throw error
    return { check, status: 'fail', detail: error.reason, fix: error.fix, code: error.code }
  }
}
