import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createCutter } from '../../src/emulator/cutter.ts'
import { readPhoto } from '../../src/raster/photo.ts'
import { createCountingEngine } from '../hosts/support.ts'
import { makePhoto } from './support.ts'

const { signal } = new AbortController()

describe('createCutter', () => {
  it('cuts a photo once for all layouts, where its engine lays nothing out', async () => {
    const { engine, calls } = createCountingEngine()
    const cutter = createCutter({ engine: { ...engine, layout: 'local' }, latency: 0, signal })
    const photo = await readPhoto(await makePhoto(40, 30), 'a.jpg')
    const layouts = [0, 5, 9].map((dx) => ({ center: false, padding: { dx, dy: 0 } }))
    const pngs = await Promise.all(layouts.map((layout) => cutter.cut(photo, layout)))
    const widths = await Promise.all(pngs.map(async (png) => (await sharp(png).metadata()).width))
    expect(widths).toEqual([40, 50, 58])
    expect(calls.length).toBe(1)
  })

  it('tries again after a failure', async () => {
    const { engine } = createCountingEngine()
    let fails = 1
    const cut: typeof engine.cut = (...all) => (fails-- > 0 ? Promise.reject(new Error('once')) : engine.cut(...all))
    const cutter = createCutter({ engine: { ...engine, cut, layout: 'local' }, latency: 0, signal })
    const photo = await readPhoto(await makePhoto(40, 30), 'a.jpg')
    const layout = { center: false, padding: { dx: 0, dy: 0 } }
    await expect(cutter.cut(photo, layout)).rejects.toThrow('once')
    expect((await sharp(await cutter.cut(photo, layout)).metadata()).width).toBe(40)
  })
})
