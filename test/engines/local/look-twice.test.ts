import { expect, it } from 'vitest'
import { lookTwice } from '../../../src/engines/local/mask/look-twice.ts'
import type { Net } from '../../../src/engines/local/net/net.ts'
import { createField, type Field } from '../../../src/engines/local/planes/field.ts'
import { readTensor } from './read-tensor.ts'

const SIZE = { width: 40, height: 40 }

/** White, with a red box. */
function drawBox([left, top, right, bottom]: readonly [number, number, number, number]): Field {
  const field = createField({ width: 160, height: 160 }, 3)
  for (let i = 0; i < 160 * 160; i++) {
    const [x, y] = [i % 160, Math.floor(i / 160)]
    const isBox = x >= left && x < right && y >= top && y < bottom
    field.data.set(isBox ? [200, 0, 0] : [255, 255, 255], i * 3)
  }
  return field
}

/** Sees red: a green channel (-1 to 1) that is low is product. Counts what it is shown, and how much of that is red. */
function createEye(): { readonly net: Net; readonly shares: number[] } {
  const shares: number[] = []
  const net: Net = (input) => {
    const { data, width, height } = readTensor(input)
    const area = width * height
    const green = data.subarray(area, 2 * area)
    shares.push(green.filter((value) => value < 0).length / area)
    return { data: green.map((value) => (1 - value) / 2), channels: 1, width, height }
  }
  return { net, shares }
}

it('shows a small product again, large, and finds it where it is', () => {
  const { net, shares } = createEye()
  const probability = lookTwice(drawBox([100, 20, 140, 60]), net, SIZE)
  expect(shares).toHaveLength(4)
  expect(shares[0]).toBeCloseTo(1 / 16, 2)
  expect(shares[2]).toBeGreaterThan(0.5)
  const at = (x: number, y: number): number => probability.data[y * 40 + x]!
  expect(at(30, 10)).toBeGreaterThan(0.95)
  expect([at(23, 10), at(30, 3), at(36, 10), at(30, 17), at(5, 35)].every((p) => p < 0.05)).toBe(true)
})

it('looks once where there is nothing to see', () => {
  const { net, shares } = createEye()
  lookTwice(drawBox([0, 0, 0, 0]), net, SIZE)
  expect(shares).toHaveLength(2)
})

it('is told the second time what it said the first, where it looks', () => {
  const told: number[][] = []
  const { net } = createEye()
  const telling: Net = (input) => {
    const seen = readTensor(input)
    const [side, area] = [seen.width, seen.width * seen.height]
    told.push([side, ...[side / 2, 2].map((row) => seen.data[10 * area + row * side + side / 2]!)])
    return net(seen)
  }
  lookTwice(drawBox([100, 20, 140, 60]), telling, SIZE)
  expect(told.map(([side]) => side)).toEqual([256, 256, 384, 384])
  expect(told[0]!.slice(1)).toEqual([0, 0])
  // Product in the middle, backdrop above it.
  expect(told[2]![1]).toBeGreaterThan(0.5)
  expect(told[2]![2]).toBeLessThan(-0.5)
})

it('finds a product in the corner, with margins only where there is picture', () => {
  const { net, shares } = createEye()
  const probability = lookTwice(drawBox([0, 0, 60, 60]), net, SIZE)
  expect(shares[2]).toBeGreaterThan(shares[0]! * 3)
  expect(probability.data[0]).toBeGreaterThan(0.95)
  expect(probability.data[39]).toBeLessThan(0.05)
})
