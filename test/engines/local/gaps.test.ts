import { expect, it } from 'vitest'
import type { ProductMask } from '../../../src/engines/local/mask/find-mask.ts'
import { createField, createMask, type Field } from '../../../src/engines/local/planes/field.ts'
import { placeField, withShelf } from '../../../src/engines/local/shelf.ts'
import { openGaps } from '../../../src/engines/local/trimap/gaps.ts'
import { BACKGROUND, PRODUCT, UNKNOWN, type Trimap } from '../../../src/engines/local/trimap/trimap.ts'

const SIDE = 60
const SIZE = { width: SIDE, height: SIDE }
const GREY = [70, 0, 0]
const RED = [40, 50, 30]

type Test = (x: number, y: number) => boolean

/** Strings three pixels wide, ten apart. */
const isString: Test = (x, y) => x % 10 < 3 || y % 10 < 3

function paint(isProduct: Test): Field {
  const lab = createField(SIZE, 3)
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
    // A little darker towards the right, as backdrops are.
    lab.data.set(isProduct(x, y) ? RED : GREY.map((level, c) => (c === 0 ? level - x / 30 : level)), i * 3)
  }
  return lab
}

/** All product, of which the network is as sure as told. */
function open(lab: Field, sureness: (x: number, y: number) => number): Trimap {
  const probability = createField(SIZE, 1)
  for (let i = 0; i < probability.data.length; i++) probability.data[i] = sureness(i % SIDE, Math.floor(i / SIDE))
  const found: ProductMask = {
    mask: createMask(SIZE),
    lab,
    probability,
    backdrop: { colours: paint(() => false), noise: [1, 1, 1], isSmooth: true },
  }
  const trimap = { ...SIZE, data: new Uint8Array(SIDE * SIDE).fill(PRODUCT) }
  return withShelf((shelf) => openGaps(placeField(shelf, lab), found, trimap))
}

const at = (trimap: Trimap, x: number, y: number): number => trimap.data[y * SIDE + x]!

it('opens gaps between strings: background inside, unknown at their rims, strings untouched in the middle', () => {
  const trimap = open(paint(isString), (x, y) => (isString(x, y) ? 1 : 0.8))
  expect(at(trimap, 6, 6)).toBe(BACKGROUND)
  expect([at(trimap, 3, 6), at(trimap, 2, 6), at(trimap, 10, 6)]).toEqual([UNKNOWN, UNKNOWN, UNKNOWN])
  expect([at(trimap, 1, 6), at(trimap, 11, 11)]).toEqual([PRODUCT, PRODUCT])
})

it('leaves closed what the network is sure of', () => {
  expect(new Set(open(paint(isString), () => 1).data)).toEqual(new Set([PRODUCT]))
})

it('believes in a colour near the backdrop’s only where the network doubts as well', () => {
  const lab = paint(isString)
  // Five units darker: a gap with a soft shadow.
  for (let i = 0; i < SIDE * SIDE; i++) if (!isString(i % SIDE, Math.floor(i / SIDE))) lab.data[i * 3]! -= 5
  expect(
    at(
      open(lab, (x, y) => (isString(x, y) ? 1 : 0.8)),
      6,
      6,
    ),
  ).toBe(PRODUCT)
  expect(
    at(
      open(lab, (x, y) => (isString(x, y) ? 1 : 0.3)),
      6,
      6,
    ),
  ).toBe(BACKGROUND)
})

it('opens nothing in a product that has the backdrop’s colour itself', () => {
  const isLabel: Test = (x, y) => x > 40 && y > 40
  const lab = paint((x, y) => isString(x, y) && !isLabel(x, y))
  const trimap = open(lab, (x, y) => (isString(x, y) || isLabel(x, y) ? 1 : 0.8))
  expect(new Set(trimap.data)).toEqual(new Set([PRODUCT]))
})
