import { describe, expect, it } from 'vitest'
import { findBox } from '../../src/raster/box.ts'

function raster(width: number, height: number, alphas: Record<number, number>) {
  const data = new Uint8Array(width * height * 4)
  for (const [pixel, alpha] of Object.entries(alphas)) data[Number(pixel) * 4 + 3] = alpha
  return { data, width, height }
}

describe('findBox', () => {
  it.each([
    ['one pixel', raster(5, 4, { 7: 255 }), { x: 2, y: 1, width: 1, height: 1 }],
    ['two corners', raster(5, 4, { 0: 255, 19: 200 }), { x: 0, y: 0, width: 5, height: 4 }],
    ['pixels apart', raster(5, 4, { 6: 255, 13: 255 }), { x: 1, y: 1, width: 3, height: 2 }],
    ['what can be seen only', raster(5, 4, { 0: 8, 7: 9, 19: 3 }), { x: 2, y: 1, width: 1, height: 1 }],
  ])('%s', (_name, picture, box) => {
    expect(findBox(picture)).toEqual(box)
  })

  it('finds nothing in an empty picture', () => {
    expect(findBox(raster(3, 3, {}))).toBeUndefined()
    expect(findBox(raster(3, 3, { 4: 5 }))).toBeUndefined()
  })
})
