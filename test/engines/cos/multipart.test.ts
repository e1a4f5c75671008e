import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineImage } from '../../../src/core/types.ts'
import type { CosEmulatorOptions, Fault } from '../../../src/emulator.ts'
import type { CosSettings } from '../../../src/engines/cos/options.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import { startEmulator, type TestEmulator } from './emulator-setting.ts'
import { createContext, createFastClock, createService, makePhoto, matting, rule, runAll } from './setting.ts'

const THUMB = rule('imageMogr2/thumbnail/24x')

/** A photo of some 9 MiB: three parts. */
let photo: EngineImage

beforeAll(async () => {
  const raw = randomBytes(2000 * 1600 * 3)
  const image = sharp(raw, { raw: { width: 2000, height: 1600, channels: 3 } })
  photo = await readPhoto(await image.png({ compressionLevel: 0 }).toBuffer(), 'large.png')
})

async function start(options: CosEmulatorOptions = {}, settings: Partial<CosSettings> = {}) {
  const emulator = await startEmulator(options)
  const clock = createFastClock()
  const service = createService(emulator.url, { ...emulator.settings, timeout: 20_000, ...settings }, clock)
  return { emulator, service, clock }
}

function count({ requests }: TestEmulator, method: string, parameter: string): number {
  return requests.filter((request) => request.method === method && parameter in request.query).length
}

describe('a photo of more than 8 MiB', () => {
  it('goes in parts, with the rules on the request that completes it', async () => {
    const { emulator, service } = await start()
    const [cut, thumb] = await runAll(service, [matting(), THUMB], photo)
    expect(cut).toMatchObject({ paid: true, told: { result: { Size: cut?.bytes.length } } })
    expect(thumb).toMatchObject({ paid: true, told: { original: { Width: 2000, Height: 1600 } } })
    expect(emulator.bills).toHaveLength(2)
    expect(count(emulator, 'POST', 'uploads')).toBe(1)
    expect(count(emulator, 'PUT', 'partNumber')).toBe(3)
    const [stored] = [...emulator.objects].filter(([key]) => key.includes('/src/'))
    expect(Buffer.from(stored?.[1].bytes ?? []).equals(photo.bytes)).toBe(true)
  })

  it.each(['cloud', 'download'] as const)('goes in parts without rules by method %s', async (method) => {
    const { emulator, service } = await start({}, { method })
    await runAll(service, [matting(), THUMB], photo)
    expect(count(emulator, 'PUT', 'partNumber')).toBe(3)
    expect(emulator.bills).toHaveLength(2)
  })

  it.each<[string, Fault]>([
    ['is reset', { operation: 'upload-part', kind: 'reset', times: 2 }],
    ['is throttled', { operation: 'upload-part', kind: 'status', status: 503, code: 'SlowDown', times: 2 }],
    ['gets no whole answer', { operation: 'upload-part', kind: 'status', status: 502, times: 1 }],
  ])('sends a part again that %s, and nothing else', async (_, fault) => {
    const { emulator, service } = await start({ faults: [fault] })
    expect(await runAll(service, [matting()], photo)).toMatchObject([{ paid: true }])
    expect(count(emulator, 'POST', 'uploads')).toBe(1)
    expect(count(emulator, 'PUT', 'partNumber')).toBe(3 + (fault.times ?? 0))
    expect(emulator.bills).toHaveLength(1)
  })

  it.each<[string, Fault, number]>([
    ['whose answer is lost', { operation: 'complete', kind: 'reset', times: 1, executed: true }, 1],
    ['that is refused for the moment', { operation: 'complete', kind: 'status', status: 503, times: 1 }, 2],
  ])('pays once for a completion %s', async (_, fault, uploads) => {
    const { emulator, service } = await start({ faults: [fault] })
    expect(await runAll(service, [matting()], photo)).toMatchObject([{ paid: true }])
    expect(emulator.bills).toHaveLength(1)
    expect(count(emulator, 'POST', 'uploads')).toBe(uploads)
  })

  it.each<[string, Fault]>([
    ['a part that never gets through', { operation: 'upload-part', kind: 'status', status: 403 }],
    ['a completion that is refused', { operation: 'complete', kind: 'status', status: 400, code: 'InvalidArgument' }],
  ])('gives the upload up in the bucket after %s', async (_, fault) => {
    const { emulator, service } = await start({ faults: [fault] }, { retries: 0 })
    await expect(runAll(service, [matting()], photo)).rejects.toMatchObject({ serviceCode: expect.any(String) })
    await service.close()
    const aborted = emulator.requests.filter(({ method, query }) => method === 'DELETE' && 'uploadId' in query)
    expect(aborted).toMatchObject([{ status: 204 }])
    expect(emulator.bills).toHaveLength(0)
  })

  it('ends at once when the build is given up, and the upload too', async () => {
    const { emulator, service } = await start({ faults: [{ operation: 'upload-part', kind: 'hang' }] })
    const giveUp = new AbortController()
    const reason = new Error('enough')
    const outcome = runAll(service, [matting()], photo, createContext({ signal: giveUp.signal }))
    const isUnderWay = (): boolean => count(emulator, 'PUT', 'partNumber') === 3
    while (!isUnderWay()) await new Promise((resolve) => setTimeout(resolve, 5))
    giveUp.abort(reason)
    await expect(outcome).rejects.toBe(reason)
    await service.close()
    expect(count(emulator, 'DELETE', 'uploadId')).toBe(1)
  })

  it('names the rights that parts need', async () => {
    const { service } = await start({ permissions: ['cos:GetObject', 'cos:PutObject', 'ci:*'] })
    await expect(runAll(service, [matting()], photo)).rejects.toMatchObject({
      code: 'COS_DENIED',
      fix: expect.stringContaining('cos:InitiateMultipartUpload'),
    })
  })
})

it('a small photo goes in one request', async () => {
  const { emulator, service } = await start()
  await runAll(service, [matting()], await makePhoto())
  expect(count(emulator, 'POST', 'uploads')).toBe(0)
})
