import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { EngineImage } from '../src/core/types.ts'
import { defineEngine } from '../src/engines/define.ts'
import { createMatting } from '../src/matting.ts'
import type { Options } from '../src/options/types.ts'
import { createCountingEngine, isCutOut, makePhoto } from './hosts/support.ts'
import { createMemoryLogger } from './support/logger.ts'
import { makeFolder } from './support/temporary.ts'

async function openProject(options: Options = {}, dir?: string) {
  const root = dir ?? (await makeFolder())
  const { engine, calls } = createCountingEngine()
  const logger = createMemoryLogger()
  const matting = await createMatting({ engine, ...options }, { root, env: {}, logger })
  const photo = join(root, 'shoe.jpg')
  if (dir === undefined) await makePhoto(photo)
  const cut = (query = 'matting', file = photo) =>
    matting.cut(matting.parse(`./${file.slice(root.length + 1)}?${query}`, join(root, 'src/app.js')), file)
  return { root, calls, logger, matting, photo, cut }
}

describe('createMatting', () => {
  it('cuts a photo and keeps the very bytes for the next build', async () => {
    const { root, cut, calls, matting } = await openProject()
    const asset = await cut('matting&padding=2x1')
    expect(asset).toMatchObject({
      name: 'shoe.png',
      width: 28,
      height: 18,
      type: 'image/png',
      cached: false,
      paid: false,
    })
    const bytes = await asset.read()
    expect(bytes.length).toBe(asset.bytes)
    expect(await isCutOut(bytes)).toBe(true)
    expect(calls).toEqual([{ name: 'shoe.jpg', layout: { center: false, padding: { dx: 2, dy: 1 } } }])
    expect(await matting.finish()).toMatch(/^1 image · 1 cut by counting in \d+\.\d s$/)

    const next = await openProject({}, root)
    const again = await next.cut('padding-layout=2x1&matting')
    expect(again).toMatchObject({ cached: true, sha256: asset.sha256, width: 28, height: 18, confidence: 0.99 })
    expect(Buffer.from(await again.read())).toEqual(Buffer.from(bytes))
    expect(next.calls).toEqual([])
    expect(await next.matting.finish()).toBe('1 image · 1 cached')
    expect(await next.matting.finish()).toBeUndefined()
  })

  it('works once for all who ask at the same time, in every instance', async () => {
    const one = await openProject()
    const other = createCountingEngine()
    const two = await openProject({ engine: other.engine }, one.root)
    const assets = await Promise.all([one.cut(), one.cut('matting&center=0'), two.cut(), one.cut('matting&center')])
    expect(one.calls.length + other.calls.length).toBe(2)
    expect(new Set(assets.map(({ key }) => key)).size).toBe(2)
  })

  it('finishes what another build began and gave up', async () => {
    const { engine, calls } = createCountingEngine()
    const stuck = defineEngine({
      ...engine,
      cut: (_image, _layout, { signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    })
    const first = await openProject({ engine: stuck })
    const second = await openProject({ engine }, first.root)
    const given = first.cut().catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const wanted = second.cut()
    await new Promise((resolve) => setTimeout(resolve, 20))
    await first.matting.close()
    expect(await given).toMatchObject({ code: 'ABORTED' })
    expect(await wanted).toMatchObject({ cached: false, width: 24 })
    expect(calls.length).toBe(1)
  })

  it('cuts anew when the photo changes, and knows the old one again', async () => {
    const { photo, cut, calls } = await openProject()
    const first = await cut()
    const before = await readFile(photo)
    await makePhoto(photo, { seed: 2 })
    expect((await cut()).sha256).not.toBe(first.sha256)
    await writeFile(photo, before)
    expect(await cut()).toMatchObject({ cached: true, sha256: first.sha256 })
    expect(calls.length).toBe(2)
  })

  it('makes a cut-out again when its bytes were lost or damaged', async () => {
    const { root, cut, calls, logger } = await openProject()
    const { sha256 } = await cut()
    const blob = join(root, 'node_modules/.cache/unplugin-matting/blobs', sha256.slice(0, 2), sha256)
    await truncate(blob, 3)
    expect(await isCutOut(await (await cut()).read())).toBe(true)
    await rm(blob)
    expect(await isCutOut(await (await cut()).read())).toBe(true)
    expect(calls.length).toBe(3)
    expect(logger.warnings).toEqual([expect.stringContaining('was damaged')])
  })

  it('gives a real file for bundlers that want one', async () => {
    const { cut } = await openProject()
    const asset = await cut()
    const file = await asset.place()
    expect(file.endsWith('/shoe.png')).toBe(true)
    expect(await readFile(file)).toEqual(Buffer.from(await asset.read()))
  })

  it('keeps at most `concurrency` images in flight', async () => {
    let running = 0
    let most = 0
    const { engine } = createCountingEngine()
    const slow = defineEngine({
      ...engine,
      async cut(...all) {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 20))
        return engine.cut(...all).finally(() => running--)
      },
    })
    const { root, cut } = await openProject({ engine: slow, concurrency: 2 })
    const files = ['a', 'b', 'c', 'd', 'e'].map((stem) => join(root, `${stem}.jpg`))
    await Promise.all(files.map((file, seed) => makePhoto(file, { seed: seed + 10 })))
    await Promise.all(files.map((file) => cut('matting', file)))
    expect(most).toBe(2)
  })

  it('cuts once for all layouts where the engine leaves them to us, and gives what the engine would have given', async () => {
    const { engine, calls } = createCountingEngine()
    const plain = await openProject({ engine: { ...engine, layout: 'local' } })
    const queries = ['matting&padding=2x1', 'matting&padding=40', 'matting&center', 'matting']
    const assets = await Promise.all(queries.map((query) => plain.cut(query)))
    expect(calls).toEqual([{ name: 'shoe.jpg', layout: { center: false, padding: { dx: 0, dy: 0 } } }])
    expect(assets.map(({ width, height }) => [width, height])).toEqual([
      [28, 18],
      [104, 96],
      [24, 16],
      [24, 16],
    ])
    expect(assets.map(({ confidence }) => confidence)).toEqual([0.99, 0.99, 0.99, 0.99])
    const direct = await (await openProject({ engine })).cut('matting&padding=2x1')
    const pixels = async (bytes: Uint8Array) => [...(await sharp(bytes).ensureAlpha().raw().toBuffer())]
    expect(await pixels(await assets[0]!.read())).toEqual(await pixels(await direct.read()))
    expect(plain.logger.warnings).toEqual([])
  })

  it('lays out what an earlier build cut', async () => {
    const { engine, calls } = createCountingEngine()
    const first = await openProject({ engine: { ...engine, layout: 'local' }, concurrency: 1 })
    await first.cut()
    const second = await openProject({ engine: { ...engine, layout: 'local' }, concurrency: 1 }, first.root)
    expect(await second.cut('matting&padding=3')).toMatchObject({ cached: false, width: 30 })
    expect(calls.length).toBe(1)
  })

  it('works where the cache folder can not be written', async () => {
    const root = await makeFolder()
    await writeFile(join(root, 'file'), '')
    await makePhoto(join(root, 'shoe.jpg'))
    const { cut, logger } = await openProject({ cache: { dir: 'file/cache' } }, root)
    const asset = await cut()
    expect(await isCutOut(await asset.read())).toBe(true)
    expect(await isCutOut(await readFile(await asset.place()))).toBe(true)
    expect(logger.warnings).toEqual([expect.stringContaining("can't be written")])
  })

  it('writes nothing to the project with `cache: false`', async () => {
    const { root, cut } = await openProject({ cache: false })
    await cut()
    await expect(readFile(join(root, 'node_modules'))).rejects.toThrow('ENOENT')
  })

  it('warns of a doubtful cut-out each build, and names the import', async () => {
    const { engine } = createCountingEngine()
    const unsure = defineEngine({
      ...engine,
      cut: async (...all) => ({ ...(await engine.cut(...all)), confidence: 0.4 }),
    })
    const first = await openProject({ engine: unsure })
    expect((await first.cut()).doubt).toBe('the outline is doubtful (confidence 0.40)')
    await first.cut()
    const second = await openProject({ engine: unsure }, first.root)
    await second.cut()
    const warning = expect.stringMatching(/^\.\/shoe\.jpg\?matting in src\/app\.js: the outline is doubtful/)
    expect(first.logger.warnings).toEqual([warning])
    expect(second.logger.warnings).toEqual([warning])
  })
})

