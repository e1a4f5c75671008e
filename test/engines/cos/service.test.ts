import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/core/hash.ts'
import type { ServiceResult } from '../../../src/core/service.ts'
import type { Task } from '../../../src/directives/task.ts'
import type { CosMethod } from '../../../src/engines/cos/options.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import { startService as start, type TestEmulator } from './emulator-setting.ts'
import { createContext, createService, makeJpeg, makePhoto, makePng, matting, rule, runAll } from './setting.ts'

const METHODS: CosMethod[] = ['upload', 'cloud', 'download']
const RESULTS = 'results-1250000000'
const THUMB = rule('imageMogr2/thumbnail/24x')

function listPaths({ requests }: TestEmulator): string[] {
  const shorten = (path: string): string => path.replace(/[\da-f]{64}/, '…').replace(/^\/matting\//, '')
  return requests.map(({ method, path, status }) => `${method} ${shorten(path)} ${status}`)
}

const kinds = async (results: readonly ServiceResult[]): Promise<(string | undefined)[]> =>
  Promise.all(results.map(async ({ bytes }) => (await sharp(bytes).metadata()).format))

describe('a photo and its pictures', () => {
  it.each<[CosMethod, number, number]>([
    ['upload', 1, 1],
    ['cloud', 1, 1],
    ['download', 1, 3],
  ])('method %s: four pictures take %d upload and %d paid requests', async (method, uploads, paidRequests) => {
    const { emulator, service } = await start({}, { method })
    const results = await runAll(service, [matting(), matting(20), matting(0, true), THUMB])
    expect(await kinds(results)).toEqual(['png', 'png', 'png', 'jpeg'])
    expect(results.every(({ paid }) => paid)).toBe(true)
    expect(emulator.bills).toHaveLength(4)
    const sources = emulator.requests.filter(({ method: verb, path }) => verb === 'PUT' && path.includes('/src/'))
    expect(sources).toHaveLength(uploads)
    const cuts = new Set(
      emulator.bills.filter(({ operation }) => operation === 'GoodsMatting').map(({ requestId }) => requestId),
    )
    expect(cuts.size).toBe(paidRequests)
  })

  it.each(METHODS)('method %s: what is in the bucket is taken from it, unpaid, by the next machine', async (method) => {
    const { emulator, service } = await start({}, { method })
    const tasks = [matting(), matting(20), THUMB]
    const first = await runAll(service, tasks)
    const next = createService(emulator.url, { ...emulator.settings, method })
    const found = await runAll(next, tasks)
    expect(found.map(({ paid }) => paid)).toEqual([false, false, false])
    expect(found.map(({ bytes }) => sha256(bytes))).toEqual(first.map(({ bytes }) => sha256(bytes)))
    expect(emulator.bills).toHaveLength(3)
  })

  it.each(METHODS)('method %s: results of one method are found by the others', async (method) => {
    const { emulator, service } = await start({}, { method })
    await runAll(service, [matting(20)])
    for (const other of METHODS) {
      const next = createService(emulator.url, { ...emulator.settings, method: other })
      expect(await runAll(next, [matting(20)])).toMatchObject([{ paid: false }])
    }
  })

  it('sends the requests of method upload, in order', async () => {
    const { emulator, service } = await start()
    await runAll(service, [matting(), THUMB])
    expect(listPaths(emulator)).toEqual([
      'GET out/….png 404',
      'GET out/… 404',
      'PUT src/….jpg 200',
      'GET out/….png 200',
      'GET out/… 200',
    ])
  })

  it('sends the requests of method cloud, in order; a source that is there is not sent again', async () => {
    const { emulator, service } = await start({}, { method: 'cloud' })
    await runAll(service, [matting()])
    expect(listPaths(emulator)).toEqual([
      'GET out/….png 404',
      'HEAD src/….jpg 404',
      'PUT src/….jpg 200',
      'POST src/….jpg 200',
      'GET out/….png 200',
    ])
    const next = createService(emulator.url, { ...emulator.settings, method: 'cloud' })
    await runAll(next, [matting(20)])
    expect(listPaths(emulator).slice(5)).toEqual([
      'GET out/….png 404',
      'HEAD src/….jpg 200',
      'POST src/….jpg 200',
      'GET out/….png 200',
    ])
  })

  it('sends the requests of method download, in order', async () => {
    const { emulator, service } = await start({}, { method: 'download' })
    await runAll(service, [matting(20, true)])
    expect(listPaths(emulator)).toEqual([
      'GET out/….png 404',
      'HEAD src/….jpg 404',
      'PUT src/….jpg 200',
      'GET src/….jpg 200',
      'PUT out/….png 200',
    ])
    expect(emulator.requests[3]?.query).toMatchObject({ 'center-layout': '1', 'padding-layout': '20x0' })
  })

  it.each<[string, number, number]>([
    ['five', 5, 1],
    ['six', 6, 2],
    ['twelve', 12, 3],
  ])('%s pictures of one run take one upload and %d… requests with rules', async (_, count, requests) => {
    const { emulator, service } = await start()
    const tasks = Array.from({ length: count }, (_unused, index) => matting(index))
    const results = await runAll(service, tasks)
    const widths = await Promise.all(results.map(async ({ bytes }) => (await sharp(bytes).metadata()).width))
    expect(widths).toEqual(tasks.map((_task, index) => 48 + 2 * index))
    expect(emulator.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
    expect(emulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(requests - 1)
    expect(new Set(emulator.bills.map(({ requestId }) => requestId)).size).toBe(requests)
    expect(emulator.bills).toHaveLength(count)
  })

  it.each(METHODS)('method %s: runs of one photo at once, and one after, share an upload', async (method) => {
    const { emulator, service } = await start({ latency: 30 }, { method })
    const photo = await makePhoto()
    await Promise.all([0, 1, 2].map((dx) => runAll(service, [matting(dx)], photo)))
    await runAll(service, [matting(3), THUMB], photo)
    const sources = emulator.requests.filter(({ method: verb, path }) => verb === 'PUT' && path.includes('/src/'))
    expect(sources).toHaveLength(1)
    expect(emulator.bills).toHaveLength(5)
  })

  it('stores a source again that somebody removed', async () => {
    const { emulator, service } = await start()
    await runAll(service, [matting()])
    for (const key of [...emulator.objects.keys()]) if (key.includes('/src/')) emulator.objects.delete(key)
    expect(await runAll(service, [matting(20)])).toMatchObject([{ paid: true }])
    expect(emulator.bills).toHaveLength(2)
  })

  it('tells what the service told of result and original', async () => {
    const { service } = await start()
    const [cut, thumb] = await runAll(service, [matting(), THUMB])
    expect(thumb?.told?.original).toMatchObject({ Format: expect.any(String), Width: 48, Height: 40 })
    expect(thumb?.told?.result).toMatchObject({ Width: 24, Height: 20, Size: thumb?.bytes.length })
    expect(cut?.told?.result).toMatchObject({ Size: cut?.bytes.length })
  })

  it('keeps results in another bucket', async () => {
    const { emulator, service } = await start({ buckets: [RESULTS] }, { resultBucket: RESULTS })
    await runAll(service, [matting(), THUMB])
    expect([...emulator.objects.keys()].every((key) => key.startsWith('matting/src/'))).toBe(true)
    const next = createService(emulator.url, { ...emulator.settings, resultBucket: RESULTS })
    expect(await runAll(next, [matting(), THUMB])).toMatchObject([{ paid: false }, { paid: false }])
  })
})

describe('one bad rule', () => {
  const BAD = rule('imageMogr2/nonsense/1')

  it.each(METHODS)('method %s: takes no other down', async (method) => {
    const { emulator, service } = await start({}, { method })
    const tasks: Task[] = [matting(), BAD, matting(20), THUMB]
    const ends = await Promise.allSettled(service.run(await makePhoto(), tasks, createContext()))
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(ends[1]).toMatchObject({ reason: { code: 'COS_REJECTED', requestId: expect.any(String) } })
    expect(emulator.bills).toHaveLength(3)
  })

  it('of another service: cut-outs are not enabled, other rules run', async () => {
    const { emulator, service } = await start({ services: { ai: false } })
    const ends = await Promise.allSettled(service.run(await makePhoto(), [matting(), THUMB], createContext()))
    expect(ends).toMatchObject([{ reason: { code: 'COS_NOT_ENABLED' } }, { status: 'fulfilled' }])
    expect(emulator.bills).toHaveLength(1)
  })

  it('of which the answer tells nothing fails alone', async () => {
    const { emulator, service } = await start({ faults: [{ on: 'put', kind: 'missing-object', times: 1 }] })
    const ends = await Promise.allSettled(service.run(await makePhoto(), [matting(), matting(20)], createContext()))
    expect(ends).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'COS_RESPONSE' } }])
    expect(emulator.bills).toHaveLength(1)
  })
})

