import { createRequire } from 'node:module'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Engine } from '../../../src/core/types.ts'
import { createOnnxEngine } from '../../../src/engines/onnx/index.ts'
import type { OnnxSetting } from '../../../src/engines/onnx/segmenter.ts'
import { readSettings } from '../../../src/engines/onnx/settings.ts'
import type { OnnxOptions } from '../../../src/options/types.ts'
import { sha256 } from '../../../src/core/hash.ts'
import { writeProjectFile } from '../../support/project.ts'
import { type ModelOptions, writeModel } from './model.ts'

/** What the hand-made model takes where nothing else is said: colours from 0 to 1. */
export const PLAIN_INPUT = { size: 128, mean: [0, 0, 0], std: [1, 1, 1] } as const

/** A model that takes the blue of {@link drawMug} for product, and its grey sheet for background. */
export const MUG_MODEL: ModelOptions = { weights: [-20, -20, 0], bias: 24 }

/** Writes a model into a folder. @returns its path and hash */
export async function placeModel(
  root: string,
  options: ModelOptions = MUG_MODEL,
): Promise<{ model: string; sha256: string }> {
  const bytes = writeModel(options)
  await writeProjectFile(root, 'models/mug.onnx', bytes)
  return { model: join(root, 'models/mug.onnx'), sha256: sha256(bytes) }
}

/**
 * A package that stands for onnxruntime-node, which is 290 MB: the same interface, WebAssembly underneath. Its sessions tell
 * where they were asked to compute.
 */
export async function placeNodeRuntime(root: string): Promise<void> {
  const require = createRequire(import.meta.url)
  const web = require.resolve('onnxruntime-web')
  const code = `const ort = require(${JSON.stringify(web)})
    const create = (model, { executionProviders }) => {
      if (executionProviders.join() !== 'cpu') throw new Error('computes on the processor only')
      return ort.InferenceSession.create(model, { executionProviders: ['wasm'] })
    }
    module.exports = { ...ort, InferenceSession: Object.assign(function () {}, { create }) }`
  await writeProjectFile(
    root,
    'node_modules/onnxruntime-node/package.json',
    '{ "main": "index.js", "version": "1.30.0" }',
  )
  await writeProjectFile(root, 'node_modules/onnxruntime-node/index.js', code)
}

/** A setting without cache and with network. */
export function describeSetting(root: string, setting: Partial<OnnxSetting> = {}): OnnxSetting {
  return { root, cache: false, offline: false, announce: () => {}, ...setting }
}

/** Opens an engine for one test. */
export async function openEngine(onnx: OnnxOptions, root: string, setting: Partial<OnnxSetting> = {}): Promise<Engine> {
  const engine = await createOnnxEngine(readSettings(onnx), describeSetting(root, setting))
  onTestFinished(() => engine.close?.())
  return engine
}