describe('what goes wrong is told with the import, and nothing bad is kept', () => {
  const place = { name: 'MattingError', specifier: './shoe.jpg?matting', importer: 'src/app.js' }

  it('a missing photo', async () => {
    const { cut, photo, calls } = await openProject()
    await rm(photo)
    await expect(cut()).rejects.toMatchObject({ ...place, code: 'SOURCE_NOT_FOUND' })
    expect(calls).toEqual([])
  })

  it.each<[string, Uint8Array | string, string, RegExp]>([
    ['an empty file', '', 'SOURCE_UNREADABLE', /"shoe\.jpg" is empty \(0 bytes\)/],
    ['a text file', 'version https://git-lfs.example/spec/v1\n', 'SOURCE_UNREADABLE', /begins with the text "version/],
    ['noise', Buffer.from([1, 2, 3, 4, 5]), 'SOURCE_UNREADABLE', /not an image/],
  ])('%s', async (_, content, code, message) => {
    const { cut, photo, calls } = await openProject()
    await writeFile(photo, content)
    await expect(cut()).rejects.toMatchObject({ ...place, code, message: expect.stringMatching(message) })
    expect(calls).toEqual([])
  })

  it('a folder', async () => {
    const { cut, photo } = await openProject()
    await rm(photo)
    await mkdir(photo)
    await expect(cut()).rejects.toMatchObject({ ...place, code: 'SOURCE_UNREADABLE' })
  })

  it('a truncated JPEG', async () => {
    const { cut, photo } = await openProject()
    await makePhoto(photo, { width: 200, height: 200 })
    const bytes = await readFile(photo)
    await writeFile(photo, bytes.subarray(0, bytes.length / 2))
    await expect(cut()).rejects.toMatchObject({
      ...place,
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('damaged'),
    })
  })

  it.each<[string, (image: EngineImage) => Promise<Uint8Array>, RegExp]>([
    ['the original', async (image) => image.bytes, /a jpeg file instead of a PNG/],
    ['an opaque PNG', async (image) => sharp(image.bytes).png().toBuffer(), /without transparency/],
    ['nothing', async () => new Uint8Array(), /no whole picture/],
    [
      'half a PNG',
      async (image) => {
        const png = await sharp(image.bytes).resize(100).ensureAlpha(0.5).png().toBuffer()
        return png.subarray(0, png.length - 40)
      },
      /no whole picture/,
    ],
  ])('an engine that returns %s', async (_, give, message) => {
    const engine = defineEngine({ name: 'bad', version: '1', cut: async (image) => ({ png: await give(image) }) })
    const { cut } = await openProject({ engine })
    await expect(cut()).rejects.toMatchObject({
      ...place,
      code: 'ENGINE_RESULT',
      message: expect.stringMatching(message),
    })
    await expect(cut()).rejects.toMatchObject({ code: 'ENGINE_RESULT' })
  })

  it('an engine that throws something of its own', async () => {
    const cause = new TypeError('tensor of the wrong shape')
    const engine = defineEngine({ name: 'bad', version: '1', cut: () => Promise.reject(cause) })
    const { cut } = await openProject({ engine })
    await expect(cut()).rejects.toMatchObject({
      ...place,
      code: 'ENGINE_FAILED',
      cause,
      message: expect.stringContaining('tensor of the wrong shape'),
    })
  })

  it.each<[Parameters<typeof defineEngine>[0] | object, RegExp]>([
    [{}, /`name` is undefined/],
    [{ name: 'Big Name', version: '1', cut: () => undefined }, /`name` is "Big Name"/],
    [{ name: 'x', version: 1, cut: () => undefined }, /`version` is 1/],
    [{ name: 'x', version: '1' }, /`cut` is missing/],
  ])('an engine declared wrongly: %j', (engine, message) => {
    expect(() => defineEngine(engine as Parameters<typeof defineEngine>[0])).toThrow(message)
  })

  it('the cloud without keys', async () => {
    const opening = createMatting(
      { engine: 'cos', cos: { bucket: 'b-1250000000', region: 'ap-guangzhou' } },
      { root: '/nowhere', env: {}, logger: createMemoryLogger() },
    )
    await expect(opening).rejects.toMatchObject({
      code: 'COS_CREDENTIALS',
      message: expect.stringContaining('TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY'),
    })
  })

  it('says in one line when `auto` takes the embedded engine', async () => {
    const logger = createMemoryLogger()
    const matting = await createMatting({}, { root: '/nowhere', env: {}, logger })
    await matting.close()
    expect(logger.infos).toEqual([expect.stringMatching(/embedded engine.*`cos\.bucket`/)])
  })
})
