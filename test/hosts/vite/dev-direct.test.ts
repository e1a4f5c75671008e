import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { isCutOut, makePhoto } from '../support.ts'
import { type Dev, startDev } from './dev-support.ts'
import { startModule, startProject } from './support.ts'

const AS_IMAGE: Record<string, string> = { 'Sec-Fetch-Dest': 'image' }
/** Of a server on another machine: without a header of the kind. */
const FROM_AFAR = { Accept: 'image/avif,image/webp,*/*;q=0.8' }

/** The status of an answer, and its media type without parameters. */
async function ask(dev: Dev, path: string, headers = AS_IMAGE): Promise<[number, string]> {
  const { status, headers: told } = await dev.fetch(path, headers)
  return [status, told.get('content-type')?.split(';')[0] ?? 'none']
}

async function waitForReload(dev: Dev, change: () => Promise<void>): Promise<void> {
  const send = vi.spyOn(dev.server.environments.client.hot, 'send')
  await change()
  const reload: unknown = expect.objectContaining({ type: 'full-reload' })
  await vi.waitFor(() => expect(send).toHaveBeenCalledWith(reload), { timeout: 20_000 })
}

describe("a photo's own URL in the dev server of Vite", () => {
  it.each(['/', '/sub/'])(
    'gives its cut-out where it has the marker, as plugin-vue asks for it, base %s',
    async (base) => {
      const project = await startModule('', ['src/shoe.jpg', 'src/rote Schuhe.jpg'])
      const dev = await startDev(project, { base })
      const response = await dev.fetch(`${base}src/shoe.jpg?matting&padding=2`, AS_IMAGE)
      expect(response.headers.get('content-type')).toBe('image/png')
      expect(await isCutOut(Buffer.from(await response.arrayBuffer()))).toBe(true)
      const tag = response.headers.get('etag') ?? 'none'
      expect(await ask(dev, `${base}src/shoe.jpg?matting&padding=2`, { ...AS_IMAGE, 'If-None-Match': tag })).toEqual([
        304,
        'none',
      ])
      expect(await ask(dev, `${base}src/rote%20Schuhe.jpg?matting`, FROM_AFAR)).toEqual([200, 'image/png'])
      expect(dev.calls.map(({ name }) => name)).toEqual(['shoe.jpg', 'rote Schuhe.jpg'])
      expect(await (await dev.fetch(`${base}__matting/`)).text()).toContain('2 pictures')
    },
  )

  it('is loaded anew when the photo is edited', async () => {
    const project = await startModule('')
    const dev = await startDev(project)
    const readTag = async (): Promise<string | null> =>
      (await dev.fetch('/src/shoe.jpg?matting', AS_IMAGE)).headers.get('etag')
    const before = await readTag()
    await waitForReload(dev, () => makePhoto(join(project.dir, 'src/shoe.jpg'), { seed: 7 }))
    expect(await readTag()).not.toBe(before)
  })

  it('gives a placeholder and an error where the photo is missing, and the picture when it is there', async () => {
    const project = await startModule('')
    const dev = await startDev(project)
    expect(await ask(dev, '/src/late.jpg?matting')).toEqual([500, 'image/svg+xml'])
    expect(dev.log.join('\n')).toMatch(/late\.jpg[^]*fix:/)
    await waitForReload(dev, () => makePhoto(join(project.dir, 'src/late.jpg')))
    expect(await ask(dev, '/src/late.jpg?matting')).toEqual([200, 'image/png'])
  })

  it.each([
    ['metadata', 'matting&as=metadata', '`as=metadata`, expected `as=url`'],
    ['an unknown directive', 'matting&paddding=2', 'Write `padding`'],
  ])('gives a placeholder and an error for %s', async (_what, query, message) => {
    const dev = await startDev(await startModule(''))
    expect(await ask(dev, `/src/shoe.jpg?${query}`)).toEqual([500, 'image/svg+xml'])
    expect(dev.log.join('\n')).toContain(message)
    expect(dev.calls).toEqual([])
  })

  it('is left to Vite without the marker, as a module, in the public folder, and where it is none', async () => {
    const project = await startProject({ 'index.html': '<title>shop</title>' }, ['src/shoe.jpg', 'public/hat.jpg'])
    const dev = await startDev(project)
    expect(await ask(dev, '/src/shoe.jpg')).toEqual([200, 'image/jpeg'])
    expect(await ask(dev, '/src/shoe.jpg?import&matting')).toEqual([200, 'text/javascript'])
    expect(await ask(dev, '/hat.jpg?matting')).toEqual([200, 'image/jpeg'])
    for (const path of ['/search?cos=bag', '/?matting', '/index.html?matting']) {
      expect(await ask(dev, path, { Accept: 'text/html' })).toEqual([200, 'text/html'])
    }
    expect(dev.calls).toEqual([])
  })
})
