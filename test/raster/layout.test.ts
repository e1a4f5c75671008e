import { describe, expect, it } from 'vitest'
import type { Raster } from '../../src/core/types.ts'
import { PLAIN_LAYOUT } from '../../src/directives/layout.ts'
import { findBox } from '../../src/raster/box.ts'
import { layOut } from '../../src/raster/layout.ts'

/** A canvas with a product of distinct pixels in a box. */
function draw(width: number, height: number, box: { x: number; y: number; width: number; height: number }): Raster {
  const data = new Uint8Array(width * height * 4)
  for (let y = 0, count = 1; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) data.set([count++, 50, 60, 255], ((box.y + y) * width + box.x + x) * 4)
  }
  return { data, width, height }
}

/** The visible pixels' first channel, row by row. */
function readProduct({ data }: Raster): number[] {
  return Array.from({ length: data.length / 4 }, (_, i) => i * 4)
    .filter((at) => data[at + 3]! > 0)
    .map((at) => data[at]!)
}

describe('layOut', () => {
  it('leaves a plain layout alone', () => {
    const raster = draw(6, 5, { x: 0, y: 1, width: 2, height: 2 })
    expect(layOut(raster, PLAIN_LAYOUT)).toBe(raster)
  })

  it.each([
    ['from the left', { x: 0, y: 4, width: 3, height: 2 }, { x: 3, y: 4, width: 3, height: 2 }],
    ['from the bottom right', { x: 5, y: 7, width: 4, height: 3 }, { x: 2, y: 3, width: 4, height: 3 }],
    ['a product as large as the canvas', { x: 0, y: 0, width: 9, height: 10 }, { x: 0, y: 0, width: 9, height: 10 }],
  ])('centres on the unchanged canvas: %s', (_name, from, to) => {
    const raster = draw(9, 10, from)
    const centred = layOut(raster, { center: true, padding: { dx: 0, dy: 0 } })
    expect([centred.width, centred.height]).toEqual([9, 10])
    expect(findBox(centred)).toEqual(to)
    expect(readProduct(centred)).toEqual(readProduct(raster))
  })

  it('grows the canvas by the padding on every side', () => {
    const padded = layOut(draw(4, 3, { x: 1, y: 1, width: 2, height: 1 }), {
      center: false,
      padding: { dx: 20, dy: 10 },
    })
    expect([padded.width, padded.height]).toEqual([44, 23])
    expect(findBox(padded)).toEqual({ x: 21, y: 11, width: 2, height: 1 })
    expect(readProduct(padded)).toEqual([1, 2])
  })

  it('centres first and pads then', () => {
    const both = layOut(draw(8, 8, { x: 0, y: 0, width: 2, height: 2 }), { center: true, padding: { dx: 1, dy: 2 } })
    expect([both.width, both.height]).toEqual([10, 12])
    expect(findBox(both)).toEqual({ x: 4, y: 5, width: 2, height: 2 })
    expect(readProduct(both)).toEqual([1, 2, 3, 4])
  })

  it('has nothing to centre on an empty canvas, and does not touch its input', () => {
    const empty = draw(4, 4, { x: 0, y: 0, width: 0, height: 0 })
    expect(layOut(empty, { center: true, padding: { dx: 0, dy: 0 } })).toEqual(empty)
    const raster = draw(4, 4, { x: 0, y: 0, width: 1, height: 1 })
    const before = raster.data.slice()
    layOut(raster, { center: true, padding: { dx: 3, dy: 3 } })
    expect(raster.data).toEqual(before)
  })
})
