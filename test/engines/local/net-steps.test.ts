import { describe, expect, it } from 'vitest'
import { createNet } from '../../../src/engines/local/net/net.ts'
import type { Shape, Tensor } from '../../../src/engines/local/net/tensor.ts'
import type { ConvolutionStep, Step } from '../../../src/engines/local/net/weights.ts'
import { withShelf } from '../../../src/engines/local/shelf.ts'
import * as naive from './naive-net.ts'

/** Numbers between -1 and 1 that are the same in every run. */
function drawNumbers(count: number, seed: number): Float32Array {
  let state = seed
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  })
}

function drawTensor(channels: number, width: number, height: number): Tensor {
  return { channels, width, height, data: drawNumbers(channels * width * height, width * 7 + height) }
}

function run(input: Tensor, steps: readonly Step[], numbers: Float32Array = new Float32Array()): Tensor {
  return createNet({ inputChannels: input.channels, stride: 1, steps, numbers })(input)
}

function shapeOf({ channels, width, height }: Tensor): Shape {
  return { channels, width, height }
}

/** What an input of at most 1 may be off by where channels are mixed: they are taken to 14 bits. */
const ROUNDING = 1e-4

/** Sums of `depth` products below 1, which are off by `rounding` at most. */
function expectClose(actual: Tensor, expected: Tensor, depth = 1, rounding = 1e-7): void {
  expect(shapeOf(actual)).toEqual(shapeOf(expected))
  expect(actual.data.length).toBe(expected.data.length)
  const worst = actual.data.reduce((most, value, i) => Math.max(most, Math.abs(value - expected.data[i]!)), 0)
  expect(worst).toBeLessThan(1e-6 + depth * rounding)
}

const SIZES = [
  [1, 1],
  [3, 2],
  [7, 5],
  [8, 1],
  [9, 4],
  [13, 17],
  [16, 8],
  [33, 6],
] as const

describe.each(SIZES)('on %i × %i pixels', (width, height) => {
  const windows = [1, 3, 5].flatMap((kernel) =>
    [1, 2].flatMap((stride) => [1, 2].map((dilation) => ({ kernel, stride, dilation }))),
  )

  it.each(windows)('mixes channels with %o', ({ kernel, stride, dilation }) => {
    const channels = [
      [1, 1],
      [3, 5],
      [6, 4],
      [10, 7],
    ] as const
    for (const [inputs, outputs] of channels) {
      const shape = [outputs, inputs, kernel, kernel] as const
      const numbers = drawNumbers(outputs * (inputs * kernel ** 2 + 1), outputs)
      const step: ConvolutionStep = {
        ...{ op: 'conv', from: 0, offset: 0, shape, stride, dilation, groups: 1 },
        relu: outputs > 4,
      }
      const input = drawTensor(inputs, width, height)
      expectClose(run(input, [step], numbers), naive.convolve(input, step, numbers), inputs * kernel ** 2, ROUNDING)
    }
  })

  it.each(windows)('filters each channel with %o', ({ kernel, stride, dilation }) => {
    for (const channels of [2, 3, 6]) {
      const shape = [channels, 1, kernel, kernel] as const
      const numbers = drawNumbers(channels * (kernel ** 2 + 1), channels)
      const step: ConvolutionStep = {
        ...{ op: 'conv', from: 0, offset: 0, shape, stride, dilation, groups: channels },
        relu: channels === 3,
      }
      const input = drawTensor(channels, width, height)
      expectClose(run(input, [step], numbers), naive.convolve(input, step, numbers), kernel ** 2)
    }
  })

  it.each(['double', 'mean', 'shuffle', 'sigmoid'] as const)('%s', (op) => {
    const input = drawTensor(op === 'shuffle' ? 12 : 3, width, height)
    expectClose(run(input, [{ op, from: 0 }]), naive[op](input), 2)
  })

  it('adds, pixels or planes, and puts channels together', () => {
    const input = drawTensor(3, width, height)
    const pixel = naive.mean(input)
    const halves = naive.sigmoid(input)
    const join = (op: 'add' | 'concat', by: 'mean' | 'sigmoid'): Tensor =>
      run(input, [
        { op: by, from: 0 },
        { op, from: 0, other: 1 },
      ])
    expectClose(join('add', 'mean'), naive.add(input, pixel))
    expectClose(join('add', 'sigmoid'), naive.add(input, halves))
    expectClose(join('concat', 'sigmoid'), naive.concat(input, halves))
  })
})

it('the logistic function holds from one end to the other', () => {
  const ends = [-Infinity, -1e30, -200, -87.5, -20, -1e-9, 0, 1e-9, 0.3, 20, 87.5, 1e30, Infinity]
  const input = { data: Float32Array.from(ends), channels: 1, width: ends.length, height: 1 }
  const { data } = run(input, [{ op: 'sigmoid', from: 0 }])
  ends.forEach((value, i) => expect(data[i]).toBeCloseTo(1 / (1 + Math.exp(-value)), 6))
  expect(Math.min(...data)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...data)).toBe(1)
})

