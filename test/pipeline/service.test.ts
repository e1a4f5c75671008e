import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { MattingError } from '../../src/core/errors.ts'
import { defineEngine } from '../../src/engines/define.ts'
import { createMatting, type Matting } from '../../src/matting.ts'
import type { Options } from '../../src/options/types.ts'
import { makePhoto } from '../hosts/support.ts'
import { createMemoryLogger } from '../support/logger.ts'
import { createCountingService, type CountingServiceSetting } from '../support/service.ts'
import { makeFolder } from '../support/temporary.ts'

const opened: Matting[] = []
afterEach(async () => void (await Promise.all(opened.splice(0).map((matting) => matting.close()))))

/** A project whose engine is a service. */
async function openProject(
  { root, ...setting }: CountingServiceSetting & { root?: string } = {},
  options: Options = {},
) {
  const dir = root ?? (await makeFolder())
  const counting = createCountingService(setting)
  const engine = defineEngine({
    ...counting.service,
    service: counting.service,
    cut: () => Promise.reject(new Error()),
  })
  const logger = createMemoryLogger()
  const matting = await createMatting({ engine, ...options }, { root: dir, env: {}, logger })
  opened.push(matting)
  const cut = (query: string, file = 'shoe.jpg') =>
    matting.cut(matting.parse(`./${file}?${query}`, join(dir, 'app.js')), join(dir, file))
  if (root === undefined) await makePhoto(join(dir, 'shoe.jpg'))
  return { ...counting, dir, matting, logger, cut }
}

describe('imports of one photo', () => {
  it('go to the service together', async () => {
    const { cut, runs, matting } = await openProject()
    const queries = ['matting', 'matting&padding=2', 'matting&padding=3x1', 'matting&center', 'center&matting']
    const assets = await Promise.all(queries.map((query) => cut(query)))
    expect(runs.map(({ tasks }) => tasks)).toEqual([['', 'padding=2x2', 'padding=3x1', 'center=1']])
    expect(assets.map(({ width, paid }) => [width, paid])).toEqual([
      [24, true],
      [28, true],
      [30, true],
      [24, true],
      [24, true],
    ])
    expect(await matting.finish()).toMatch(/^4 images · 4 cut by counting in .* · 4 paid$/m)
  })

  it('go together also where they come in one after the other, and where others take their turns first', async () => {
    const { dir, cut, runs } = await openProject({}, { concurrency: 1 })
    await makePhoto(join(dir, 'hat.jpg'), { seed: 9 })
    const assets = [cut('matting', 'hat.jpg'), cut('matting')]
    await new Promise((resolve) => setTimeout(resolve, 10))
    assets.push(cut('matting&padding=1'), cut('matting&padding=1', 'hat.jpg'))
    await Promise.all(assets)
    expect(runs.map(({ tasks }) => tasks)).toEqual([
      ['', 'padding=1x1'],
      ['', 'padding=1x1'],
    ])
  })

  it('fail each for itself', async () => {
    const before: CountingServiceSetting['before'] = (task) => {
      if (task.kind === 'matting' && task.layout.center) throw new MattingError('COS_REJECTED', 'No.', { fix: 'Yes.' })
    }
    const { cut } = await openProject({ before })
    const [plain, center] = await Promise.allSettled([cut('matting'), cut('matting&center')])
    expect(plain.status).toBe('fulfilled')
    expect(center).toMatchObject({ reason: { code: 'COS_REJECTED', specifier: './shoe.jpg?matting&center' } })
  })

  it('fail together where the photo can not be read', async () => {
    const { dir, cut } = await openProject()
    const cuts = [cut('matting'), cut('matting&center')]
    await rm(join(dir, 'shoe.jpg'))
    const results = await Promise.allSettled(cuts)
    expect(results.map((result) => result.status === 'rejected' && (result.reason as MattingError).code)).toEqual([
      'SOURCE_NOT_FOUND',
      'SOURCE_NOT_FOUND',
    ])
  })
})

describe('`layout: local`', () => {
  it('asks and pays for one plain cut-out, whatever the paddings', async () => {
    const { cut, runs, matting } = await openProject({}, { layout: 'local' })
    const assets = await Promise.all(['matting&padding=2', 'matting&padding=9x1', 'matting&center'].map((q) => cut(q)))
    expect(runs.map(({ tasks }) => tasks)).toEqual([['']])
    expect(assets.map(({ width, height }) => [width, height])).toEqual([
      [28, 20],
      [42, 18],
      [24, 16],
    ])
    expect(await matting.finish()).toMatch(/^3 images · .* · 1 paid$/m)
  })

  it('has other keys than what the engine lays out, but for the plain cut-out', async () => {
    const engine = await openProject()
    const local = await openProject({}, { layout: 'local' })
    const keys = async ({ cut }: typeof engine) => [(await cut('matting')).key, (await cut('matting&padding=2')).key]
    const [plain, padded] = await keys(engine)
    const [samePlain, otherPadded] = await keys(local)
    expect(samePlain).toBe(plain)
    expect(otherPadded).not.toBe(padded)
  })
})

