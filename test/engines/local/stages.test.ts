import { describe, expect, it } from 'vitest'
import { fitBorder } from '../../../src/engines/local/backdrop/border.ts'
import { compareToBackdrop } from '../../../src/engines/local/backdrop/likeness.ts'
import { fitBackdrop, type Backdrop } from '../../../src/engines/local/backdrop/surface.ts'
import { refineAlpha } from '../../../src/engines/local/alpha/refine.ts'
import { separateLayers } from '../../../src/engines/local/foreground/multi-level.ts'
import { cleanMask } from '../../../src/engines/local/mask/clean.ts'
import { fitColourModel, weighColours } from '../../../src/engines/local/mask/colour-model.ts'
import { measureConfidence } from '../../../src/engines/local/confidence.ts'
import { divideGrid, type Division } from '../../../src/engines/local/mask/grid-cut.ts'
import {
  createField,
  readColours,
  selectPixels,
  type BitMask,
  type Field,
} from '../../../src/engines/local/planes/field.ts'
import { toLab } from '../../../src/engines/local/planes/lab.ts'
import { resample } from '../../../src/engines/local/planes/resample.ts'
import { placeField, withShelf } from '../../../src/engines/local/shelf.ts'
import { measureSad, readAlpha } from '../../support/matte-metrics.ts'
import { readLayers } from './naive-layers.ts'
import { createRandom, drawScene, ellipse, greySheet, rectangle, type Scene } from './scenes.ts'

const SIDE = 96

function field(value: (x: number, y: number) => number, side = SIDE): Field {
  return {
    ...createField({ width: side, height: side }, 1),
    data: Float32Array.from({ length: side * side }, (_, i) => value(i % side, Math.floor(i / side))),
  }
}

function mask(test: (x: number, y: number) => boolean, side = SIDE): BitMask {
  return selectPixels(
    field((x, y) => (test(x, y) ? 1 : 0), side),
    (value) => value === 1,
  )
}

describe('backdrop', () => {
  it('is fitted to the border although the product crosses it', () => {
    const { photo } = drawScene({
      width: SIDE,
      height: SIDE,
      shape: rectangle(0.35, 0.4, 0.6, 1.1),
      colour: () => [200, 20, 20],
      noise: 0,
    })
    const { middle, coefficients, noise } = fitBorder(readColours(photo))
    const top = (coefficients[0]! + middle[0]! - coefficients[6]! + coefficients[15]!) * 255
    expect(Math.abs(top - greySheet(0, 0)[0])).toBeLessThan(3)
    expect(noise).toBeLessThan(0.01)
  })

  it('is known behind the product too, and tells its own colours', () => {
    const { photo, truth } = drawScene({
      width: SIDE,
      height: SIDE,
      shape: ellipse(0.5, 0.5, 0.3, 0.3),
      colour: () => [30, 60, 140],
    })
    const lab = toLab(readColours(photo))
    const alpha = { ...createField(lab, 1), data: readAlpha(truth) }
    const backdrop = fitBackdrop(
      lab,
      selectPixels(alpha, (a) => a === 0),
    )
    const centre = (SIDE / 2) * SIDE + SIDE / 2
    const expected = toLab({ data: Float32Array.from(greySheet(0.5, 0.5)), width: 1, height: 1, channels: 3 })
    expect(backdrop.isSmooth).toBe(true)
    expect(Math.abs(backdrop.colours.data[centre * 3]! - expected.data[0]!)).toBeLessThan(1)
    const likeness = compareToBackdrop(lab, backdrop, alpha)
    expect(likeness.isDistinct).toBe(true)
    expect([likeness.isBackdropLike.data[0], likeness.isBackdropLike.data[centre]]).toEqual([1, 0])
  })

  it('is no sheet when it is noise', () => {
    const random = createRandom(5)
    const lab = {
      ...createField({ width: SIDE, height: SIDE }, 3),
      data: Float32Array.from({ length: SIDE * SIDE * 3 }, () => random() * 100),
    }
    expect(
      fitBackdrop(
        lab,
        mask(() => true),
      ).isSmooth,
    ).toBe(false)
  })
})