it('channels are mixed to the last bit that 14 and 16 hold, however large or small the numbers are', () => {
  const conv = { op: 'conv', from: 0, offset: 0, stride: 1, dilation: 1, groups: 1, relu: false } as const
  for (const size of [1e-12, 1, 1e12]) {
    const input = { ...drawTensor(96, 24, 2), data: drawNumbers(96 * 48, 5).map((value) => size * value) }
    const numbers = Float32Array.from([...drawNumbers(96 * 96 * 9, 7), ...new Float32Array(96)])
    const step: ConvolutionStep = { ...conv, shape: [96, 96, 3, 3] }
    const [{ data }, expected] = [run(input, [step], numbers), naive.convolve(input, step, numbers)]
    const error = Math.hypot(...data.map((value, i) => value - expected.data[i]!)) / Math.hypot(...expected.data)
    expect(error).toBeLessThan(2e-3)
  }
})

it('zeros, and weights of zeros, give the bias', () => {
  const conv = { op: 'conv', from: 0, offset: 0, stride: 1, dilation: 1, groups: 1, relu: false } as const
  const input = drawTensor(3, 9, 2)
  const step: ConvolutionStep = { ...conv, shape: [1, 3, 1, 1] }
  const [zeros, half] = [new Float32Array(3), Float32Array.of(0.5)]
  expect(run(input, [step], Float32Array.of(...zeros, ...half)).data).toEqual(new Float32Array(18).fill(0.5))
  const nothing = { ...input, data: new Float32Array(54) }
  expect(run(nothing, [step], Float32Array.of(1, 2, 3, ...half)).data).toEqual(new Float32Array(18).fill(0.5))
})

describe('a graph', () => {
  const conv = { op: 'conv', offset: 0, dilation: 1, groups: 1, relu: true } as const
  const steps: readonly Step[] = [
    { ...conv, from: 0, shape: [6, 3, 3, 3], stride: 2 },
    { ...conv, from: 1, shape: [6, 6, 3, 3], stride: 1, offset: 168 },
    { op: 'add', from: 1, other: 2 },
    { op: 'double', from: 3 },
    { op: 'concat', from: 4, other: 0 },
    { ...conv, from: 5, shape: [5, 9, 1, 1], stride: 1, offset: 498 },
  ]
  const numbers = drawNumbers(548, 3)
  const packed = { inputChannels: 3, stride: 2, steps, numbers }

  function runNaive(input: Tensor): Tensor {
    const first = naive.convolve(input, steps[0] as ConvolutionStep, numbers)
    const second = naive.convolve(first, steps[1] as ConvolutionStep, numbers)
    const joined = naive.concat(naive.double(naive.add(first, second)), input)
    return naive.convolve(joined, steps[5] as ConvolutionStep, numbers)
  }

  it('runs on inputs of one size after another, each as if it were the first', () => {
    const net = createNet(packed)
    const sizes = [
      [16, 16],
      [64, 2],
      [4, 6],
      [30, 48],
      [16, 16],
      [96, 96],
    ] as const
    for (const [width, height] of sizes) {
      const input = drawTensor(3, width, height)
      const output = net(input)
      expectClose(output, runNaive(input), 300, ROUNDING)
      expect(output).toEqual(createNet(packed)(input))
    }
  })

  it('takes inputs from the kernels’ memory', () => {
    const input = drawTensor(3, 16, 16)
    const { data, ...shape } = input
    const net = createNet(packed)
    expect(withShelf((shelf) => net({ ...shape, address: shelf.place(data) }))).toEqual(net(input))
  })

  it('leaves inputs and earlier outputs alone', () => {
    const net = createNet(packed)
    const input = drawTensor(3, 16, 16)
    const output = net(input)
    const kept = output.data.slice()
    net({ ...input, data: input.data.map((value) => -value) })
    expect(output.data).toEqual(kept)
    expect(input).toEqual(drawTensor(3, 16, 16))
  })

  it('refuses other channels, sizes that do not divide, and missing numbers', () => {
    const net = createNet(packed)
    expect(() => net(drawTensor(4, 16, 16))).toThrow(/takes 3 channels .* is given 1024 numbers as 4 channels/)
    expect(() => net(drawTensor(3, 16, 15))).toThrow(/multiples of 2, .* 16 × 15/)
    expect(() => net({ ...drawTensor(3, 16, 16), data: new Float32Array(5) })).toThrow(/given 5 numbers/)
  })

  it('is refused where steps do not fit each other', () => {
    const input = drawTensor(3, 4, 4)
    expect(() => run(input, [{ op: 'add', from: 0, other: 1 }])).toThrow(/names value 1 before it is made/)
    expect(() => run(input, [{ ...conv, from: 0, shape: [4, 2, 1, 1], stride: 1 }])).toThrow(/filters 2 channels of 3/)
    const doubled: Step = { op: 'double', from: 0 }
    expect(() => run(input, [doubled, { op: 'concat', from: 0, other: 1 }])).toThrow(/joins .* 4 × 4 with .* 8 × 8/)
    expect(() => run(input, [doubled, { op: 'add', from: 0, other: 1 }])).toThrow(/joins/)
  })
})
