import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../../src/core/types.ts'
import { type Layout, PLAIN_LAYOUT } from '../../../src/directives/layout.ts'
import type { Fault } from '../../../src/emulator.ts'
import type { CosSettings } from '../../../src/engines/cos/index.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import { startEmulator, type TestEmulator } from './emulator-setting.ts'
import { createEngine, makeJpeg } from './setting.ts'

function createTestEngine({ url, settings }: TestEmulator, changes: Partial<CosSettings> = {}): Engine {
  return createEngine(url, { ...settings, ...changes })
}

async function cut(
  engine: Engine,
  layout: Layout = PLAIN_LAYOUT,
  name = 'shoe.jpg',
  bytes?: Buffer,
): Promise<{ width: number; height: number; hasAlpha: boolean; paid: boolean | undefined }> {
  const photo = await readPhoto(bytes ?? (await makeJpeg()), name)
  const { png, paid } = await engine.cut(photo, layout, { signal: new AbortController().signal })
  await engine.close?.()
  const { width, height, hasAlpha } = await sharp(png).metadata()
  return { width, height, hasAlpha, paid }
}

const LAYOUTS: [Layout, number, number][] = [
  [PLAIN_LAYOUT, 48, 40],
  [{ center: true, padding: { dx: 0, dy: 0 } }, 48, 40],
  [{ center: false, padding: { dx: 20, dy: 10 } }, 88, 60],
  [{ center: true, padding: { dx: 1000, dy: 0 } }, 2048, 40],
]

describe('against the emulator', () => {
  it.each(LAYOUTS)('cuts with layout %j', async (layout, width, height) => {
    const running = await startEmulator()
    const { bills, objects, requests } = running
    expect(await cut(createTestEngine(running), layout)).toEqual({
      width,
      height,
      hasAlpha: true,
      paid: true,
    })
    expect(bills).toHaveLength(1)
    expect([...objects.keys()].map((key) => key.replace(/[\da-f]{64}/, '…')).sort()).toEqual([
      'matting/out/….png',
      'matting/src/….jpg',
    ])
    expect(requests.map(({ method, status }) => `${method} ${status}`)).toEqual(['GET 404', 'PUT 200', 'GET 200'])
  })

  it('pays once for one photo and layout, and again for another layout', async () => {
    const running = await startEmulator()
    expect(await cut(createTestEngine(running))).toMatchObject({ paid: true })
    expect(await cut(createTestEngine(running), PLAIN_LAYOUT, 'Kopie von Schuh ü.jpg')).toMatchObject({ paid: false })
    expect(await cut(createTestEngine(running), { center: true, padding: { dx: 0, dy: 0 } })).toMatchObject({
      paid: true,
    })
    expect(running.bills.map(({ rule }) => rule)).toEqual([
      'ci-process=GoodsMatting',
      'ci-process=GoodsMatting&center-layout=1',
    ])
  })

  it.each(['webp', 'tiff', 'avif'] as const)('cuts a %s', async (format) => {
    const bytes = await sharp(await makeJpeg())
      .toFormat(format)
      .toBuffer()
    const running = await startEmulator()
    expect(await cut(createTestEngine(running), PLAIN_LAYOUT, `shoe.${format}`, bytes)).toMatchObject({
      width: 48,
      height: 40,
      paid: true,
    })
  })

  it('cuts a photo on its side as it is meant to be seen', async () => {
    const bytes = await sharp(await makeJpeg())
      .withMetadata({ orientation: 8 })
      .jpeg()
      .toBuffer()
    const running = await startEmulator()
    expect(await cut(createTestEngine(running), PLAIN_LAYOUT, 'side.jpg', bytes)).toMatchObject({
      width: 40,
      height: 48,
    })
  })

  it('cuts many at once, each paid for once', async () => {
    const running = await startEmulator()
    const engine = createTestEngine(running)
    const photos = await Promise.all([...Array(12).keys()].map((index) => makeJpeg(48 + index, 40)))
    const cuts = photos.map(async (bytes) => {
      const photo = await readPhoto(bytes, 'a.jpg')
      return engine.cut(photo, PLAIN_LAYOUT, { signal: new AbortController().signal })
    })
    const widths = await Promise.all(
      (await Promise.all(cuts)).map(async ({ png }) => (await sharp(png).metadata()).width),
    )
    await engine.close?.()
    expect(widths).toEqual([...Array(12).keys()].map((index) => 48 + index))
    expect(running.bills).toHaveLength(12)
  })

  it.each<[string, Partial<CosSettings>, string]>([
    ['secret key', { secretKey: 'not-the-secret-key' }, 'COS_CREDENTIALS'],
    ['secret id', { secretId: 'not-the-secret-id' }, 'COS_CREDENTIALS'],
    ['bucket', { bucket: 'other-1250000000' }, 'COS_NOT_FOUND'],
  ])('tells a wrong %s, with code and request id', async (_, options, code) => {
    const running = await startEmulator()
    await expect(cut(createTestEngine(running, options))).rejects.toMatchObject({
      code,
      serviceCode: expect.any(String),
      requestId: expect.any(String),
      fix: expect.any(String),
    })
    expect(running.bills).toHaveLength(0)
  })

  it.each([3_600_000, -3_600_000])('corrects a clock that is %d ms off, once for all', async (offset) => {
    const running = await startEmulator({ clock: () => Date.now() + offset })
    const engine = createTestEngine(running)
    expect(await cut(engine, PLAIN_LAYOUT, 'a.jpg')).toMatchObject({ paid: true })
    expect(running.requests.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'GET 403',
      'GET 404',
      'PUT 200',
      'GET 200',
    ])
    expect(running.bills).toHaveLength(1)
  })
})