describe('mask', () => {
  it('is as sure as the probabilities, where the outline agrees with them', () => {
    const judge = (probability: readonly number[], bits: readonly number[]): number => {
      const field = (values: readonly number[]): Field => ({
        data: Float32Array.from(values),
        width: values.length,
        height: 1,
        channels: 1,
      })
      return measureConfidence(Float32Array.from(probability), field(probability), field(bits))
    }
    expect(judge([1, 1, 0, 0], [1, 1, 0, 0])).toBe(1)
    expect(judge([1, 1, 0, 0], [1, 1, 1, 1])).toBeLessThan(0.55)
    expect(judge([0.95, 0.05], [1, 0])).toBeCloseTo((0.9 * (0.95 / 1.05)) / 0.93, 6)
    expect(judge([0.6, 0.4], [1, 0])).toBeLessThan(judge([0.9, 0.1], [1, 0]))
    expect(judge([0, 0.2], [0, 0])).toBe(0)
  })

  it('knows which colours it has seen', () => {
    const lab = {
      ...createField({ width: 100, height: 1 }, 3),
      data: Float32Array.from({ length: 300 }, (_, i) => (i < 150 ? 20 : 80) + (i % 7)),
    }
    const model = fitColourModel(lab, { width: 100, height: 1, data: new Uint8Array(100).fill(1) })
    const asked = {
      ...createField({ width: 3, height: 1 }, 3),
      data: Float32Array.of(22, 23, 22, 50, 50, 50, 83, 83, 83),
    }
    const [first = 0, between = 0, second = 0] = weighColours(asked, model)
    expect(first).toBeLessThan(between)
    expect(second).toBeLessThan(between)
  })

  it('moves an outline to the edge nearby', () => {
    const lab = createField({ width: 24, height: 24 }, 3)
    for (let i = 0; i < 24 * 24; i++) lab.data[i * 3] = i % 24 < 14 ? 80 : 20
    const costs = field((x) => (x < 10 ? 5 : x < 18 ? 0 : -5), 24)
    const cut = divide({ lab, costs, smoothness: 6 })
    expect(Array.from(cut.data.subarray(24 * 7, 24 * 8))).toEqual(
      Array.from({ length: 24 }, (_, x) => (x < 14 ? 1 : 0)),
    )
  })

  it('finds the cheapest cut of all', () => {
    const random = createRandom(11)
    for (let round = 0; round < 25; round++) {
      const costs = {
        ...createField({ width: 3, height: 3 }, 1),
        data: Float32Array.from({ length: 9 }, () => Math.round(random() * 16 - 8)),
      }
      const lab = createField(costs, 3)
      const cut = divide({ lab, costs, smoothness: 2 })
      expect(priceOf(cut.data, costs.data)).toBe(
        Math.min(
          ...Array.from({ length: 512 }, (_, bits) =>
            priceOf(
              Uint8Array.from({ length: 9 }, (_b, i) => (bits >> i) & 1),
              costs.data,
            ),
          ),
        ),
      )
    }
  })

  it('drops specks, fills false holes and keeps real ones', () => {
    const shape = mask(
      (x, y) => (x >= 10 && x < 80 && y >= 10 && y < 80 && !inBox(x, y, 20) && !inBox(x, y, 50)) || (x > 90 && y > 90),
    )
    const probability = field((x, y) => (inBox(x, y, 20) ? 0.01 : inBox(x, y, 50) ? 0.6 : 0.9))
    const colours = { ...createField(shape, 3), data: new Float32Array(SIDE * SIDE * 3).fill(50) }
    const backdrop: Backdrop = { colours, noise: [1, 1, 1], isSmooth: true }
    const likeness = compareToBackdrop(colours, backdrop, probability)
    const clean = cleanMask(shape, { lab: colours, probability, backdrop, likeness }).data
    expect([clean[25 * SIDE + 25], clean[55 * SIDE + 55], clean[93 * SIDE + 93], clean[15 * SIDE + 15]]).toEqual([
      0, 1, 0, 1,
    ])
  })
})

function divide({ lab, ...division }: Omit<Division, 'lab'> & { readonly lab: Field }): BitMask {
  return withShelf((shelf) => divideGrid({ lab: placeField(shelf, lab), ...division }))
}

/** What `divideGrid` minimises for nine pixels of one colour, in its whole numbers. */
function priceOf(sides: ArrayLike<number>, costs: Float32Array): number {
  let price = 0
  for (let i = 0; i < 9; i++) {
    price += sides[i] === 1 ? Math.max(0, -costs[i]! * 100) : Math.max(0, costs[i]! * 100)
    for (const [dx, dy] of [
      [1, 0],
      [0, 1],
      [1, 1],
      [-1, 1],
    ] as const) {
      const [x, y] = [(i % 3) + dx, Math.floor(i / 3) + dy]
      if (x >= 0 && x < 3 && y < 3 && sides[i] !== sides[y * 3 + x]) price += Math.round(200 / Math.hypot(dx, dy)) + 1
    }
  }
  return price
}

function inBox(x: number, y: number, from: number): boolean {
  return x >= from && x < from + 12 && y >= from && y < from + 12
}

describe('alpha and foreground', () => {
  const [small, large] = [SIDE, 2 * SIDE].map((side) =>
    drawScene({
      ...{ width: side, height: side },
      shape: ellipse(0.5, 0.5, 0.31, 0.31),
      colour: () => [40, 90, 160],
    }),
  ) as [Scene, Scene]
  const colours = readColours(small.photo)
  const truth = readAlpha(small.truth)
  const exact = { ...createField(colours, 1), data: truth }

  it('are refined at a larger size', () => {
    const matte = refineAlpha(large.photo, exact)
    const alpha = Float32Array.from(matte.data, (value) => value / 255)
    expect(measureSad(alpha, readAlpha(large.truth))).toBeLessThan(0.06)
  })

  it('follow the photo’s edge where the draft is two pixels off', () => {
    const wide = mask((x, y) => Math.hypot(x - 47.5, y - 47.5) < 0.31 * SIDE + 1)
    const draft = { ...exact, data: Float32Array.from(wide.data) }
    const error = (raster: ArrayLike<number>): number =>
      measureSad(
        Float32Array.from(raster, (value) => value / 255),
        readAlpha(large.truth),
      )
    const enlarged = resample(draft, { width: 2 * SIDE, height: 2 * SIDE }).data.map((share) => share * 255)
    expect(error(refineAlpha(large.photo, draft).data)).toBeLessThan(0.8 * error(enlarged))
  })

  it('separate the two colours that an edge mixes', () => {
    const { product, background } = withShelf((shelf) => readLayers(separateLayers(shelf, colours, exact)))
    truth.forEach((alpha, i) => {
      if (alpha <= 0.2 || alpha >= 0.8) return
      ;[40, 90, 160].forEach((level, c) => expect(Math.abs(product[i * 3 + c]! * 255 - level)).toBeLessThan(25))
      expect(background[i * 3]! * 255).toBeGreaterThan(190)
    })
  })
})
