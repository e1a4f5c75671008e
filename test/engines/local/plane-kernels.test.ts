import { describe, expect, it } from 'vitest'
import { listPlaces, locateAxis } from '../../../src/engines/local/planes/axis.ts'
import { findComponents } from '../../../src/engines/local/planes/components.ts'
import { measureDistance } from '../../../src/engines/local/planes/distance.ts'
import { createField, type BitMask, type Field } from '../../../src/engines/local/planes/field.ts'
import { fillGaps } from '../../../src/engines/local/planes/fill.ts'
import { toLab } from '../../../src/engines/local/planes/lab.ts'
import { resample, resampleColours } from '../../../src/engines/local/planes/resample.ts'
import * as naive from './naive-planes.ts'
import { createRandom } from './scenes.ts'

const SIZES = [
  [1, 1],
  [1, 9],
  [2, 3],
  [7, 5],
  [16, 8],
  [33, 18],
] as const

function drawField(width: number, height: number, channels: number, seed = 1): Field {
  const random = createRandom(seed)
  const field = createField({ width, height }, channels)
  return { ...field, data: field.data.map(() => random() * 255) }
}

function drawMask(width: number, height: number, share: number): BitMask {
  const random = createRandom(width * 31 + height)
  return { width, height, data: Uint8Array.from({ length: width * height }, () => (random() < share ? 1 : 0)) }
}

describe.each(SIZES)('on %i × %i pixels, to the last bit', (width, height) => {
  it.each(SIZES)('resamples to %i × %i', (columns, rows) => {
    const size = { width: columns, height: rows }
    for (const channels of [1, 3]) {
      const field = drawField(width, height, channels)
      expect(resample(field, size)).toEqual(naive.resample(field, size))
    }
    const bytes = Uint8Array.from(drawField(width, height, 4).data)
    const colours = { width, height, channels: 3, data: Float32Array.from(bytes.filter((_, i) => i % 4 < 3)) }
    expect(resampleColours({ width, height, data: bytes }, size)).toEqual(naive.resample(colours, size))
  })

  it('fills gaps', () => {
    for (const channels of [1, 3]) {
      const values = drawField(width, height, channels)
      const random = createRandom(7)
      const weight = createField(values, 1)
      weight.data.forEach((_, i) => (weight.data[i] = random() < 0.8 ? 0 : Math.min(1, random() * 1.5)))
      expect(fillGaps(values, weight)).toEqual(naive.fillGaps(values, weight))
    }
  })

  it('knows L*a*b*', () => {
    const colours = drawField(width, height, 3)
    colours.data.set([3.3, 5.1, 2.2])
    expect(toLab(colours)).toEqual(naive.toLab(colours))
  })

  it('measures distances', () => {
    const mask = drawMask(width, height, 0.1)
    const expected = naive.measureDistance(mask)
    measureDistance(mask).data.forEach((value, i) => expect(value).toBeCloseTo(expected.data[i]!, 4))
  })

  it('numbers regions in the order of their first pixels', () => {
    const mask = drawMask(width, height, 0.6)
    const { labels, areas } = findComponents(mask)
    let seen = 0
    labels.forEach((label, i) => {
      expect(label > 0).toBe(mask.data[i] === 1)
      expect(label).toBeLessThanOrEqual(seen + 1)
      seen = Math.max(seen, label)
      if (i % width > 0 && label * labels[i - 1]! > 0) expect(label).toBe(labels[i - 1])
      if (i >= width && label * labels[i - width]! > 0) expect(label).toBe(labels[i - width])
    })
    expect(areas.length).toBe(seen + 1)
    areas.forEach((area, label) => expect(area).toBe(label === 0 ? 0 : labels.filter((own) => own === label).length))
  })
})

it('lists the places of an axis as kernels read them', () => {
  const [axis, places] = [locateAxis(3, 7), listPlaces(3, 7)]
  const shares = new Float32Array(places.buffer)
  for (let i = 0; i < 7; i++) {
    expect([places[3 * i], places[3 * i + 1]]).toEqual([axis.first[i], axis.second[i]])
    expect(shares[3 * i + 2]).toBe(axis.share[i])
  }
})
