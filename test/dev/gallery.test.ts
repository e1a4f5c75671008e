import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createExhibition, type Exhibition } from '../../src/dev/exhibition.ts'
import { serveGallery } from '../../src/dev/gallery.ts'
import type { Changes } from '../../src/dev/page.ts'
import { describeAsset, describeSitting, serveMiddleware, type SittingSetting } from './support.ts'

interface Open {
  readonly exhibition: Exhibition
  readonly dir: string
  readonly get: Awaited<ReturnType<typeof serveMiddleware>>
  show(setting?: SittingSetting): Promise<string>
  readChanges(mark?: string): Promise<Changes>
}

/** A gallery with a base, of a project that has one photo. */
async function openGallery(mayRead: (file: string) => boolean = () => true): Promise<Open> {
  const dir = await mkdtemp(join(tmpdir(), 'matting-gallery-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await writeFile(join(dir, 'shoe.jpg'), 'the photo')
  const exhibition = createExhibition()
  const get = await serveMiddleware(serveGallery({ exhibition, base: '/sub/', root: dir, mayRead }))
  return {
    exhibition,
    dir,
    get,
    async show(setting) {
      await exhibition.follow(describeSitting({ photo: join(dir, 'shoe.jpg'), ...setting })).catch(() => undefined)
      return exhibition.listSince(exhibition.revision - 1)[0]?.id ?? 'none'
    },
    readChanges: async (mark = '') =>
      (await get(`/sub/__matting/changes?since=${encodeURIComponent(mark)}`)).json() as Promise<Changes>,
  }
}

describe('the page', () => {
  it('shows each picture beside its photo, with everything that is known of it', async () => {
    const { get, show } = await openGallery()
    const asset = describeAsset({ paid: true, doubt: 'the outline is doubtful (confidence 0.50)', confidence: 0.5 })
    const id = await show({ specifier: './shoe.jpg?matting&padding=20x10', make: async () => asset })
    const page = await (await get('/sub/__matting/')).text()
    for (const part of [
      `src="photo/${id}?v=`,
      `src="picture/${id}?v=`,
      '?matting&amp;padding=20x10',
      ...['640 × 480', 'PNG, 13 kB', 'counting', '2.3 s', '0.50', 'paid', 'src/main.js'],
      'the outline is doubtful (confidence 0.50)',
      '1 picture · 1 to look at · 1 paid',
    ]) {
      expect(page).toContain(part)
    }
    expect(page.match(/loading="lazy"/g)).toHaveLength(2)
  })

  it('shows a failure with its fix, and what is at work', async () => {
    const { get, show, exhibition } = await openGallery()
    await show({ make: () => Promise.reject(new Error('It broke.')) })
    void exhibition.follow(
      describeSitting({ specifier: './hat.jpg?matting', make: () => new Promise(() => undefined) }),
    )
    const page = await (await get('/sub/__matting/')).text()
    expect(page).toContain('<p>It broke.</p>')
    expect(page).toContain('data-state="failed"')
    expect(page).toContain('data-state="working"')
    expect(page).toContain('2 pictures · 1 at work · 1 failed')
  })

  it('takes names, directives, importers and messages for text', async () => {
    const { get, show, dir } = await openGallery()
    const evil = '<img src=x onerror=alert(1)>"\''
    await show({
      photo: join(dir, evil),
      importer: evil,
      specifier: `./a.jpg?cos=imageMogr2/${encodeURIComponent(evil)}`,
    })
    await show({ photo: join(dir, `2${evil}`), make: () => Promise.reject(new Error(evil)) })
    const page = await (await get('/sub/__matting/')).text()
    expect(page).not.toContain('<img src=x')
    expect(page.split('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;').length).toBeGreaterThan(5)
  })

  it('asks nothing of a remote photo, and does not show the query of its address', async () => {
    const { get, show } = await openGallery()
    const id = await show({ photo: 'https://pictures.example/a/shoe.jpg?sign=secret' })
    const page = await (await get('/sub/__matting/')).text()
    expect(page).toContain('Remote photo')
    expect(page).toContain('https://pictures.example/a/shoe.jpg"')
    expect(page).not.toContain('secret')
    expect(page).not.toMatch(/(?:src|href)="https?:/)
    expect((await get(`/sub/__matting/photo/${id}`)).status).toBe(404)
  })
})

describe('its answers', () => {
  it.each(['', 'changes', 'gallery.css', 'gallery.js', 'icon.svg', 'photo/nothing'])(
    'are of this server only, and for it only: /%s',
    async (name) => {
      const { get } = await openGallery()
      const { headers } = await get(`/sub/__matting/${name}`)
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; (?!.*(?:unsafe-eval|\*|https?:))/)
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('cache-control')).toBe('no-store')
    },
  )

  it('need no inline script or style', async () => {
    const { get, show } = await openGallery()
    await show()
    const page = await (await get('/sub/__matting/')).text()
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuse %s', async (method) => {
    const { get } = await openGallery()
    const response = await get('/sub/__matting/', { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })

  it('have no body for HEAD', async () => {
    const { get, show } = await openGallery()
    const id = await show()
    for (const name of ['', 'changes', `photo/${id}`, `picture/${id}`]) {
      const response = await get(`/sub/__matting/${name}`, { method: 'HEAD' })
      expect({ name, status: response.status, body: await response.text() }).toEqual({ name, status: 200, body: '' })
    }
  })

  it('begin at the base, and leave everything else alone', async () => {
    const { get } = await openGallery()
    const { status, headers } = await get('/sub/__matting')
    expect([status, headers.get('location')]).toEqual([302, '/sub/__matting/'])
    for (const path of ['/__matting/', '/sub/', '/sub/__mattings/', '/sub/x/__matting/']) {
      expect((await get(path)).status).toBe(418)
    }
  })
})

describe('photos and pictures', () => {
  it('are sent by their ids, with a tag to ask by', async () => {
    const { get, show } = await openGallery()
    const id = await show()
    for (const [room, body] of [
      ['photo', 'the photo'],
      ['picture', 'the picture'],
    ]) {
      const response = await get(`/sub/__matting/${room}/${id}`)
      expect(await response.text()).toBe(body)
      expect(response.headers.get('cache-control')).toBe('no-cache')
      const tag = response.headers.get('etag') ?? ''
      expect((await get(`/sub/__matting/${room}/${id}`, { headers: { 'If-None-Match': tag } })).status).toBe(304)
    }
  })

  it.each(['photo/../shoe.jpg', 'photo/%2e%2e%2fshoe.jpg', 'photo/shoe.jpg', 'picture/', 'constructor', '__proto__'])(
    'are not found by paths: %s',
    async (name) => {
      const { get, show } = await openGallery()
      await show()
      expect((await get(`/sub/__matting/${name}`)).status).toBe(404)
    },
  )

  it('are not sent where the server may not read the photo', async () => {
    const { get, show } = await openGallery(() => false)
    const id = await show()
    const response = await get(`/sub/__matting/photo/${id}`)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('the photo')
  })

  it('are told to be missing where the photo is gone, or there is no picture', async () => {
    const { get, show, dir } = await openGallery()
    const id = await show({ make: () => Promise.reject(new Error('It broke.')) })
    await rm(join(dir, 'shoe.jpg'))
    expect((await get(`/sub/__matting/photo/${id}`)).status).toBe(404)
    expect((await get(`/sub/__matting/picture/${id}`)).status).toBe(404)
  })

  it('can run nothing when they are opened by themselves', async () => {
    const { get, show, dir } = await openGallery()
    await writeFile(join(dir, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const id = await show({ photo: join(dir, 'logo.svg') })
    const { headers } = await get(`/sub/__matting/photo/${id}`)
    expect(headers.get('content-type')).toBe('image/svg+xml')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox")
  })
})

describe('changes', () => {
  it('are those since the mark', async () => {
    const { show, readChanges } = await openGallery()
    const first = await show()
    const { mark, cards, all } = await readChanges()
    expect({ all, ids: cards.map(({ id }) => id) }).toEqual({ all: true, ids: [first] })
    expect(await readChanges(mark)).toEqual({ mark, summary: '1 picture', all: false, cards: [] })
    const second = await show({ specifier: './shoe.jpg?matting&center' })
    expect((await readChanges(mark)).cards.map(({ id }) => id)).toEqual([second])
  })

  it.each(['', 'nonsense', '.', 'other-server.1'])('are everything for a gallery with the mark %j', async (mark) => {
    const { show, readChanges } = await openGallery()
    await show()
    const { all, cards } = await readChanges(mark)
    expect({ all, size: cards.length }).toEqual({ all: true, size: 1 })
  })

  it.each(['-1', 'x', '1.5', ''])('are everything for a revision that is none: %j', async (revision) => {
    const { show, readChanges, exhibition } = await openGallery()
    await show()
    expect((await readChanges(`${exhibition.epoch}.${revision}`)).cards).toHaveLength(1)
  })
})
