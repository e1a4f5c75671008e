import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine, EngineImage, Raster } from '../../src/core/types.ts'
import { type Layout, PLAIN_LAYOUT } from '../../src/directives/layout.ts'
import { findBox } from '../../src/raster/box.ts'
import { decodeRaster, encodePng } from '../../src/raster/codec.ts'
import { measureIoU, readAlpha } from '../support/matte-metrics.ts'
import { drawScene, mugShape, type Scene } from './local/scenes.ts'

const NEVER = new AbortController().signal

/** A dark blue mug on a light grey sheet. */
export function drawMug(): Scene {
  return drawScene({ width: 300, height: 240, shape: mugShape, colour: () => [60, 90, 150] })
}

/** A picture as engines are handed photos. */
export async function describeImage(raster: Raster): Promise<EngineImage> {
  const bytes = await encodePng(raster)
  return {
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    format: 'png',
    width: raster.width,
    height: raster.height,
    orientation: 1,
    space: 'srgb',
    hasAlpha: true,
    name: 'mug.png',
    decode: () => decodeRaster(bytes),
  }
}

/** What holds for every engine that cuts on this machine. */
export function describeEmbedded(name: string, open: () => Promise<Engine>): void {
  const scene = drawMug()
  let engine: Engine
  beforeAll(async () => {
    engine = await open()
  })
  afterAll(() => engine.close?.())

  async function cut(layout: Layout) {
    const result = await engine.cut(await describeImage(scene.photo), layout, { signal: NEVER })
    return { ...result, raster: await decodeRaster(result.png) }
  }

  describe(name, () => {
    it('lays out here what it cuts', () => {
      expect(engine.layout).toBe('local')
      expect(engine.service).toBeUndefined()
    })

    it('cuts a photo in a worker thread, for free', async () => {
      const { raster, confidence, paid } = await cut(PLAIN_LAYOUT)
      expect(measureIoU(readAlpha(raster), readAlpha(scene.truth))).toBeGreaterThan(0.97)
      expect(confidence).toBeGreaterThan(0.9)
      expect(paid).toBe(false)
    })

    it('lays the product out', async () => {
      const { raster } = await cut({ center: true, padding: { dx: 10, dy: 20 } })
      const box = findBox(raster)!
      expect([raster.width, raster.height]).toEqual([320, 280])
      expect(Math.abs(box.x * 2 + box.width - 320)).toBeLessThanOrEqual(1)
      expect(Math.abs(box.y * 2 + box.height - 280)).toBeLessThanOrEqual(1)
    })

    it('gives the same bytes every time', async () => {
      const image = await describeImage(scene.photo)
      const [first, second] = await Promise.all([0, 1].map(() => engine.cut(image, PLAIN_LAYOUT, { signal: NEVER })))
      expect(Buffer.from(first!.png).equals(second!.png)).toBe(true)
    })

    it('leaves a picture that is a cut-out already as it is', async () => {
      const { png } = await engine.cut(await describeImage(scene.truth), PLAIN_LAYOUT, { signal: NEVER })
      expect((await decodeRaster(png)).data).toEqual(Buffer.from(scene.truth.data))
    })

    it('stops when the build is given up', async () => {
      const given = AbortSignal.abort(new Error('given up'))
      const image = await describeImage(scene.photo)
      await expect(engine.cut(image, PLAIN_LAYOUT, { signal: given })).rejects.toThrow('given up')
    })
  })
}
