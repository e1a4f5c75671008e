import { describe, expect, it } from 'vitest'
import type { EngineImage } from '../../../src/core/types.ts'
import { PLAIN_LAYOUT } from '../../../src/directives/layout.ts'
import { checkLimits, checkUploadSize, MAX_UPLOAD_BYTES } from '../../../src/engines/cos/limits.ts'

function photo(width: number, height: number): EngineImage {
  return {
    bytes: new Uint8Array(),
    sha256: '',
    format: 'jpeg',
    width,
    height,
    orientation: 1,
    space: 'srgb',
    hasAlpha: false,
    name: 'shoe.jpg',
    decode: () => Promise.reject(new Error('Limits are checked without pixels.')),
  }
}

describe('checkLimits', () => {
  it.each([
    [32, 32],
    [7680, 4320],
    [4320, 7680],
  ])('takes %d × %d', (width, height) => {
    expect(() => checkLimits(photo(width, height), PLAIN_LAYOUT)).not.toThrow()
  })

  it.each([
    [31, 400, 'at least 32'],
    [400, 1, 'at least 32'],
    [7681, 4320, '7680 × 4320'],
    [4320, 7681, '7680 × 4320'],
    [4321, 4321, '7680 × 4320'],
  ])('refuses %d × %d and names the limit and a fix', (width, height, limit) => {
    const check = (): void => checkLimits(photo(width, height), PLAIN_LAYOUT)
    expect(check).toThrow(expect.objectContaining({ code: 'SOURCE_LIMIT', fix: expect.any(String) }))
    expect(check).toThrow(limit)
    expect(check).toThrow('shoe.jpg')
  })

  it('refuses padding above 1000', () => {
    const check = (): void => checkLimits(photo(400, 400), { center: false, padding: { dx: 1000, dy: 1001 } })
    expect(check).toThrow(/1000x1001.*at most 1000/)
  })
})

describe('checkUploadSize', () => {
  it('takes 20 MB and no more', () => {
    expect(() => checkUploadSize('shoe.jpg', new Uint8Array(MAX_UPLOAD_BYTES))).not.toThrow()
    expect(() => checkUploadSize('shoe.jpg', new Uint8Array(MAX_UPLOAD_BYTES + 1))).toThrow(/"shoe.jpg".*at most 20 MB/)
  })
})
