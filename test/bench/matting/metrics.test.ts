import { describe, expect, it } from 'vitest'
import {
  measureCutOut,
  measureEdgeColour,
  measureGradientError,
  measureIoU,
  measureMse,
  measureSad,
  takeGradients,
} from '../../../bench/matting/metrics.mjs'

const ALPHA = Float32Array.of(1, 0.6, 0.4, 0)
const MATTE = Float32Array.of(1, 0.4, 0.6, 1)

/** Alpha that rises by a hundredth a pixel from left to right. */
const RAMP = Float32Array.from({ length: 40 * 40 }, (_, i) => (i % 40) / 100)

describe('differences of alpha', () => {
  it('counts what is more than half product in both, of what is in either', () => {
    expect(measureIoU(ALPHA, MATTE)).toBe(1 / 4)
    expect(measureIoU(new Float32Array(4), new Float32Array(4))).toBe(1)
  })

  it('sums absolute differences, in thousands, and averages squares, in thousandths', () => {
    expect(measureSad(ALPHA, MATTE)).toBeCloseTo(0.0014, 8)
    expect(measureMse(ALPHA, MATTE)).toBeCloseTo(270, 4)
  })
})

describe('gradients', () => {
  it('finds a ramp as steep as filters of unit energy do: 2 √(2π) σ² times its slope', () => {
    expect(takeGradients(RAMP, 40)[20 * 40 + 20]).toBeCloseTo(0.01 * 2 * Math.sqrt(2 * Math.PI) * 1.4 ** 2, 3)
  })

  it('finds rows and columns alike', () => {
    const turned = RAMP.map((_, i) => Math.floor(i / 40) / 100)
    expect(takeGradients(turned, 40)[20 * 40 + 20]).toBeCloseTo(takeGradients(RAMP, 40)[20 * 40 + 20]!, 6)
  })

  it('is no error where two mattes are as steep, wherever they rise to', () => {
    const falling = RAMP.map((value) => 1 - value)
    expect(measureGradientError(RAMP, falling, 40)).toBeCloseTo(0, 8)
  })

  it('sums the squares of differences', () => {
    const [all, steep] = [
      takeGradients(RAMP, 40),
      takeGradients(
        RAMP.map((value) => 2 * value),
        40,
      ),
    ]
    expect(steep[820]).toBeCloseTo(2 * all[820]!, 5)
    const flat = new Float32Array(RAMP.length)
    const sum = all.reduce((total, value) => total + value ** 2, 0)
    expect(measureGradientError(RAMP, flat, 40)).toBeCloseTo(sum / 1000, 5)
  })
})

describe('colours at edges', () => {
  const truth = Uint8Array.of(10, 20, 30, 255, 100, 100, 100, 64, 50, 50, 50, 192, 0, 0, 0, 0)

  it('averages over truly mixed pixels, weighted by their true alpha', () => {
    const cut = Uint8Array.of(99, 99, 99, 255, 130, 100, 100, 255, 50, 50, 110, 9, 7, 7, 7, 200)
    expect(measureEdgeColour(cut, truth)).toBeCloseTo((64 * 10 + 192 * 20) / 256, 8)
  })

  it('leaves out what a cut-out does not show, and rewards nobody for showing nothing', () => {
    const cut = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 50, 50, 53, 1, 0, 0, 0, 0)
    expect(measureEdgeColour(cut, truth)).toBe(1)
    expect(measureEdgeColour(new Uint8Array(16), truth)).toBeNaN()
  })
})

it('measures a perfect cut-out as perfect', () => {
  const data = Uint8Array.from({ length: 6 * 6 * 4 }, (_, i) => (i * 37) % 256)
  const figures = measureCutOut({ data, width: 6, height: 6 }, { data })
  expect(figures).toEqual({ iou: 1, sad: 0, mse: 0, gradient: 0, edge: 0 })
})
