import { describe, expect, it } from 'vitest'
import type { ProductMask } from '../../../src/engines/local/mask/find-mask.ts'
import { createField, createMask, type BitMask } from '../../../src/engines/local/planes/field.ts'
import { kernels } from '../../../src/engines/local/trimap/kernels.ts'
import { placeAxes } from '../../../src/engines/local/planes/places.ts'
import { addStrands } from '../../../src/engines/local/trimap/strands.ts'
import { BACKGROUND, PRODUCT, UNKNOWN, type Trimap } from '../../../src/engines/local/trimap/trimap.ts'
import { placeField, withShelf } from '../../../src/engines/local/shelf.ts'
import { createSampler } from './naive-sampler.ts'
import { createRandom } from './scenes.ts'

function drawMask(width: number, height: number): BitMask {
  const random = createRandom(width)
  return { width, height, data: Uint8Array.from({ length: width * height }, () => (random() < 0.5 ? 1 : 0)) }
}

describe('trimap kernels', () => {
  it.each([
    [9, 7],
    [31, 22],
    [4, 40],
  ])('bring a mask to %d × %d', (width, height) => {
    const mask = drawMask(9, 7)
    const large = withShelf((shelf) => {
      const [from, axes, to] = [shelf.place(mask.data), placeAxes(shelf, mask, { width, height }), shelf.reserve(1e4)]
      kernels.enlargeMask(from, mask.width, ...axes, width, height, to)
      return shelf.readBytes(to, width * height)
    })
    const sample = createSampler({ ...mask, channels: 1, data: Float32Array.from(mask.data) }, { width, height })
    const share = new Float64Array(1)
    large.forEach((bit, i) => {
      sample(i % width, Math.floor(i / width), share)
      if (Math.abs(share[0]! - 0.5) > 1e-9) expect(bit).toBe(share[0]! > 0.5 ? 1 : 0)
    })
  })

  it('leave unknown what is two pixels from the other side, corners apart', () => {
    const size = 12
    const mask = { width: size, height: size, data: new Uint8Array(size * size) }
    for (let y = 0; y < 6; y++) mask.data.fill(1, y * size, y * size + 6)
    const trimap = withShelf((shelf) => {
      const [from, to] = [shelf.place(mask.data), shelf.reserve(size * size)]
      kernels.markRims(from, size, size, to)
      return shelf.readBytes(to, size * size)
    })
    const at = (x: number, y: number): number => trimap[y * size + x]!
    expect([at(3, 0), at(4, 0), at(5, 0), at(6, 0), at(7, 0), at(8, 0)]).toEqual([
      ...[PRODUCT, UNKNOWN, UNKNOWN],
      ...[UNKNOWN, UNKNOWN, BACKGROUND],
    ])
    expect([at(7, 6), at(7, 7), at(3, 3)]).toEqual([UNKNOWN, BACKGROUND, PRODUCT])
  })
})

describe('strands', () => {
  const SIZE = { width: 120, height: 90 }
  /** A light grey sheet with what `paint` puts on it; the mask is what is left of 40. */
  function mark(paint: (x: number, y: number) => readonly [number, number, number] | undefined): Trimap {
    const [lab, sheet] = [createField(SIZE, 3), createField(SIZE, 3)]
    const mask = createMask(SIZE)
    for (let i = 0; i < SIZE.width * SIZE.height; i++) {
      const [x, y] = [i % SIZE.width, Math.floor(i / SIZE.width)]
      sheet.data.set([80, 0, 0], i * 3)
      lab.data.set(x < 40 ? [30, 40, 20] : (paint(x, y) ?? [80, 0, 0]), i * 3)
      mask.data[i] = x < 40 ? 1 : 0
    }
    const backdrop = { colours: sheet, noise: [1, 1, 1], isSmooth: true } as const
    const found: ProductMask = { mask, lab, probability: createField(SIZE, 1), backdrop }
    const data = Uint8Array.from(mask.data, (bit, i) =>
      bit === 1 ? PRODUCT : i % SIZE.width < 42 ? UNKNOWN : BACKGROUND,
    )
    return withShelf((shelf) => addStrands(placeField(shelf, lab), found, { ...SIZE, data }))
  }
  const at = ({ data }: Trimap, x: number, y: number): number => data[y * SIZE.width + x]!

  it('are unknown where they hang together with the product, widened by a pixel', () => {
    const trimap = mark((x, y) => (y === 30 || (y === 60 && x > 46) ? [35, 40, 20] : undefined))
    expect([at(trimap, 50, 30), at(trimap, 50, 31), at(trimap, 50, 33)]).toEqual([UNKNOWN, UNKNOWN, BACKGROUND])
    expect(at(trimap, 50, 60)).toBe(BACKGROUND)
  })

  it('may be grey lines, but no wide grey shadows', () => {
    const trimap = mark((_, y) => (y === 30 || (y > 50 && y < 80) ? [55, 0, 0] : undefined))
    expect([at(trimap, 50, 30), at(trimap, 50, 65)]).toEqual([UNKNOWN, BACKGROUND])
  })

  it('end where they reach too far from the mask', () => {
    const trimap = mark((_, y) => (y === 30 ? [35, 40, 20] : undefined))
    expect([at(trimap, 53, 30), at(trimap, 60, 30)]).toEqual([UNKNOWN, BACKGROUND])
  })
})
