import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sha256 } from '../../../src/core/hash.ts'
import type { RemotePhoto } from '../../../src/core/types.ts'
import type { CosMethod } from '../../../src/engines/cos/options.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import { startService as start } from './emulator-setting.ts'
import { closeServer, createContext, listen, makeJpeg, matting, rule, runAll } from './setting.ts'

const METHODS: CosMethod[] = ['upload', 'cloud', 'download']
const THUMB = rule('imageMogr2/thumbnail/24x')

describe('sources', () => {
  it.each<[string, (image: sharp.Sharp) => sharp.Sharp, number, string[]]>([
    ['jpeg', (image) => image.jpeg(), 1, ['jpg']],
    ['png', (image) => image.png(), 1, ['png']],
    ['webp', (image) => image.webp(), 2, ['jpg', 'webp']],
    ['gif', (image) => image.gif(), 2, ['gif', 'png']],
    ['avif', (image) => image.avif(), 2, ['avif', 'jpg']],
    ['tiff', (image) => image.tiff(), 1, ['png']],
  ])(
    'a %s goes to rules as it is where they take it, and to matting as JPEG or PNG',
    async (name, make, puts, kept) => {
      const { emulator, service } = await start()
      const bytes = await make(sharp(await makeJpeg())).toBuffer()
      const outcome = service.run(await readPhoto(bytes, `a.${name}`), [matting(), THUMB], createContext())
      // What the emulator's sharp makes of the rule is the emulator's affair.
      await Promise.allSettled(outcome)
      const sources = emulator.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/src/'))
      expect(sources).toHaveLength(puts)
      const extensions = sources.map(({ path }) => path.replace(/.*\./, ''))
      expect(extensions.sort()).toEqual(kept)
    },
  )

  it('tries an opaque PNG that is too large as a JPEG, and refuses it for rules', async () => {
    const { emulator, service } = await start()
    const raw = randomBytes(3600 * 3000 * 3).map((value) => 96 + (value & 63))
    const bytes = await sharp(raw, { raw: { width: 3600, height: 3000, channels: 3 } })
      .png({ compressionLevel: 1 })
      .toBuffer()
    expect(bytes.length).toBeGreaterThan(20 * 1024 * 1024)
    const [cut, thumb] = await Promise.allSettled(
      service.run(await readPhoto(bytes, 'large.png'), [matting(), THUMB], createContext()),
    )
    expect(cut?.status).toBe('fulfilled')
    expect(thumb).toMatchObject({ reason: { code: 'SOURCE_LIMIT', message: expect.stringContaining('large.png') } })
    expect([...emulator.objects.keys()].filter((key) => key.includes('/src/'))).toMatchObject([
      expect.stringMatching(/\.jpg$/),
    ])
  })

  it('refuses what is over a limit for the one picture it is about', async () => {
    const { emulator, service } = await start()
    const photo = await readPhoto(await makeJpeg(30, 40), 'tiny.jpg')
    const [cut, thumb] = await Promise.allSettled(service.run(photo, [matting(), THUMB], createContext()))
    expect(cut).toMatchObject({ reason: { code: 'SOURCE_LIMIT', message: expect.stringContaining('tiny.jpg') } })
    expect(thumb?.status).toBe('fulfilled')
    expect(emulator.bills).toHaveLength(1)
  })
})

describe('remote photos', () => {
  async function startHost(): Promise<RemotePhoto> {
    const bytes = await makeJpeg()
    const server = createServer(
      (_, response) => void response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(bytes),
    )
    const port = await listen(server)
    onTestFinished(() => closeServer(server))
    const url = `http://127.0.0.1:${port}/a%20b.jpg?token=hush&x=1`
    return { url, sha256: sha256(url), name: 'a%20b.jpg' }
  }

  it.each(METHODS)('method %s: are cut where they are, and kept', async (method) => {
    const { emulator, service } = await start({}, { method })
    const photo = await startHost()
    expect(await runAll(service, [matting(), matting(20)], photo)).toMatchObject([{ paid: true }, { paid: true }])
    expect(emulator.bills.map(({ key }) => key)).toEqual([photo.url, photo.url])
    expect(await runAll(service, [matting(), matting(20)], photo)).toMatchObject([{ paid: false }, { paid: false }])
    expect(emulator.bills).toHaveLength(2)
  })

  it('take no rules, and say so', async () => {
    const { service } = await start()
    await expect(runAll(service, [THUMB], await startHost())).rejects.toMatchObject({
      code: 'COS_REJECTED',
      fix: expect.stringContaining('Download'),
    })
  })

  it('show no address in errors: it may be signed', async () => {
    const { service } = await start()
    const url = 'http://127.0.0.1:1/a.jpg?token=hush'
    const failed = runAll(service, [matting()], { url, sha256: sha256(url), name: 'a.jpg' })
    await expect(failed).rejects.toMatchObject({
      serviceCode: 'ResourceDownloadFailed',
      message: expect.not.stringContaining('hush'),
    })
  })
})
