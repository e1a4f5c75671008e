import { describe, expect, it } from 'vitest'
import type { EngineImage } from '../../../src/core/types.ts'
import { checkPadding, checkPixels, checkUploadSize, MAX_UPLOAD_BYTES } from '../../../src/engines/cos/limits.ts'

function photo(width: number, height: number): Pick<EngineImage, 'name' | 'width' | 'height'> {
  return { name: 'shoe.jpg', width, height }
}

describe('checkPixels', () => {
  it.each([
    [32, 32],
    [7680, 4320],
    [4320, 7680],
  ])('takes %d × %d', (width, height) => {
    expect(() => checkPixels(photo(width, height))).not.toThrow()
  })

  it.each([
    [31, 400, 'at least 32'],
    [400, 1, 'at least 32'],
    [7681, 4320, '7680 × 4320'],
    [4320, 7681, '7680 × 4320'],
    [4321, 4321, '7680 × 4320'],
  ])('refuses %d × %d and names the limit and a fix', (width, height, limit) => {
    const check = (): void => checkPixels(photo(width, height))
    expect(check).toThrow(expect.objectContaining({ code: 'SOURCE_LIMIT', fix: expect.any(String) }))
    expect(check).toThrow(limit)
    expect(check).toThrow('shoe.jpg')
  })
})

describe('checkPadding', () => {
  it('takes 1000 and no more', () => {
    const check = (dy: number) => (): void => checkPadding('shoe.jpg', { center: false, padding: { dx: 1000, dy } })
    expect(check(1000)).not.toThrow()
    expect(check(1001)).toThrow(/1000x1001.*at most 1000/)
  })
})

describe('checkUploadSize', () => {
  it('takes 20 MB and no more', () => {
    expect(() => checkUploadSize('shoe.jpg', new Uint8Array(MAX_UPLOAD_BYTES))).not.toThrow()
    expect(() => checkUploadSize('shoe.jpg', new Uint8Array(MAX_UPLOAD_BYTES + 1))).toThrow(/"shoe.jpg".*at most 20 MB/)
  })
})
