import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../../src/engines/onnx/presets.ts'
import { readSettings } from '../../../src/engines/onnx/settings.ts'
import { resolveOptions } from '../../../src/options/resolve.ts'
import type { OnnxOptions } from '../../../src/options/types.ts'

const EXPLICIT = { size: 64, mean: [0, 0, 0], std: [1, 1, 1] } as const

describe('readSettings', () => {
  it('takes a preset', () => {
    expect(readSettings({ model: '/m.onnx', preset: 'isnet' })).toMatchObject({
      model: '/m.onnx',
      processing: PRESETS.isnet,
    })
  })

  it('takes values one by one', () => {
    const { processing } = readSettings({ model: '/m.onnx', ...EXPLICIT, size: [64, 32], output: 'alpha' })
    expect(processing).toMatchObject({ width: 64, height: 32, white: 'full', output: 'alpha', activation: 'none' })
  })

  it.each<[string, OnnxOptions, RegExp]>([
    ['no model', { preset: 'u2net' }, /`onnx.model` \(MATTING_ONNX_MODEL\) is not set/],
    ['an address without hash', { model: 'https://a.example/m.onnx', preset: 'u2net' }, /`onnx.sha256` is not set/],
    ['a preset and values', { model: '/m', preset: 'rmbg', std: [1, 1, 1] }, /stands for `onnx.std` too/],
    ['neither', { model: '/m', size: 3 }, /`onnx.mean`, `onnx.std` is not set/],
  ])('refuses %s', (_, onnx, message) => {
    expect(() => readSettings(onnx)).toThrow(message)
    expect(() => readSettings(onnx)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })

  it('says how to get the hash of a model', () => {
    expect(() => readSettings({ model: 'https://a.example/m.onnx', preset: 'u2net' })).toThrow(/sha256sum model\.onnx/)
  })
})

describe('the options', () => {
  const sources = { root: '/shop', env: {} }

  it('find a file below the root, and leave an address as it is', async () => {
    const resolve = async (model: string) => (await resolveOptions({ onnx: { model } }, sources)).onnx.model
    expect(await resolve('models/a.onnx')).toBe('/shop/models/a.onnx')
    expect(await resolve('https://a.example/a.onnx')).toBe('https://a.example/a.onnx')
  })

  it('take the model from the environment', async () => {
    const env = { MATTING_ONNX_MODEL: 'a.onnx', MATTING_ENGINE: 'onnx' }
    const { engine, onnx } = await resolveOptions({ onnx: { preset: 'u2net' } }, { root: '/shop', env })
    expect({ engine, onnx }).toEqual({ engine: 'onnx', onnx: { model: '/shop/a.onnx', preset: 'u2net' } })
  })

  it.each<[OnnxOptions, RegExp]>([
    [{ sha256: 'abc' }, /`onnx.sha256` of the plugin: received `"abc"`, expected a SHA-256 in hex/],
    [{ preset: 'u3net' as 'u2net' }, /expected `'u2net'`, `'isnet'`, `'birefnet'`, `'rmbg'`/],
    [{ size: 0 }, /`onnx.size`/],
    [{ size: [1, 2, 3] as unknown as [number, number] }, /`onnx.size`/],
    [{ mean: [1, 2] as unknown as [number, number, number] }, /`onnx.mean`/],
    [{ std: [1, 0, 1] }, /`onnx.std` .* above 0/],
    [{ output: -1 }, /`onnx.output`/],
    [{ runtime: 'gpu' as 'web' }, /expected `'node'`, `'web'`/],
    [{ modell: 'x' } as OnnxOptions, /`onnx.modell` .* unknown/],
  ])('refuse %j', async (onnx, message) => {
    await expect(resolveOptions({ onnx }, sources)).rejects.toThrow(message)
  })
})
