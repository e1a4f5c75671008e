import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import type { EngineImage, Raster } from '../../../src/core/types.ts'
import { PLAIN_LAYOUT, type Layout } from '../../../src/directives/layout.ts'
import { createLocalEngine } from '../../../src/engines/local/index.ts'
import { findBox } from '../../../src/raster/box.ts'
import { decodeRaster, encodePng } from '../../../src/raster/codec.ts'
import { measureIoU, readAlpha } from '../../support/matte-metrics.ts'
import { drawScene, mugShape } from './scenes.ts'

const engine = createLocalEngine()
afterAll(() => engine.close?.())

const scene = drawScene({ width: 300, height: 240, shape: mugShape, colour: () => [60, 90, 150] })
const NEVER = new AbortController().signal

async function describeImage(raster: Raster): Promise<EngineImage> {
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

async function cut(
  layout: Layout,
): Promise<{ raster: Raster; confidence: number | undefined; paid: boolean | undefined }> {
  const { png, confidence, paid } = await engine.cut(await describeImage(scene.photo), layout, { signal: NEVER })
  return { raster: await decodeRaster(png), confidence, paid }
}

describe('the embedded engine', () => {
  it('is named and has a version', () => {
    expect(engine).toMatchObject({ name: 'local', version: '1' })
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

  it('stops when the build is given up', async () => {
    const given = AbortSignal.abort(new Error('given up'))
    await expect(engine.cut(await describeImage(scene.photo), PLAIN_LAYOUT, { signal: given })).rejects.toThrow(
      'given up',
    )
  })
})
