import { describe, expect, it } from 'vitest'
import { exponential, logarithm, power } from '../../../src/engines/local/planes/functions.ts'

const NUMBERS = Array.from({ length: 400 }, (_, i) => (i - 250) / 7.3)

describe('functions of our own', () => {
  it('agree with those of Math to ten digits', () => {
    for (const x of NUMBERS) {
      expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 10)
      if (x <= 0) continue
      expect(logarithm(x)).toBeCloseTo(Math.log(x), 9)
      expect(logarithm(1 / x)).toBeCloseTo(-Math.log(x), 9)
      expect(power(x, 1 / 3)).toBeCloseTo(Math.cbrt(x), 9)
    }
  })

  it('are exact where that is easy, and end where numbers do', () => {
    expect([exponential(0), logarithm(1), power(0, 2.4)]).toEqual([1, 0, 0])
    expect(exponential(-1e9)).toBe(0)
  })
})
