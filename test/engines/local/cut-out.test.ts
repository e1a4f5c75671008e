import { beforeAll, describe, expect, it } from 'vitest'
import type { Raster } from '../../../src/core/types.ts'
import { cutOut, type CutOut, type Nets } from '../../../src/engines/local/cut-out.ts'
import { withShelf } from '../../../src/engines/local/shelf.ts'
import { measureHalo, measureIoU, measureSad, readAlpha } from '../../support/matte-metrics.ts'
import { bottleShape, createRandom, drawScene, ellipse, mugShape, rectangle, type Scene } from './scenes.ts'
import { loadNets } from './shipped-net.ts'

let nets: Nets
beforeAll(() => {
  nets = loadNets()
})

const stripes = (x: number, y: number): [number, number, number] => [150 + 40 * Math.sin(x * 60), 60 + 60 * y, 50]

const SCENES: Record<string, () => Scene> = {
  'a striped ellipse with a soft shadow': () =>
    drawScene({
      shape: ellipse(0.5, 0.45, 0.25, 0.3),
      colour: stripes,
      shadow: { x: 0.5, y: 0.78, radius: 0.3, depth: 0.5 },
    }),
  'a mug with a handle': () => drawScene({ shape: mugShape, colour: () => [60, 90, 150] }),
  'a dark bottle on a warm gradient': () =>
    drawScene({
      shape: bottleShape,
      colour: (x) => [40 + 60 * x, 50, 45],
      backdrop: (x, y) => [240 - 30 * y, 215 - 30 * y, 190 - 20 * x],
      shadow: { x: 0.55, y: 0.86, radius: 0.25, depth: 0.4 },
    }),
  'a product cropped by the border': () =>
    drawScene({ shape: rectangle(0.3, 0.35, 0.72, 1.1), colour: () => [30, 110, 80] }),
  'a wide picture': () => drawScene({ width: 480, height: 240, shape: ellipse(0.4, 0.5, 0.18, 0.36), colour: stripes }),
}

function expectClean({ data }: Raster): void {
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 0 && (data[i]! | data[i + 1]! | data[i + 2]!) !== 0)
      expect.fail(`colour under alpha 0 at byte ${i}`)
  }
}

describe.each(Object.entries(SCENES))('%s', (_name, draw) => {
  let scene: Scene
  let result: CutOut
  beforeAll(() => {
    scene = draw()
    result = cutOut(scene.photo, nets)
  })

  it('is cut along its outline', () => {
    const [alpha, truth] = [readAlpha(result.raster), readAlpha(scene.truth)]
    expect(measureIoU(alpha, truth)).toBeGreaterThan(0.97)
    expect(measureSad(alpha, truth)).toBeLessThan((0.012 * truth.reduce((sum, value) => sum + value, 0)) / 1000 + 0.3)
    expect(result.confidence).toBeGreaterThan(0.8)
  })

  it('has no veil: alpha is exactly 0 and 255 away from the edge', () => {
    const { width, height } = scene.photo
    const far = 8
    for (let y = far; y < height - far; y++) {
      for (let x = far; x < width - far; x++) {
        const around = [-far, 0, far].flatMap((dy) =>
          [-far, 0, far].map((dx) => scene.truth.data[((y + dy) * width + x + dx) * 4 + 3]!),
        )
        const own = result.raster.data[(y * width + x) * 4 + 3]!
        if (around.every((alpha) => alpha === 0) && own !== 0)
          expect.fail(`alpha ${own} on the background at ${x}, ${y}`)
        if (around.every((alpha) => alpha === 255) && own !== 255)
          expect.fail(`alpha ${own} inside the product at ${x}, ${y}`)
      }
    }
  })

  it('shows the product’s own colours at its edge, and none where it is transparent', () => {
    expect(measureHalo(result.raster, scene.truth)).toBeLessThan(22)
    expectClean(result.raster)
  })
})

