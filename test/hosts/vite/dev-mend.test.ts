import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { makePhoto } from '../support.ts'
import { type Dev, readExport, startDev } from './dev-support.ts'
import { startModule } from './support.ts'

/** What the page is sent when a photo is written. */
async function mend(dev: Dev, file: string): Promise<unknown[]> {
  const send = vi.spyOn(dev.server.environments.client.hot, 'send')
  await makePhoto(file, { seed: 9 })
  await vi.waitFor(() => expect(send).toHaveBeenCalled(), { timeout: 20_000 })
  return send.mock.calls.map(([message]) => message)
}

describe('a damaged photo in the dev server of Vite', () => {
  it.each([
    ['a style sheet', '.a { background: url(./text.jpg?matting) }', ''],
    ['a style sheet of a style sheet', "@import './part.css';", '.b { background: url(./text.jpg?matting) }'],
  ])('of %s is an error with the fix; the page is loaded again when it is mended', async (_what, css, part) => {
    const project = await startModule("import './main.css'")
    await project.write('src/text.jpg', 'no picture')
    await project.write('src/main.css', css)
    await project.write('src/part.css', part)
    const dev = await startDev(project)
    await dev.load('/src/main.js')
    const broken = await dev.fetch('/src/main.css')
    expect(broken.status).toBe(500)
    expect(await broken.text()).toMatch(/text\.jpg[^]*fix:/)
    expect(await (await dev.fetch('/__matting/')).text()).toContain('1 picture · 1 failed')

    expect(await mend(dev, join(project.dir, 'src/text.jpg'))).toContainEqual(
      expect.objectContaining({ type: 'full-reload' }),
    )
    const mended = await dev.fetch('/src/main.css')
    expect(mended.status).toBe(200)
    const [, url = 'none'] = /url\(([^)]+)\)/.exec(await mended.text()) ?? []
    expect((await dev.fetch(url)).headers.get('content-type')).toBe('image/png')
    expect(await (await dev.fetch('/__matting/')).text()).not.toContain('failed<')
  })

  it.each(['matting', 'matting&as=metadata', 'matting&inline'])(
    'of a module works when it is mended: ?%s',
    async (query) => {
      const project = await startModule(`import './text.jpg?${query}'`)
      await project.write('src/text.jpg', 'no picture')
      const dev = await startDev(project)
      await dev.load('/src/main.js')
      const load = async (): Promise<number> => {
        const answer = await dev.fetch(`/src/text.jpg?import&${query}`)
        const url = readExport(await answer.text())
        return url.startsWith('/@matting/') ? (await dev.fetch(url)).status : answer.status
      }
      expect(await load()).toBe(500)
      expect(await mend(dev, join(project.dir, 'src/text.jpg'))).toContainEqual(
        expect.objectContaining({ type: 'full-reload' }),
      )
      expect(await load()).toBe(200)
    },
  )

  it('of a page works when it is mended', async () => {
    const project = await startModule('')
    await project.write('src/text.jpg', 'no picture')
    await project.write('index.html', '<img src="./src/text.jpg?matting">')
    const dev = await startDev(project)
    const page = await (await dev.fetch('/', { Accept: 'text/html' })).text()
    const [, url = 'none'] = /<img src="([^"]+)"/.exec(page) ?? []
    expect((await dev.fetch(url)).status).toBe(500)
    expect(await mend(dev, join(project.dir, 'src/text.jpg'))).toContainEqual(
      expect.objectContaining({ type: 'full-reload' }),
    )
    expect((await dev.fetch(url)).status).toBe(200)
  })
})

it('never lets a placeholder be kept', async () => {
  const project = await startModule("import './text.jpg?matting'")
  await project.write('src/text.jpg', 'no picture')
  const dev = await startDev(project)
  const { headers } = await dev.fetch(readExport(await dev.load('/src/text.jpg?import&matting')))
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('etag')).toBeNull()
  expect(headers.get('content-security-policy')).toContain('sandbox')
})
