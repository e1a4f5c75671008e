import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { cutOut, type Nets } from '../../../src/engines/local/cut-out.ts'
import { decodeRaster } from '../../../src/raster/codec.ts'
import { measureGradientError, measureIoU, measureSad, readAlpha } from '../../support/matte-metrics.ts'
import { loadNets } from './shipped-net.ts'

const ROOT = join(import.meta.dirname, '../../..')
const NAMES = readdirSync(join(ROOT, 'test/fixtures/mattes')).map((file) => file.replace(/\.png$/, ''))

interface Score {
  readonly iou: number
  /** Thousands of pixels. */
  readonly sad: number
  readonly gradient: number
  readonly confidence: number
}

let nets: Nets
const scores = new Map<string, Score>()

/** The matte is in the grey levels of its file. */
async function scorePhoto(name: string): Promise<Score> {
  const photo = await decodeRaster(await readFile(join(ROOT, `playground/photos/${name}.jpg`)))
  const matte = await decodeRaster(await readFile(join(ROOT, `test/fixtures/mattes/${name}.png`)))
  const truth = Float32Array.from({ length: matte.width * matte.height }, (_, i) => matte.data[i * 4]! / 255)
  const { raster, confidence } = cutOut(photo, nets)
  const alpha = readAlpha(raster)
  return {
    iou: measureIoU(alpha, truth),
    sad: measureSad(alpha, truth),
    gradient: measureGradientError(alpha, truth, photo.width),
    confidence,
  }
}

describe('the shop’s photos, against the mattes they were rendered with', () => {
  beforeAll(async () => {
    nets = loadNets()
    for (const name of NAMES) scores.set(name, await scorePhoto(name))
  }, 300_000)

  it.each(NAMES)('%s', (name) => {
    const score = scores.get(name)!
    expect(score.iou).toBeGreaterThan(0.9)
    expect(score.confidence).toBeGreaterThan(0.7)
  })

  it('are cut well wherever the engine is sure', () => {
    const sure = [...scores.values()].filter(({ confidence }) => confidence >= 0.9)
    expect(sure.length).toBeGreaterThanOrEqual(scores.size / 2)
    expect(sure.filter(({ iou }) => iou >= 0.95).length).toBeGreaterThanOrEqual(0.9 * sure.length)
  })

  it('are cut as well as studio photos should be on average', () => {
    const mean = (read: (score: Score) => number): number =>
      [...scores.values()].reduce((sum, score) => sum + read(score), 0) / scores.size
    expect(scores.size).toBeGreaterThanOrEqual(10)
    expect(mean(({ iou }) => iou)).toBeGreaterThan(0.97)
    expect(mean(({ sad }) => sad)).toBeLessThan(11)
    expect(mean(({ gradient }) => gradient)).toBeLessThan(4)
  })
})
