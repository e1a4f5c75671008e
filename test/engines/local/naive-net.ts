import type { Shape, Tensor } from '../../../src/engines/local/net/tensor.ts'
import type { ConvolutionStep } from '../../../src/engines/local/net/weights.ts'

/** One number at a time, by the definition; what the kernels are compared with. */
function mapPixels(shape: Shape, compute: (channel: number, y: number, x: number) => number): Tensor {
  const area = shape.width * shape.height
  const data = Float32Array.from({ length: shape.channels * area }, (_, i) =>
    compute(Math.floor(i / area), Math.floor((i % area) / shape.width), i % shape.width),
  )
  return { ...shape, data }
}

function readPixel({ data, width, height }: Tensor, channel: number, y: number, x: number): number {
  const isInside = y >= 0 && y < height && x >= 0 && x < width
  return isInside ? data[(channel * height + y) * width + x]! : 0
}

export function convolve(input: Tensor, step: ConvolutionStep, numbers: Float32Array): Tensor {
  const { offset, stride, dilation, groups, relu } = step
  const [outputs, inputs, kernel] = step.shape
  const width = Math.ceil(input.width / stride)
  const height = Math.ceil(input.height / stride)
  return mapPixels({ channels: outputs, width, height }, (output, y, x) => {
    const first = Math.floor(output / (outputs / groups)) * inputs
    let sum = numbers[offset + outputs * inputs * kernel ** 2 + output]!
    for (let i = 0; i < inputs * kernel ** 2; i++) {
      const [channel, tap] = [Math.floor(i / kernel ** 2), i % kernel ** 2]
      const fromY = y * stride + (Math.floor(tap / kernel) - (kernel - 1) / 2) * dilation
      const fromX = x * stride + ((tap % kernel) - (kernel - 1) / 2) * dilation
      const weight = numbers[offset + output * inputs * kernel ** 2 + i]!
      sum += weight * readPixel(input, first + channel, fromY, fromX)
    }
    return relu ? Math.max(0, sum) : sum
  })
}

export function double(input: Tensor): Tensor {
  const { channels, width, height } = input
  const split = (at: number, length: number): [number, number, number] => {
    const position = Math.min(length - 1, Math.max(0, (at + 0.5) / 2 - 0.5))
    const near = Math.floor(position)
    return [near, Math.min(length - 1, near + 1), position - near]
  }
  return mapPixels({ channels, width: width * 2, height: height * 2 }, (channel, y, x) => {
    const [top, bottom, v] = split(y, height)
    const [left, right, u] = split(x, width)
    const blend = (row: number): number =>
      readPixel(input, channel, row, left) * (1 - u) + readPixel(input, channel, row, right) * u
    return blend(top) * (1 - v) + blend(bottom) * v
  })
}

export function shuffle(input: Tensor): Tensor {
  const { channels, width, height } = input
  return mapPixels({ channels: channels / 4, width: width * 2, height: height * 2 }, (channel, y, x) =>
    readPixel(input, channel * 4 + (y % 2) * 2 + (x % 2), y >> 1, x >> 1),
  )
}

export function mean(input: Tensor): Tensor {
  const area = input.width * input.height
  return mapPixels({ channels: input.channels, width: 1, height: 1 }, (channel) => {
    const plane = input.data.subarray(channel * area, (channel + 1) * area)
    return plane.reduce((sum, value) => sum + value, 0) / area
  })
}

export function add(input: Tensor, other: Tensor): Tensor {
  const isPixel = other.width * other.height === 1
  return mapPixels(
    input,
    (channel, y, x) =>
      readPixel(input, channel, y, x) + (isPixel ? other.data[channel]! : readPixel(other, channel, y, x)),
  )
}

export function sigmoid(input: Tensor): Tensor {
  return { ...input, data: input.data.map((value) => 1 / (1 + Math.exp(-value))) }
}

export function concat(input: Tensor, other: Tensor): Tensor {
  return {
    ...input,
    channels: input.channels + other.channels,
    data: Float32Array.from([...input.data, ...other.data]),
  }
}
