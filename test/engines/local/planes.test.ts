import { describe, expect, it } from 'vitest'
import { findComponents } from '../../../src/engines/local/planes/components.ts'
import { measureDistance } from '../../../src/engines/local/planes/distance.ts'
import { createField, createMask, fitSize, type Field } from '../../../src/engines/local/planes/field.ts'
import { fillGaps } from '../../../src/engines/local/planes/fill.ts'
import { toLab } from '../../../src/engines/local/planes/lab.ts'
import { resample, resampleColours, resampleMask } from '../../../src/engines/local/planes/resample.ts'
import { clamp, median } from '../../../src/engines/local/planes/statistics.ts'

function field(width: number, ...data: number[]): Field {
  return { data: Float32Array.from(data), width, height: data.length / width, channels: 1 }
}

describe('resample', () => {
  it('takes the mean over the covered area when it shrinks', () => {
    expect(Array.from(resample(field(4, 0, 2, 4, 6, 2, 4, 6, 8), { width: 2, height: 1 }).data)).toEqual([2, 6])
    expect(Array.from(resample(field(3, 0, 3, 6), { width: 2, height: 1 }).data)).toEqual([1, 5])
  })

  it('is linear between pixel centres when it grows', () => {
    expect(Array.from(resample(field(2, 0, 4), { width: 4, height: 1 }).data)).toEqual([0, 1, 3, 4])
    expect(Array.from(resample(field(1, 7), { width: 2, height: 3 }).data)).toEqual([7, 7, 7, 7, 7, 7])
  })

  it('reads a part of a field, and masks', () => {
    const whole = field(4, 0, 9, 1, 9, 9, 2, 6, 9, 9, 4, 8, 9)
    const part = { ...whole, box: { x: 1, y: 1, width: 2, height: 2 } }
    expect(Array.from(resample(part, { width: 2, height: 2 }).data)).toEqual([2, 6, 4, 8])
    expect(Array.from(resample(part, { width: 1, height: 1 }).data)).toEqual([5])
    const mask = { width: 2, height: 2, data: Uint8Array.of(0, 1, 1, 1) }
    expect(Array.from(resampleMask(mask, { width: 1, height: 1 }).data)).toEqual([0.75])
  })

  it('may shrink along one axis and grow along the other', () => {
    expect(Array.from(resample(field(4, 0, 2, 4, 6), { width: 2, height: 2 }).data)).toEqual([1, 5, 1, 5])
  })

  it('reads the colours of a raster and leaves alpha out', () => {
    const raster = { data: Uint8Array.of(10, 20, 30, 0, 30, 40, 50, 255), width: 2, height: 1 }
    expect(Array.from(resampleColours(raster, { width: 1, height: 1 }).data)).toEqual([20, 30, 40])
  })
})

describe('fillGaps', () => {
  it('keeps what is known and lies between it elsewhere', () => {
    const known = field(8, 10, 0, 0, 0, 0, 0, 0, 20)
    const filled = fillGaps(known, field(8, 1, 0, 0, 0, 0, 0, 0, 1)).data
    expect([filled[0], filled[7]]).toEqual([10, 20])
    for (let i = 1; i < 7; i++) {
      expect(filled[i]).toBeGreaterThanOrEqual(filled[i - 1]!)
      expect(filled[i]).toBeLessThanOrEqual(20)
    }
  })

  it('gives zeros where nothing is known', () => {
    expect(Array.from(fillGaps(field(3, 5, 5, 5), field(3, 0, 0, 0)).data)).toEqual([0, 0, 0])
  })
})

describe('distance', () => {
  it('counts straight and diagonal steps', () => {
    const mask = createMask({ width: 5, height: 5 })
    mask.data[12] = 1
    const { data } = measureDistance(mask)
    expect([data[12], data[13], data[7], data[10]]).toEqual([0, 1, 1, 2])
    expect(data[0]).toBeCloseTo(2 * Math.SQRT2, 5)
    expect(data[24]).toBeCloseTo(2 * Math.SQRT2, 5)
  })
})

describe('components', () => {
  it('are joined by sides, not by corners or around the border', () => {
    const mask = { data: Uint8Array.of(1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1), width: 4, height: 3 }
    const { labels, areas } = findComponents(mask)
    expect(Array.from(labels)).toEqual([1, 1, 0, 2, 0, 0, 3, 0, 4, 0, 0, 5])
    expect(areas.slice(1)).toEqual([2, 1, 1, 1, 1])
  })
})

describe('L*a*b*', () => {
  it.each([
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [255, 255, 255],
      [100, 0, 0],
    ],
    [
      [255, 0, 0],
      [53.24, 80.09, 67.2],
    ],
    [
      [0, 0, 255],
      [32.3, 79.19, -107.86],
    ],
    [
      [119, 119, 119],
      [50.03, 0, 0],
    ],
  ])('of %j is %j', (colour, expected) => {
    const lab = toLab({ ...createField({ width: 1, height: 1 }, 3), data: Float32Array.from(colour) })
    expected.forEach((value, c) => expect(Math.abs(lab.data[c]! - value)).toBeLessThan(0.3))
  })
})

describe('small helpers', () => {
  it('median, clamp and fitSize', () => {
    expect([median([3, 1, 2]), median([]), clamp(5, 0, 1), clamp(-5, 0, 1)]).toEqual([2, 0, 1, 0])
    expect(fitSize({ width: 4000, height: 10 }, 400)).toEqual({ width: 400, height: 1 })
    expect(fitSize({ width: 30, height: 20 }, 400)).toEqual({ width: 30, height: 20 })
  })
})