describe('a damaged object under the key of a result', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['the photo', makeJpeg],
    ['half a PNG', async () => (await makePng(64, 64)).subarray(0, 60)],
    [
      'an opaque PNG',
      async () =>
        sharp(await makeJpeg())
          .png()
          .toBuffer(),
    ],
    ['text', async () => Buffer.from('<html>')],
  ])('%s: is made anew and overwritten, with a warning', async (_, make) => {
    const { emulator, service } = await start()
    await runAll(service, [matting()])
    const key = [...emulator.objects.keys()].find((name) => name.includes('/out/')) ?? ''
    const object = emulator.objects.get(key)
    if (object === undefined) throw new Error('Nothing was stored.')
    emulator.objects.set(key, { ...object, bytes: await make() })
    const context = createContext()
    expect(await runAll(service, [matting()], undefined, context)).toMatchObject([{ paid: true }])
    expect(context.warnings).toEqual([expect.stringMatching(new RegExp(`${key}.*made anew`))])
    expect(await runAll(service, [matting()])).toMatchObject([{ paid: false }])
  })
})

describe('run', () => {
  it('leaves no rejection unheard where nobody waits', async () => {
    const { service } = await start({ permissions: [] })
    const [result] = service.run(await makePhoto(), [matting()], createContext())
    await new Promise((resolve) => setTimeout(resolve, 100))
    await expect(result).rejects.toMatchObject({ code: 'COS_DENIED' })
  })

  it('has nothing to do for no tasks', async () => {
    const { emulator, service } = await start()
    expect(service.run(await makePhoto(), [], createContext())).toEqual([])
    expect(emulator.requests).toHaveLength(0)
  })

  it('works for many photos at once, within the rate', async () => {
    const { emulator, service } = await start({}, { qps: 2000 })
    const photos = await Promise.all([...Array(20).keys()].map((index) => makeJpeg(48 + index, 40)))
    const runs = photos.map(async (bytes) => runAll(service, [matting(), matting(1)], await readPhoto(bytes, 'a.jpg')))
    expect((await Promise.all(runs)).flat()).toHaveLength(40)
    expect(emulator.bills).toHaveLength(40)
  })
})