describe('against a service with a bad day', () => {
  it.each<[string, Fault[]]>([
    ['resets twice', [{ on: 'put', kind: 'reset', times: 2 }]],
    ['loses an answer', [{ on: 'put', kind: 'reset', times: 1, executed: true }]],
    ['cuts an answer off', [{ on: 'put', kind: 'truncate', times: 1 }]],
    ['is busy', [{ on: 'put', kind: 'status', status: 503, times: 2 }]],
    ['throttles', [{ on: 'put', kind: 'status', status: 429, times: 2 }]],
    ['fails after the work', [{ on: 'put', kind: 'status', status: 500, times: 1, executed: true }]],
    ['hangs after the work', [{ on: 'put', kind: 'hang', times: 1, executed: true }]],
    ['drips', [{ on: 'put', kind: 'drip', times: 1, every: 50 }]],
    ['writes malformed XML', [{ on: 'put', kind: 'malformed-xml', times: 1 }]],
    ['answers text after the work', [{ on: 'put', kind: 'ok-with-text', times: 1, executed: true }]],
    [
      'resets every kind once',
      [
        { on: 'get', kind: 'reset', times: 1 },
        { on: 'put', kind: 'reset', times: 1 },
      ],
    ],
    ['cuts the result off', [{ on: 'get', kind: 'truncate', times: 2 }]],
  ])('that %s: the cut-out comes, paid for once', async (_, faults) => {
    const running = await startEmulator({ faults })
    expect(await cut(createTestEngine(running, { timeout: 1500 }))).toMatchObject({ width: 48, hasAlpha: true })
    expect(running.bills).toHaveLength(1)
  })

  it.each<[Fault, string, number]>([
    [{ on: 'put', kind: 'status', status: 403 }, 'COS_DENIED', 0],
    [{ on: 'put', kind: 'status', status: 400, code: 'AIBucketUnBinded' }, 'COS_NOT_ENABLED', 0],
    [{ on: 'put', kind: 'ok-with-error' }, 'COS_UNAVAILABLE', 0],
    [{ on: 'put', kind: 'ok-with-error', code: 'InvalidArgument' }, 'COS_REJECTED', 0],
    [{ on: 'put', kind: 'ok-with-text' }, 'COS_RESPONSE', 0],
    [{ on: 'put', kind: 'missing-object' }, 'COS_RESPONSE', 0],
    [{ on: 'put', kind: 'empty-result' }, 'ENGINE_RESULT', 1],
    [{ on: 'put', kind: 'broken-png' }, 'ENGINE_RESULT', 1],
    [{ on: 'put', kind: 'original-as-result' }, 'ENGINE_RESULT', 1],
    [{ on: 'any', kind: 'hang' }, 'COS_TIMEOUT', 0],
    [{ on: 'any', kind: 'reset' }, 'COS_UNAVAILABLE', 0],
    [{ on: 'any', kind: 'status', status: 503, code: 'ServiceUnavailable' }, 'COS_UNAVAILABLE', 0],
    [{ on: 'any', kind: 'status', status: 429 }, 'COS_THROTTLED', 0],
  ])('%j is %s, after %d paid calls', async (fault, code, bills) => {
    const running = await startEmulator({ faults: [fault] })
    await expect(cut(createTestEngine(running, { timeout: 150 }))).rejects.toMatchObject({ code })
    expect(running.bills).toHaveLength(bills)
  })
})