describe('holes', () => {
  it('keeps the hole of a handle open', () => {
    const { raster } = cutOut(SCENES['a mug with a handle']!().photo, nets)
    const at = Math.round(0.53 * 320) * 320 + Math.round(0.68 * 320)
    expect(raster.data[at * 4 + 3]).toBe(0)
  })

  it('does not open a label that is nearly as white as the backdrop', () => {
    const white = (): [number, number, number] => [250, 250, 250]
    const label = rectangle(0.42, 0.5, 0.58, 0.6)
    const { photo } = drawScene({
      shape: bottleShape,
      colour: (x, y) => (label(x, y) ? [238, 238, 236] : [120, 40, 60]),
      backdrop: white,
    })
    const { raster } = cutOut(photo, nets)
    const at = Math.round(0.55 * 320) * 320 + 160
    expect(raster.data[at * 4 + 3]).toBe(255)
  })
})

describe('sizes beyond the working size', () => {
  it('refines edges at full size, in tiles', () => {
    const scene = drawScene({ width: 1500, height: 1200, shape: mugShape, colour: stripes })
    const { raster } = cutOut(scene.photo, nets)
    expect([raster.width, raster.height]).toEqual([1500, 1200])
    expect(measureIoU(readAlpha(raster), readAlpha(scene.truth))).toBeGreaterThan(0.98)
    expectClean(raster)
  })
})

describe('odd pictures', () => {
  const fill = (width: number, height: number, value: (i: number) => number): Raster => ({
    data: Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : value(i))),
    width,
    height,
  })
  const random = createRandom(3)

  it.each([
    ['one pixel', fill(1, 1, () => 90)],
    ['3 × 2 pixels', fill(3, 2, (i) => (i * 37) % 256)],
    ['a line', fill(400, 1, (i) => i % 256)],
    ['one colour', fill(120, 90, () => 200)],
    ['noise', fill(150, 150, () => Math.floor(random() * 256))],
  ])('%s gives a picture of its size, with low confidence', (_name, photo) => {
    const { raster, confidence } = cutOut(photo, nets)
    expect([raster.width, raster.height, raster.data.length]).toEqual([photo.width, photo.height, photo.data.length])
    expect(confidence).toBeGreaterThanOrEqual(0)
    expect(confidence).toBeLessThan(0.9)
    expectClean(raster)
  })

  it('keeps the alpha of a picture that is a cut-out already', () => {
    const { truth } = drawScene({ shape: mugShape, colour: stripes })
    const dirty = {
      ...truth,
      data: truth.data.map((value, i) => (truth.data[i | 3] === 0 && i % 4 !== 3 ? 99 : value)),
    }
    const result = cutOut(dirty, nets)
    expect(result).toEqual({ raster: truth, confidence: 1 })
  })

  it('never makes a see-through part of a photo more opaque', () => {
    const { photo } = drawScene({ shape: ellipse(0.5, 0.5, 0.3, 0.3), colour: stripes })
    const faint = { ...photo, data: photo.data.map((value, i) => (i % 4 === 3 ? 128 : value)) }
    const { raster } = cutOut(faint, nets)
    expect(Math.max(...readAlpha(raster))).toBeCloseTo(128 / 255, 5)
  })

  it('gives the same pixels every time, and leaves the photo as it is', () => {
    const { photo } = drawScene({ shape: mugShape, colour: stripes })
    const before = photo.data.slice()
    const first = cutOut(photo, nets)
    expect(photo.data).toEqual(before)
    expect(cutOut(photo, nets)).toEqual(first)
  })

  it.each([0, 0xff])('does not see what is left in the memory of kernels (%d)', (byte) => {
    const photos = [96, 480].map(
      (side) => drawScene({ width: side, height: side, shape: mugShape, colour: stripes }).photo,
    )
    const before = photos.map((photo) => cutOut(photo, nets))
    withShelf((shelf) => shelf.place(new Uint8Array(5e7).fill(byte)))
    expect(photos.map((photo) => cutOut(photo, nets))).toEqual(before)
  })
})
