import { describe, expect, it } from 'vitest'
import type { Raster } from '../../../src/core/types.ts'
import { draftAlpha } from '../../../src/engines/local/alpha/draft.ts'
import { kernels } from '../../../src/engines/local/alpha/kernels.ts'
import { coverDoubt } from '../../../src/engines/local/alpha/squares.ts'
import { solveAlpha } from '../../../src/engines/local/alpha/solve.ts'
import { BACKGROUND, PRODUCT, UNKNOWN } from '../../../src/engines/local/alpha/trimap.ts'
import { widenEdges } from '../../../src/engines/local/alpha/unsettled.ts'
import type { ProductMask } from '../../../src/engines/local/mask/find-mask.ts'
import type { Net } from '../../../src/engines/local/net/net.ts'
import type { Tensor } from '../../../src/engines/local/net/tensor.ts'
import { createField, selectPixels } from '../../../src/engines/local/planes/field.ts'
import { placeAxes } from '../../../src/engines/local/planes/places.ts'
import { withShelf } from '../../../src/engines/local/shelf.ts'
import { drawDisc, drawField, SIZE } from './fields.ts'
import { createSampler } from './naive-sampler.ts'
import { readTensor } from './read-tensor.ts'

const PROBABILITY_CHANNEL = 7

describe('a draft', () => {
  const PHOTO = { width: 300, height: 700 }
  const colours = drawField(PHOTO, 3, (random) => random * 255)

  /** Says of each pixel what it is told of it, and notes what it was shown. */
  function createParrot(): { readonly net: Net; readonly seen: Tensor[] } {
    const seen: Tensor[] = []
    const net: Net = (input) => {
      const tensor = readTensor(input)
      seen.push(tensor)
      const area = tensor.width * tensor.height
      const told = tensor.data.subarray(PROBABILITY_CHANNEL * area, (PROBABILITY_CHANNEL + 1) * area)
      return { ...tensor, channels: 1, data: told.map((value) => (value + 1) / 2) }
    }
    return { net, seen }
  }

  function find(probable: (x: number, y: number) => number): ProductMask {
    const probability = drawField(PHOTO, 1, (_, x, y) => probable(x, y))
    return { probability, mask: selectPixels(probability, (p) => p > 0.5) }
  }

  it('is put together from pieces without a seam', () => {
    const { net, seen } = createParrot()
    const found = find((x, y) => 0.3 + 0.4 * Math.sin(x / 9) ** 2 * Math.sin(y / 7) ** 2)
    const draft = draftAlpha(colours, found, net)
    expect(seen.length).toBeGreaterThan(4)
    draft.data.forEach((alpha, i) => {
      const [p, bit] = [found.probability.data[i]!, found.mask.data[i]!]
      expect(alpha).toBeCloseTo((p + 0.6 * (bit - p) - 0.03) / 0.94, 5)
    })
  })

  it('is made of squares around what may be product', () => {
    const { net, seen } = createParrot()
    const draft = draftAlpha(
      colours,
      find((x, y) => (x > 100 && x < 140 && y > 300 && y < 350 ? 0.8 : 0)),
      net,
    )
    expect(seen.map(({ channels, width, height }) => [channels, width, height])).toEqual([[9, 256, 256]])
    expect(draft.data[320 * 300 + 120]).toBeCloseTo((0.8 + 0.6 * 0.2 - 0.03) / 0.94, 5)
    expect(draft.data[320 * 300 + 20]).toBe(0)
  })

  it('is empty, and nobody is asked, where there is no product', () => {
    const nobody: Net = () => expect.fail('the network was asked')
    const empty = draftAlpha(
      colours,
      find(() => 0),
      nobody,
    )
    expect(empty.data.every((alpha) => alpha === 0)).toBe(true)
  })

  it('keeps what is sure, whatever the network says', () => {
    const contrary: Net = ({ width, height }) => ({
      width,
      height,
      channels: 1,
      data: new Float32Array(width * height).fill(0.5),
    })
    const { data } = draftAlpha(
      colours,
      find((x) => (x < 100 ? 0.99 : x > 200 ? 0.01 : 0.7)),
      contrary,
    )
    expect([data[350 * 300 + 50], data[350 * 300 + 150], data[350 * 300 + 210]]).toEqual([1, 0.5, 0])
  })

  it('is not asked about pieces that are sure', () => {
    const { net, seen } = createParrot()
    draftAlpha(
      colours,
      find((_, y) => (y < 680 ? 1 : 0.6)),
      net,
    )
    expect(seen).toHaveLength(2)
  })

  it('is asked about squares that hold all doubt, each pixel of it once', () => {
    const sureness = drawField({ width: 90, height: 70 }, 1, (random, x, y) =>
      random < 0.02 && (x < 30 || y > 50) ? 0 : x % 2 === 0 ? 1 : -1,
    )
    const box = { x: 4, y: 3, width: 80, height: 60 }
    const squares = coverDoubt(sureness, box, 16)
    const covered = createField(sureness, 1)
    for (const { x, y, width, height } of squares) {
      expect(Math.max(width, height)).toBeLessThanOrEqual(16)
      expect([x >= 4, y >= 3, x + width <= 84, y + height <= 63]).toEqual([true, true, true, true])
      for (let row = y; row < y + height; row++) {
        for (let column = x; column < x + width; column++) covered.data[row * 90 + column]! += 1
      }
    }
    const inside = sureness.data.map((_, i) => +(i % 90 >= 4 && i % 90 < 84 && i >= 3 * 90 && i < 63 * 90))
    const missed = sureness.data.filter((sure, i) => sure === 0 && inside[i] === 1 && covered.data[i] !== 1)
    expect([missed.length, Math.max(...covered.data)]).toEqual([0, 1])
    expect(squares.length).toBeLessThan(Math.ceil(80 / 16) * Math.ceil(60 / 16))
  })

  it('is told in nine planes what each pixel is like', () => {
    const { net, seen } = createParrot()
    draftAlpha(
      colours,
      find((_, y) => (y > 350 ? 0.9 : 0.2)),
      net,
    )
    const [{ data, width, height }] = [seen[0]!]
    const read = (channel: number, x: number, y: number): number => data[(channel * height + y) * width + x]!
    ;[0, 1, 2].forEach((c) =>
      expect(read(c, 40, 50)).toBeCloseTo((colours.data[(50 * 300 + 40) * 3 + c]! / 255) * 2 - 1, 5),
    )
    expect([read(7, 40, 50), read(8, 40, 50)]).toEqual([expect.closeTo(0.4 * 0.2 * 2 - 1, 5), -1])
  })

  it('sees the last column and row go on beyond a small picture', () => {
    const { net, seen } = createParrot()
    const small = { width: 20, height: 12 }
    const probability = drawField(small, 1, () => 0.6)
    const found = { probability, mask: selectPixels(probability, (p) => p > 0.5) }
    expect(
      draftAlpha(
        drawField(small, 3, (random) => 255 * random),
        found,
        net,
      ).data,
    ).toHaveLength(240)
    const read = (x: number, y: number): number => seen[0]!.data[y * 256 + x]!
    expect([read(200, 5), read(19, 200), read(200, 200)]).toEqual([read(19, 5), read(19, 11), read(19, 11)])
  })
})

