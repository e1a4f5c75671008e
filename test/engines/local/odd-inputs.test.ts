import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkResult, findDoubt } from '../../../src/core/check.ts'
import { isMattingError } from '../../../src/core/errors.ts'
import type { Engine, Raster } from '../../../src/core/types.ts'
import { PLAIN_LAYOUT } from '../../../src/directives/layout.ts'
import { createLocalEngine } from '../../../src/engines/local/index.ts'
import { decodeRaster, encodePng } from '../../../src/raster/codec.ts'
import { inspectResult } from '../../../src/raster/inspect.ts'
import { readPhoto } from '../../../src/raster/photo.ts'
import { measureIoU, readAlpha } from '../../support/matte-metrics.ts'
import { createRandom, drawScene, ellipse } from './scenes.ts'

const NEVER = new AbortController().signal
const PRODUCT = [150, 60, 50] as const
const scene = drawScene({ width: 240, height: 180, shape: ellipse(0.5, 0.5, 0.3, 0.3), colour: () => PRODUCT })

let engine: Engine
beforeAll(() => {
  engine = createLocalEngine()
})
afterAll(() => engine.close?.())

interface Outcome {
  readonly raster: Raster
  readonly confidence: number | undefined
  readonly doubt: string | undefined
}

/** What a build does with a photo: read, cut, check. */
async function cut(bytes: Uint8Array): Promise<Outcome> {
  const photo = await readPhoto(bytes, 'odd')
  const { png, confidence } = await engine.cut(photo, PLAIN_LAYOUT, { signal: NEVER })
  const facts = await inspectResult(png)
  checkResult(facts, engine.name, photo.sha256)
  return { raster: await decodeRaster(png), confidence, doubt: findDoubt({ coverage: facts.coverage, confidence }) }
}

const toSharp = ({ data, width, height }: Raster): Sharp =>
  sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
const photo = (): Sharp => toSharp(scene.photo).removeAlpha()

function paint(width: number, height: number, colourAt: (x: number, y: number) => readonly number[]): Raster {
  const data = new Uint8Array(width * height * 4)
  for (let i = 0; i < width * height; i++) data.set(colourAt(i % width, Math.floor(i / width)), i * 4)
  return { data, width, height }
}

/** Mean colour where the product surely is. */
function readProduct({ data, width, height }: Raster): number[] {
  const sums = [0, 0, 0]
  let count = 0
  for (let y = Math.round(height * 0.4); y < height * 0.6; y++) {
    for (let x = Math.round(width * 0.4); x < width * 0.6; x++, count++) {
      for (let c = 0; c < 3; c++) sums[c]! += data[(y * width + x) * 4 + c]!
    }
  }
  return sums.map((sum) => sum / count)
}

const measureDistance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, i) => value - b[i]!))

describe('formats: the product is cut, and keeps its colours', () => {
  it.each<[string, () => Sharp, readonly number[], number]>([
    ['PNG, opaque alpha', () => toSharp(scene.photo).png(), PRODUCT, 2],
    ['16-bit PNG', () => photo().toColourspace('rgb16').png(), PRODUCT, 2],
    ['16-bit PNG with a profile', () => photo().toColourspace('rgb16').withIccProfile('p3').png(), PRODUCT, 3],
    ['Display P3 JPEG', () => photo().withIccProfile('p3').jpeg({ quality: 95 }), PRODUCT, 4],
    ['palette PNG', () => photo().png({ palette: true }), PRODUCT, 6],
    // The way through a press profile is lossy, without one it is a guess.
    ['CMYK JPEG with a profile', () => photo().withIccProfile('cmyk').jpeg({ quality: 95 }), PRODUCT, 16],
    ['CMYK JPEG', () => photo().toColourspace('cmyk').jpeg({ quality: 95 }), PRODUCT, 40],
    ['grey JPEG', () => photo().toColourspace('b-w').jpeg({ quality: 95 }), [90, 90, 90], 12],
    ['grey PNG with alpha', () => photo().toColourspace('b-w').ensureAlpha().png(), [90, 90, 90], 12],
    ['16-bit grey PNG', () => photo().toColourspace('grey16').png(), [90, 90, 90], 12],
  ])('%s', async (_, encode, colour, tolerance) => {
    const { raster, doubt } = await cut(await encode().toBuffer())
    expect(measureIoU(readAlpha(raster), readAlpha(scene.truth))).toBeGreaterThan(0.95)
    expect(measureDistance(readProduct(raster), colour)).toBeLessThan(tolerance)
    expect(doubt).toBeUndefined()
  })

  it.each([
    ['GIF', (image: Sharp) => image.gif()],
    ['WebP', (image: Sharp) => image.webp({ lossless: true })],
  ])('an animated %s: its first frame', async (_, encode) => {
    const other = paint(240, 180, (x) => [x, 20, 220, 255])
    const frames = await Promise.all([scene.photo, other].map((frame) => toSharp(frame).removeAlpha().png().toBuffer()))
    const bytes = await encode(sharp(frames, { join: { animated: true } })).toBuffer()
    expect((await sharp(bytes).metadata()).pages).toBe(2)
    const { raster } = await cut(bytes)
    expect([raster.width, raster.height]).toEqual([240, 180])
    expect(measureIoU(readAlpha(raster), readAlpha(scene.truth))).toBeGreaterThan(0.95)
    expect(measureDistance(readProduct(raster), PRODUCT)).toBeLessThan(12)
  })
})

