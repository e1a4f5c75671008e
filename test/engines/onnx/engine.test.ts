import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/core/types.ts'
import { PLAIN_LAYOUT } from '../../../src/directives/layout.ts'
import { createOnnxEngine } from '../../../src/engines/onnx/index.ts'
import { readSettings } from '../../../src/engines/onnx/settings.ts'
import type { OnnxOptions, OnnxPreset } from '../../../src/options/types.ts'
import { decodeRaster } from '../../../src/raster/codec.ts'
import { measureIoU, readAlpha } from '../../support/matte-metrics.ts'
import { makeFolder } from '../../support/temporary.ts'
import { describeEmbedded, describeImage, drawMug } from '../embedded-contract.ts'
import { type ModelOptions, writeModel } from './model.ts'
import { describeSetting, openEngine, placeModel, placeNodeRuntime, PLAIN_INPUT } from './setting.ts'

const NEVER = new AbortController().signal
const roots: string[] = []
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true, force: true }))))

/** For engines that several tests share. */
async function openShared(runtime: 'node' | 'web'): Promise<Engine> {
  const root = await mkdtemp(join(tmpdir(), 'matting-onnx-'))
  roots.push(root)
  await placeNodeRuntime(root)
  const { model } = await placeModel(root)
  return createOnnxEngine(readSettings({ model, ...PLAIN_INPUT, runtime }), describeSetting(root))
}

describeEmbedded('the engine with a model, run by onnxruntime-web', () => openShared('web'))
describeEmbedded('the engine with a model, run by onnxruntime-node', () => openShared('node'))

const cutMug = async (engine: Engine) =>
  engine.cut(await describeImage(drawMug().photo), PLAIN_LAYOUT, { signal: NEVER })

describe('presets', () => {
  // What the model sees of the mug and of the sheet differs with the preset; so do the hand-made weights.
  it.each<[OnnxPreset, ModelOptions]>([
    ['u2net', { side: 320, weights: [-3, -3, 0], bias: 0 }],
    ['isnet', { side: 1024, weights: [-20, -20, 0], bias: 4 }],
    ['birefnet', { side: 1024, weights: [-6, -6, 0], bias: 0, sigmoid: false }],
    ['rmbg', { side: 1024, weights: [-20, -20, 0], bias: 4 }],
  ])('%s', async (preset, shape) => {
    const root = await makeFolder()
    const { model } = await placeModel(root, shape)
    const engine = await openEngine({ model, preset, runtime: 'web' }, root)
    const { png, confidence } = await cutMug(engine)
    const alpha = readAlpha(await decodeRaster(png))
    expect(measureIoU(alpha, readAlpha(drawMug().truth))).toBeGreaterThan(0.97)
    expect(confidence).toBeGreaterThan(0.8)
  })
})

describe('name and version', () => {
  it('change with the model and with what is done to its input and output', async () => {
    const root = await makeFolder()
    const { model, sha256 } = await placeModel(root)
    const other = join(root, 'other.onnx')
    await writeFile(other, writeModel({ bias: 3 }))
    const versionOf = async (onnx: OnnxOptions) => (await openEngine(onnx, root)).version
    const versions = await Promise.all([
      versionOf({ model, ...PLAIN_INPUT }),
      versionOf({ model: other, ...PLAIN_INPUT }),
      versionOf({ model, ...PLAIN_INPUT, size: 256 }),
      versionOf({ model, ...PLAIN_INPUT, activation: 'sigmoid' }),
      versionOf({ model, preset: 'u2net' }),
    ])
    expect(new Set(versions).size).toBe(versions.length)
    expect(await versionOf({ model, ...PLAIN_INPUT, sha256: sha256.toUpperCase(), runtime: 'web' })).toBe(versions[0])
  })

  it('need no file where the hash is said', async () => {
    const root = await makeFolder()
    const engine = await openEngine({ model: '/gone.onnx', sha256: 'ab'.repeat(32), preset: 'isnet' }, root)
    expect(engine).toMatchObject({ name: 'onnx', version: expect.stringContaining('abababababab') })
  })
})

describe('a model that does not do', () => {
  async function failWith(shape: ModelOptions, onnx: OnnxOptions = {}): Promise<unknown> {
    const root = await makeFolder()
    const { model } = await placeModel(root, shape)
    const engine = await openEngine({ model, ...PLAIN_INPUT, runtime: 'web', ...onnx }, root)
    return cutMug(engine).catch((error: unknown) => error)
  }

  it.each<[string, ModelOptions, OnnxOptions, RegExp]>([
    ['another size', { side: 320 }, {}, /takes the shape \[1, 3, 320, 320\]; expected .* \[1, 3, 128, 128\]/],
    ['another number of channels', { inputs: 1 }, {}, /takes the shape \[1, 1, side, side\]/],
    ['several masks', { outputs: 2 }, {}, /has the shape \[1, 2, 128, 128\], expected one mask/],
    ['logits', { sigmoid: false }, {}, /values from -\S+ to \S+, expected probabilities/],
    ['no such output', {}, { output: 'alpha' }, /no output `alpha`; it has `mask` \(0\)/],
    ['no such number', {}, { output: 1 }, /no output `1`; it has `mask` \(0\)/],
    ['another hash', {}, { sha256: 'ab'.repeat(32) }, /has SHA-256 [\da-f]{64}, expected abab/],
  ])('%s', async (_, shape, onnx, message) => {
    expect(await failWith(shape, onnx)).toMatchObject({
      code: 'ONNX_MODEL',
      reason: expect.stringMatching(message),
      fix: expect.stringMatching(/\w/),
    })
  })

  it('no model at all', async () => {
    const root = await makeFolder()
    const model = join(root, 'page.onnx')
    await writeFile(model, '<!doctype html><title>Models</title>')
    const engine = await openEngine({ model, ...PLAIN_INPUT, runtime: 'web' }, root)
    await expect(cutMug(engine)).rejects.toMatchObject({ code: 'ONNX_MODEL', reason: expect.stringContaining(model) })
  })

  it('a missing file', async () => {
    const root = await makeFolder()
    const model = join(root, 'gone.onnx')
    await expect(openEngine({ model, preset: 'u2net' }, root)).rejects.toMatchObject({ code: 'ONNX_MODEL' })
    const engine = await openEngine({ model, preset: 'u2net', sha256: 'ab'.repeat(32), runtime: 'web' }, root)
    await expect(cutMug(engine)).rejects.toMatchObject({
      code: 'ONNX_MODEL',
      reason: expect.stringMatching(/gone\.onnx can't be read/),
    })
  })
})
