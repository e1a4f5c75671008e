import { expect, it } from 'vitest'
import { fitThumbnail, layPhoto } from '../../src/report/placement.ts'

it.each([
  [
    { width: 1500, height: 1200 },
    { width: 320, height: 256 },
  ],
  [
    { width: 24, height: 16 },
    { width: 24, height: 16 },
  ],
  [
    { width: 5000, height: 2 },
    { width: 320, height: 1 },
  ],
])('%o is shown at %o', (size, thumbnail) => {
  expect(fitThumbnail(size)).toEqual(thumbnail)
})

const NONE = { dx: 0, dy: 0 }

it.each([
  ['as large as the picture', { width: 640, height: 480 }, NONE, { width: 320, height: 240 }, [0, 0, 320, 240]],
  ['padded', { width: 600, height: 440 }, { dx: 20, dy: 20 }, { width: 320, height: 240 }, [10, 10, 300, 220]],
  [
    'of an output cropped to a square',
    { width: 640, height: 480 },
    NONE,
    { width: 200, height: 200 },
    [0, 25, 200, 150],
  ],
  ['of a tiny output', { width: 640, height: 480 }, NONE, { width: 3, height: 2 }, [0, 0, 3, 2]],
  ['far from the shape', { width: 4000, height: 2 }, NONE, { width: 50, height: 50 }, [0, 24, 50, 1]],
])('lays a photo %s', (_, photo, padding, canvas, [x, y, width, height]) => {
  expect(layPhoto(photo, padding, canvas)).toEqual({ canvas, box: { x, y, width, height } })
})
