import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../../src/engines/onnx/presets.ts'
import { toPlanes, toProbability } from '../../../src/engines/onnx/tensors.ts'

const tensor = (data: unknown, dims: readonly number[]) => ({ type: 'float32', data, dims })
const round = (values: Float32Array) => [...values].map((value) => Number(value.toFixed(3)))

describe('toPlanes', () => {
  const colours = Uint8Array.of(0, 102, 204, 51, 51, 0)

  it('has one plane a channel, with mean and deviation of the preset', () => {
    expect(round(toPlanes(colours, PRESETS.isnet))).toEqual([-0.5, -0.3, -0.1, -0.3, 0.3, -0.5])
    expect(round(toPlanes(colours, PRESETS.birefnet))).toEqual([-2.118, -1.245, -0.25, -1.143, 1.751, -1.804])
  })

  it('takes the brightest value for white where the model was trained so', () => {
    const [red] = toPlanes(colours, PRESETS.u2net)
    const blue = toPlanes(colours, PRESETS.u2net)[4]
    expect(red).toBeCloseTo(-0.485 / 0.229, 4)
    expect(blue).toBeCloseTo((1 - 0.406) / 0.225, 4)
    expect(toPlanes(new Uint8Array(3), PRESETS.u2net).every(Number.isFinite)).toBe(true)
  })
})

describe('toProbability', () => {
  const values = Float32Array.of(-2, 0, 2, 6)

  it.each([
    ['sigmoid' as const, [0.119, 0.5, 0.881, 0.998]],
    ['minmax' as const, [0, 0.25, 0.5, 1]],
  ])('%s', (activation, expected) => {
    expect(round(toProbability(tensor(values, [1, 1, 2, 2]), activation).data)).toEqual(expected)
  })

  it('takes probabilities as they are, but for what rounding did', () => {
    const { data } = toProbability(tensor(Float32Array.of(-0.001, 0.5, 1.002), [1, 3]), 'none')
    expect(round(data)).toEqual([0, 0.5, 1])
    expect(round(toProbability(tensor(new Float32Array(2).fill(7), [1, 2]), 'minmax').data)).toEqual([0, 0])
  })

  it.each([[[1, 1, 2, 6]], [[1, 2, 6]], [[2, 6]], [[1, 2, 6, 1]]])('reads the shape %j', (dims) => {
    expect(toProbability(tensor(new Float32Array(12), dims), 'none')).toMatchObject({
      ...{ width: 6, height: 2, channels: 1 },
    })
  })

  it.each<[string, unknown, readonly number[], RegExp]>([
    ['two masks', new Float32Array(8), [1, 2, 2, 2], /shape \[1, 2, 2, 2\]/],
    ['a number', new Float32Array(1), [1], /shape \[1\]/],
    ['no numbers', Float32Array.of(Number.NaN), [1, 1], /no finite numbers/],
    ['half precision', new Uint16Array(1), [1, 1], /expected float32/],
    ['logits', values, [2, 2], /from -2\.00 to 6\.00/],
  ])('refuses %s', (_, data, dims, message) => {
    expect(() => toProbability(tensor(data, dims), 'none')).toThrow(message)
  })
})
