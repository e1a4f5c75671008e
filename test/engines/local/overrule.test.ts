import { expect, it } from 'vitest'
import { overruleDraft } from '../../../src/engines/local/alpha/overrule.ts'
import { selectPixels, type Field } from '../../../src/engines/local/planes/field.ts'
import { drawField } from './fields.ts'

const SIDE = 120
const SIZE = { width: SIDE, height: SIDE }

type Value = (x: number, y: number) => number

/** A mask of the left two thirds, and a draft and probabilities of it; what the draft is in the end at a place. */
function judge(draft: Value, probability: Value = (x) => (x < 80 ? 0.7 : 0.3)): Value {
  const [alpha, said, bits] = [draft, probability, (x: number) => (x < 80 ? 1 : 0)].map((value) =>
    drawField(SIZE, 1, (_, x, y) => value(x, y)),
  ) as [Field, Field, Field]
  const mask = selectPixels(bits, (bit) => bit === 1)
  const { data } = overruleDraft(alpha, { mask, probability: said })
  return (x, y) => data[y * SIDE + x]!
}

const isIn = (x: number, y: number, left: number, right: number): boolean => x >= left && x < right && y >= 40 && y < 80

it('wide losses and wide veils over the product are taken back', () => {
  expect(judge((x, y) => (x < 80 && !isIn(x, y, 20, 60) ? 1 : 0))(40, 60)).toBe(1)
  expect(judge((x, y) => (x >= 80 ? 0 : isIn(x, y, 20, 60) ? 0.6 : 1))(40, 60)).toBe(1)
})

it('narrow gaps stay open', () => {
  const alpha = judge((x, y) => (x < 80 && !isIn(x, y, 20, 28) ? 1 : 0))
  expect([alpha(24, 60), alpha(40, 60)]).toEqual([0, 1])
})

it('lattices stay open, though the mask’s network has them closed', () => {
  const large = { width: 2 * SIDE, height: 2 * SIDE }
  const isString = (x: number, y: number): boolean => x % 8 < 2 || y % 8 < 2
  const draft = drawField(large, 1, (_, x, y) => (x >= 160 ? 0 : isString(x, y) ? 0.8 : 0.05))
  const probability = drawField(SIZE, 1, (_, x) => (x < 80 ? 0.7 : 0.1))
  const mask = selectPixels(probability, (p) => p > 0.5)
  const { data } = overruleDraft(draft, { mask, probability })
  expect(data.findIndex((alpha, i) => alpha !== draft.data[i])).toBe(-1)
})

it('wide gaps stay open where the mask’s network sees them, too', () => {
  const gap = (x: number, y: number): boolean => isIn(x, y, 20, 60)
  const alpha = judge(
    (x, y) => (x < 80 && !gap(x, y) ? 1 : 0),
    (x, y) => (x < 80 && !gap(x, y) ? 0.9 : 0.2),
  )
  expect(alpha(40, 60)).toBe(0)
})

it('wide additions go, unless the mask’s network agrees; narrow ones stay', () => {
  const added: Value = (x, y) => (x < 80 || isIn(x, y, 80, 110) ? 1 : 0)
  expect(judge(added)(95, 60)).toBe(0)
  expect(judge(added, () => 0.8)(95, 60)).toBe(1)
  expect(judge((x, y) => (x < 80 || (y >= 60 && y < 64) ? 1 : 0))(95, 62)).toBe(1)
})

it('edges are the draft’s', () => {
  const alpha = judge((x) => Math.min(1, Math.max(0, (83 - x) / 6)))
  expect([77, 80, 82].map((x) => alpha(x, 60))).toEqual([1, expect.closeTo(0.5), expect.closeTo(1 / 6)])
})