describe('transparency', () => {
  it('of a cut-out is kept, and what it hides is cleared', async () => {
    const dirty = {
      ...scene.truth,
      data: scene.truth.data.map((value, i) => (scene.truth.data[i | 3] === 0 && i % 4 < 3 ? 99 : value)),
    }
    const { raster, doubt } = await cut(await toSharp(dirty).png().toBuffer())
    expect(Buffer.from(raster.data).equals(Buffer.from(scene.truth.data))).toBe(true)
    expect(doubt).toBeUndefined()
  })

  it('of a cut-out that is written as ours are is no reason to refuse it', async () => {
    const { raster } = await cut(await encodePng(scene.truth))
    expect(Buffer.from(raster.data).equals(Buffer.from(scene.truth.data))).toBe(true)
  })

  it('of corners stays, and the product is cut out of the rest', async () => {
    const isCorner = (i: number) =>
      Math.min(i % 240, 239 - (i % 240)) + Math.min(Math.floor(i / 240), 179 - Math.floor(i / 240)) < 14
    const data = scene.photo.data.map((value, i) => (isCorner(i >> 2) ? 0 : value))
    const { raster } = await cut(
      await toSharp({ ...scene.photo, data })
        .png()
        .toBuffer(),
    )
    expect(measureIoU(readAlpha(raster), readAlpha(scene.truth))).toBeGreaterThan(0.95)
  })

  it('of everything gives an empty picture, which is told', async () => {
    const { raster, doubt } = await cut(
      await toSharp(paint(120, 80, () => [255, 255, 255, 0]))
        .png()
        .toBuffer(),
    )
    expect(raster.data.every((value) => value === 0)).toBe(true)
    expect(doubt).toMatch(/nearly empty/)
  })
})

describe('photos without a product', () => {
  const random = createRandom(11)
  const noise = () => Math.floor(random() * 256)

  /** A warning or a refusal, never a picture that passes for a good one. */
  it.each<[string, Raster]>([
    ['one colour', paint(160, 120, () => [200, 40, 40, 255])],
    ['white', paint(160, 120, () => [255, 255, 255, 255])],
    ['noise', paint(160, 120, () => [noise(), noise(), noise(), 255])],
    ['one pixel', paint(1, 1, () => [9, 90, 9, 255])],
    ['one clear pixel', paint(1, 1, () => [0, 0, 0, 0])],
  ])('%s is told', async (_, raster) => {
    const outcome = await cut(await toSharp(raster).png().toBuffer()).catch((error: unknown) => error)
    if (isMattingError(outcome)) expect(outcome.code).toBe('ENGINE_RESULT')
    else expect((outcome as Outcome).doubt).toMatch(/nearly|doubtful/)
  })
})

describe('shapes', () => {
  it.each([
    [20_000, 10],
    [10, 20_000],
  ])('%i × %i', async (width, height) => {
    const isProduct = (along: number, across: number) => along > 8000 && along < 12_000 && across > 2 && across < 8
    const raster = paint(width, height, (x, y) =>
      (width > height ? isProduct(x, y) : isProduct(y, x)) ? [60, 90, 150, 255] : [230, 230, 230, 255],
    )
    const { raster: result } = await cut(await toSharp(raster).png().toBuffer())
    expect([result.width, result.height]).toEqual([width, height])
    const alphaAt = (along: number) => result.data[(width > height ? 5 * width + along : along * width + 5) * 4 + 3]!
    expect([alphaAt(2000), alphaAt(10_000), alphaAt(18_000)]).toEqual([0, 255, 0])
  })
})

describe('files that are refused', () => {
  /** 60000 × 60000 pixels in under a hundred bytes. */
  function writeBomb(): Uint8Array {
    const header = Buffer.alloc(13)
    header.writeUInt32BE(60_000, 0)
    header.writeUInt32BE(60_000, 4)
    header.set([8, 2], 8)
    const signature = Buffer.from('89504e470d0a1a0a', 'hex')
    return Buffer.concat([signature, writeChunk('IHDR', header), writeChunk('IDAT', deflateSync(Buffer.alloc(9)))])
  }

  function writeChunk(name: string, data: Uint8Array): Uint8Array {
    const body = Buffer.concat([Buffer.from(name), data])
    const chunk = Buffer.alloc(body.length + 8)
    chunk.writeUInt32BE(data.length, 0)
    chunk.set(body, 4)
    chunk.writeUInt32BE(crc32(body), body.length + 4)
    return chunk
  }

  it('an image bomb, before it is decoded', async () => {
    await expect(cut(writeBomb())).rejects.toMatchObject({
      code: 'SOURCE_LIMIT',
      reason: expect.stringMatching(/60000 × 60000 pixels; expected at most 100 megapixels/),
    })
  })

  it.each([
    ['JPEG', () => photo().jpeg()],
    ['PNG', () => photo().png()],
    ['WebP', () => photo().webp()],
  ])('half a %s', async (_, encode) => {
    const bytes = await encode().toBuffer()
    await expect(cut(bytes.subarray(0, bytes.length / 2))).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      fix: expect.stringMatching(/truncated|copied whole/),
    })
  })
})