describe('alpha near edges', () => {
  const alpha = drawDisc(SIZE)
  const data = Uint8Array.from(alpha.data, (share) => (share === 0 ? BACKGROUND : share === 1 ? PRODUCT : UNKNOWN))
  const trimap = { ...SIZE, data }
  const draft = drawField({ width: 20, height: 15 }, 1, (random) => random)
  const photo: Raster = { ...SIZE, data: Uint8Array.from(drawField(SIZE, 4, (random) => random * 255).data) }
  const around = (i: number): readonly number[] =>
    [-1, 0, 1]
      .flatMap((dy) => [-1, 0, 1].map((dx) => [(i % SIZE.width) + dx, Math.floor(i / SIZE.width) + dy] as const))
      .filter(([x, y]) => x >= 0 && y >= 0 && x < SIZE.width && y < SIZE.height)
      .map(([x, y]) => y * SIZE.width + x)

  it('begins with the draft, and is pulled to it where it is unknown', () => {
    const [sample, out] = [createSampler(draft, SIZE), new Float64Array(1)]
    const count = SIZE.width * SIZE.height
    const [target, pull, start] = withShelf((shelf) => {
      const [slots, kinds] = [shelf.place(Int32Array.from(data.keys())), shelf.place(data)]
      const coarse = [shelf.place(draft.data), draft.width, ...placeAxes(shelf, draft, SIZE)]
      const results = [0, 1, 2].map(() => shelf.reserve(4 * count))
      kernels.setOut(slots, count, kinds, SIZE.width, ...coarse, 0.25, ...results)
      return results.map((address) => shelf.read(address, count))
    }) as [Float32Array, Float32Array, Float32Array]
    data.forEach((kind, i) => {
      sample(i % SIZE.width, Math.floor(i / SIZE.width), out)
      expect(start[i]).toBe(kind === UNKNOWN ? Math.fround(out[0]!) : kind === PRODUCT ? 1 : 0)
      expect([target[i], pull[i]]).toEqual([start[i], kind === UNKNOWN ? 0.25 : 0])
    })
  })

  it('concerns the pixels of all windows that touch an unknown one', () => {
    const isInner = (i: number): boolean => around(i).length === 9
    const isCentre = (i: number): boolean => isInner(i) && around(i).some((j) => data[j] === UNKNOWN)
    const expected = [...data.keys()].filter((i) => around(i).some(isCentre))
    expect(Array.from(solveAlpha({ photo, trimap, draft }).pixels)).toEqual(expected)
  })

  it('is open at a larger size wherever the smaller one has an edge', () => {
    const isEdge = (i: number): boolean => around(i).some((j) => alpha.data[j] !== alpha.data[i])
    const kinds = [...alpha.data].map((own, i) =>
      isEdge(i) || (own !== 0 && own !== 1) ? UNKNOWN : own === 1 ? PRODUCT : BACKGROUND,
    )
    const large = widenEdges(alpha, { width: 80, height: 60 })
    large.data.forEach((kind, i) =>
      expect(kind).toBe(kinds[Math.floor(Math.floor(i / 80) / 2) * SIZE.width + Math.floor((i % 80) / 2)]),
    )
  })

  it('stays a plain field where no pixel is unknown', () => {
    const blank = createField(SIZE, 1)
    expect(
      solveAlpha({ photo, trimap: { ...SIZE, data: new Uint8Array(data.length) }, draft: blank }).pixels,
    ).toHaveLength(0)
  })
})