describe('rules', () => {
  it('need the cloud, and say so', async () => {
    const { dir } = await openProject()
    const matting = await createMatting({ engine: 'local' }, { root: dir, env: {}, logger: createMemoryLogger() })
    opened.push(matting)
    const request = matting.parse('./shoe.jpg?cos=imageView2/format/webp')
    await expect(matting.cut(request, join(dir, 'shoe.jpg'))).rejects.toMatchObject({
      code: 'COS_CREDENTIALS',
      message: expect.stringMatching(/Rules run in the cloud, but `cos\.bucket`.*\n.*import: {3}\.\/shoe\.jpg\?cos=/),
    })
  })

  it('go to the service together with cut-outs, and tell what it told', async () => {
    const { cut, runs } = await openProject({}, { rules: { web: 'imageView2/format/webp' } })
    const [rule, same] = await Promise.all([cut('cos=web'), cut('cos=imageView2/format/webp'), cut('matting')])
    expect(runs.map(({ tasks }) => tasks)).toEqual([['cos=imageView2/format/webp', '']])
    expect(rule).toMatchObject({ name: 'shoe.webp', type: 'image/webp', format: 'webp', hasAlpha: false })
    expect(rule.told).toEqual({
      result: { Format: 'webp', Quality: 85 },
      original: { Ave: '0x102030', Orientation: 0 },
    })
    expect(same.key).toBe(rule.key)
    expect((await cut('cos=web')).told).toEqual(rule.told)
  })
})

describe('public addresses', () => {
  const cos = { publicUrl: 'https://img.example.com' }

  it('are given once the picture lies there; a warm build asks nobody', async () => {
    const cold = await openProject(cos, { cos, layout: 'local' })
    const [plain, padded] = await Promise.all([cold.cut('matting'), cold.cut('matting&padding=2')])
    expect(plain.url).toMatch(/^https:\/\/img\.example\.com\/out\/.*-made$/)
    expect(padded.url).toMatch(/^https:\/\/img\.example\.com\/out\/.*-laid$/)
    expect(cold.published.sort()).toEqual([plain.url, padded.url].sort())

    const warm = await openProject({ ...cos, root: cold.dir }, { cos, layout: 'local' })
    expect((await warm.cut('matting&padding=2')).url).toBe(padded.url)
    expect(warm.published).toEqual([])
    expect(warm.runs).toEqual([])
  })

  it('are found out anew where they changed, and left away where they are not wanted', async () => {
    const before = await openProject()
    expect((await before.cut('matting')).url).toBeUndefined()
    const after = await openProject({ ...cos, root: before.dir }, { cos })
    expect((await after.cut('matting')).url).toMatch(/^https:\/\/img\.example\.com\//)
    expect(after.runs).toEqual([])
    expect(after.published.length).toBe(1)
    const again = await openProject({ root: before.dir })
    expect((await again.cut('matting')).url).toBeUndefined()
  })

  it('change the fingerprint', async () => {
    const { matting: one } = await openProject()
    const { matting: two } = await openProject(cos, { cos })
    const of = (matting: Matting) => matting.fingerprint(matting.parse('./a.jpg?matting'))
    expect(of(one)).not.toBe(of(two))
  })
})

describe('remote photos', () => {
  async function servePhoto(bytes: Buffer | string) {
    let requests = 0
    const server = createServer((_request, response) => {
      requests++
      response.end(bytes)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections())
    return { url: `http://127.0.0.1:${port}/img/my%20shoe.jpg`, close, count: () => requests }
  }

  const cutRemote = (matting: Matting, specifier: string) => {
    const request = matting.parse(specifier)
    return matting.cut(request, request.path)
  }

  it('are left to a service', async () => {
    const { matting, runs } = await openProject()
    const asset = await cutRemote(matting, 'https://shop.test/img/my%20shoe.jpg?v=1&matting&padding=2')
    expect(asset).toMatchObject({ name: 'my-shoe.png', width: 24 })
    expect(runs).toMatchObject([{ photo: { url: 'https://shop.test/img/my%20shoe.jpg?v=1' }, tasks: ['padding=2x2'] }])
  })

  it('are downloaded for an engine of this machine, once', async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#eee' } })
      .jpeg()
      .toBuffer()
    const server = await servePhoto(photo)
    const dir = await makeFolder()
    const cutter = defineEngine({
      name: 'hole',
      version: '1',
      cut: async ({ width, height }) => ({
        png: await sharp({ create: { width, height, channels: 4, background: '#c338' } })
          .png()
          .toBuffer(),
      }),
    })
    const open = () => createMatting({ engine: cutter }, { root: dir, env: {}, logger: createMemoryLogger() })
    const asset = await cutRemote(await open(), `${server.url}?matting`)
    expect(asset).toMatchObject({ name: 'my-shoe.png', width: 40, cached: false })
    expect(await cutRemote(await open(), `${server.url}?matting`)).toMatchObject({ cached: true })
    expect(server.count()).toBe(1)
    await server.close()
  })

  it('fail with the address, without its query', async () => {
    const server = await servePhoto('')
    await server.close()
    const matting = await createMatting({ engine: 'local' }, { root: await makeFolder(), env: {} })
    opened.push(matting)
    const error = await cutRemote(matting, `${server.url}?sign=hush&matting`).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'SOURCE_DOWNLOAD', message: expect.stringContaining('my%20shoe.jpg can') })
    expect(String(error)).not.toContain('hush')
  })
})
