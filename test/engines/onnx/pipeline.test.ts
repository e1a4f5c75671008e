import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Finding } from '../../../src/core/finding.ts'
import { examine } from '../../../src/doctor.ts'
import { createMatting, type Matting } from '../../../src/matting.ts'
import type { Options } from '../../../src/options/types.ts'
import { encodePng } from '../../../src/raster/codec.ts'
import { createMemoryLogger } from '../../support/logger.ts'
import { makeFolder } from '../../support/temporary.ts'
import { drawMug } from '../embedded-contract.ts'
import { MUG_MODEL, placeModel, PLAIN_INPUT } from './setting.ts'

const ONNX = { model: 'models/mug.onnx', ...PLAIN_INPUT, runtime: 'web' } as const

async function createShop(): Promise<string> {
  const root = await makeFolder()
  await placeModel(root)
  await writeFile(join(root, 'mug.png'), await encodePng(drawMug().photo))
  return root
}

async function open(root: string, options: Options = {}): Promise<Matting> {
  const inline: Options = { engine: 'onnx', onnx: ONNX, ...options }
  const matting = await createMatting(inline, { root, env: {}, logger: createMemoryLogger() })
  onTestFinished(() => matting.close())
  return matting
}

const cutMug = (matting: Matting, root: string) =>
  matting.cut(matting.parse('./mug.png?matting'), join(root, 'mug.png'))

describe('a build with a model', () => {
  it('pins what the model made, uses it again, also offline, and makes it anew with another model', async () => {
    const root = await createShop()
    const first = await open(root)
    const made = await cutMug(first, root)
    expect(made).toMatchObject({ engine: 'onnx', cached: false, paid: false, doubt: undefined })
    await first.finish()
    const lockfile = () => readFile(join(root, 'matting.lock.json'), 'utf8')
    expect(await lockfile()).toMatch(/"engine": "onnx@1-[\da-f]{12}-[\da-f]{8}-\S+"/)

    const again = await cutMug(await open(root, { mode: 'offline' }), root)
    expect(again).toMatchObject({ engine: 'onnx', cached: true, sha256: made.sha256 })

    await placeModel(root, { ...MUG_MODEL, bias: 23 })
    const other = await open(root)
    expect(await cutMug(other, root)).toMatchObject({ cached: false })
    const before = await lockfile()
    await other.finish()
    expect(await lockfile()).not.toBe(before)
  })

  it('says at its start what the options lack', async () => {
    const root = await createShop()
    await expect(open(root, { onnx: { preset: 'u2net' } })).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    await expect(open(root, { onnx: { model: 'gone.onnx', preset: 'u2net' } })).rejects.toMatchObject({
      code: 'ONNX_MODEL',
      message: expect.stringContaining(join(root, 'gone.onnx')),
    })
  })

  it('names the import when a model is missing offline', async () => {
    const root = await createShop()
    const onnx = { model: 'http://127.0.0.1:9/mug.onnx', sha256: 'ab'.repeat(32), preset: 'u2net' } as const
    const matting = await open(root, { onnx, mode: 'offline' })
    await expect(cutMug(matting, root)).rejects.toMatchObject({ code: 'ONNX_MODEL', specifier: './mug.png?matting' })
  })
})

describe('matting doctor', () => {
  async function examineShop(root: string, onnx: Options['onnx']): Promise<Finding[]> {
    const signal = new AbortController().signal
    const findings: Finding[] = []
    for await (const finding of examine({ engine: 'onnx', onnx }, { root, env: {}, paid: false, signal })) {
      findings.push(finding)
    }
    return findings.filter(({ check }) => check !== 'keys')
  }

  it('has the model look at a picture', async () => {
    expect(await examineShop(await createShop(), ONNX)).toMatchObject([
      { check: 'engine', status: 'ok' },
      { check: 'runtime', status: 'ok', detail: expect.stringContaining('onnxruntime-web') },
      { check: 'model', status: 'ok', detail: expect.stringMatching(/mug\.onnx, .* SHA-256 [\da-f]{64}/) },
      { check: 'run', status: 'ok', detail: expect.stringContaining('128 × 128') },
    ])
  })

  it.each<[string, Options['onnx'], object]>([
    ['no preset', { model: 'models/mug.onnx' }, { check: 'model', status: 'fail', code: 'INVALID_OPTION' }],
    ['no file', { model: 'gone.onnx', preset: 'u2net' }, { check: 'model', status: 'fail', code: 'ONNX_MODEL' }],
    ['another hash', { ...ONNX, sha256: 'ab'.repeat(32) }, { check: 'run', status: 'fail', code: 'ONNX_MODEL' }],
    [
      'nothing downloaded yet',
      { ...ONNX, model: 'http://127.0.0.1:9/mug.onnx', sha256: 'ab'.repeat(32) },
      { check: 'model', status: 'skipped' },
    ],
  ])('tells of %s', async (_, onnx, expected) => {
    const last = (await examineShop(await createShop(), onnx)).at(-1)
    expect(last).toMatchObject(expected)
    expect(last?.fix).toMatch(/\w/)
  })
})
