import { describe, expect, it } from 'vitest'
import { openDetail } from '../../../src/engines/local/alpha/detail.ts'
import { describePixels } from '../../../src/engines/local/mask/features.ts'
import { createNet } from '../../../src/engines/local/net/net.ts'
import { unpackNet } from '../../../src/engines/local/net/weights.ts'
import type { Tensor } from '../../../src/engines/local/net/tensor.ts'
import { withShelf } from '../../../src/engines/local/shelf.ts'
import alphaReference from './alpha-net-reference.json' with { type: 'json' }
import maskReference from './mask-net-reference.json' with { type: 'json' }
import { readTensor } from './read-tensor.ts'
import { drawGuesses, drawPicture, SIDE } from './reference-picture.ts'
import { loadNet } from './shipped-net.ts'

describe.each([
  ['mask', describeMask, maskReference],
  ['alpha', describeAlpha, alphaReference],
] as const)('the %s network', (name, describePicture, reference) => {
  const net = loadNet(`${name}-net`)

  it('sees the features it was trained with', () => {
    const { data } = describePicture()
    for (const [i, value] of reference.features) expect(Math.abs(data[i!]! - value!)).toBeLessThan(2e-4)
  })

  it('gives what the training code gives, but for the rounding of its weights to float16', () => {
    const { data, width, height, channels } = net(describePicture())
    expect([width, height, channels]).toEqual([SIDE, SIDE, 1])
    for (const [i, value] of reference.answer) expect(Math.abs(data[i!]! - value!)).toBeLessThan(4e-3)
    const mean = data.reduce((sum, p) => sum + p, 0) / data.length
    expect(Math.abs(mean - reference.mean)).toBeLessThan(1e-4)
  })

  it('keeps no state between pictures', () => {
    const features = describePicture()
    const first = net(features).data.slice()
    net({ ...features, data: features.data.map((value) => -value) })
    expect(net(features).data).toEqual(first)
  })
})

/** What the mask network sees of a picture. */
function describeMask(): Tensor {
  return describePixels(drawPicture())
}

/** What the alpha network sees of a picture, all of it. */
function describeAlpha(): Tensor {
  const colours = drawPicture()
  return withShelf((shelf) => readTensor(openDetail(shelf, colours, drawGuesses(), SIDE)({ x: 0, y: 0 })))
}

describe('a graph of single steps', () => {
  const input = { data: Float32Array.of(1, 2, 3, 4), channels: 1, width: 2, height: 2 }
  const run = (steps: Parameters<typeof createNet>[0]['steps'], numbers: number[] = []): number[] =>
    Array.from(createNet({ inputChannels: 1, stride: 1, steps, numbers: Float32Array.from(numbers) })(input).data)

  /** But for the 14 bits that channels are mixed with. */
  const about = (numbers: readonly number[]): unknown[] => numbers.map((number) => expect.closeTo(number, 2))

  it.each([
    ['mean', [2.5]],
    ['double', [1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4]],
  ] as const)('%s', (op, expected) => {
    expect(run([{ op, from: 0 }])).toEqual(expected)
  })

  it('adds values, also one pixel to all', () => {
    expect(
      run([
        { op: 'mean', from: 0 },
        { op: 'add', from: 0, other: 1 },
      ]),
    ).toEqual([3.5, 4.5, 5.5, 6.5])
  })

  it('convolves with zeros beyond the sides, adds the bias and cuts below 0', () => {
    const conv = { op: 'conv', from: 0, offset: 0, shape: [1, 1, 3, 3], stride: 1, dilation: 1, groups: 1 } as const
    const sumOfAll = [1, 1, 1, 1, 1, 1, 1, 1, 1, -3]
    expect(run([{ ...conv, relu: false }], sumOfAll)).toEqual(about([7, 7, 7, 7]))
    const right = [0, 0, 0, 0, 0, 1, 0, 0, 0, -3]
    expect(run([{ ...conv, relu: false }], right)).toEqual(about([-1, -3, 1, -3]))
    expect(run([{ ...conv, relu: true }], right)).toEqual(about([0, 0, 1, 0]))
  })

  it('takes every second pixel with stride 2, and looks two pixels away with dilation 2', () => {
    const conv = { op: 'conv', from: 0, offset: 0, shape: [1, 1, 3, 3], relu: false } as const
    const centre = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    expect(run([{ ...conv, stride: 2, dilation: 1, groups: 1 }], centre)).toEqual(about([1]))
    const wide = { data: Float32Array.from({ length: 9 }, (_, i) => i), channels: 1, width: 3, height: 3 }
    const left = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    const net = createNet({
      inputChannels: 1,
      stride: 1,
      steps: [{ ...conv, stride: 1, dilation: 2, groups: 1 }],
      numbers: left,
    })
    expect(Array.from(net(wide).data)).toEqual(about([0, 0, 0, 0, 0, 3, 0, 0, 6]))
  })

  it('filters each channel by itself when there are groups', () => {
    const two = { data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), channels: 2, width: 2, height: 2 }
    const numbers = Float32Array.of(2, -1, 10, 20)
    const steps = [
      { op: 'conv', from: 0, offset: 0, shape: [2, 1, 1, 1], stride: 1, dilation: 1, groups: 2, relu: false },
    ] as const
    expect(Array.from(createNet({ inputChannels: 2, stride: 1, steps, numbers })(two).data)).toEqual([
      12, 14, 16, 18, 15, 14, 13, 12,
    ])
  })

  it('turns four channels into two by two pixels', () => {
    const four = { data: Float32Array.of(1, 2, 3, 4), channels: 4, width: 1, height: 1 }
    const net = createNet({
      inputChannels: 4,
      stride: 1,
      steps: [{ op: 'shuffle', from: 0 }],
      numbers: new Float32Array(),
    })
    expect(net(four)).toEqual({ data: Float32Array.of(1, 2, 3, 4), channels: 1, width: 2, height: 2 })
  })
})

describe('the weights file', () => {
  it('is told from other files', () => {
    expect(() => unpackNet(new TextEncoder().encode('not a network at all'))).toThrow(/weights .* damaged/)
    expect(() => unpackNet(new Uint8Array(3))).toThrow(/weights .* damaged/)
  })

  it('stores halves exactly', () => {
    const header = new TextEncoder().encode('{"inputChannels":1,"stride":1,"steps":[]}')
    const halves = [0x3c00, 0xc000, 0x3555, 0x0001, 0x7bff, 0x0000]
    const bytes = new Uint8Array(8 + header.length + halves.length * 2)
    bytes.set(new TextEncoder().encode('MNET'))
    const view = new DataView(bytes.buffer)
    view.setUint32(4, header.length, true)
    bytes.set(header, 8)
    halves.forEach((half, i) => view.setUint16(8 + header.length + i * 2, half, true))
    expect(Array.from(unpackNet(bytes).numbers)).toEqual([1, -2, 0.333251953125, 2 ** -24, 65504, 0])
  })
})
