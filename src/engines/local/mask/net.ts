import { convolveDense, convolveDepthwise, createDenseLayer } from './convolution.ts'
import { createTensor, readPlane, type Tensor } from './tensor.ts'
import type { ConvolutionStep, PackedNet, Step } from './weights.ts'

/** A network ready to run: features in, one number per pixel out. */
export type Net = (input: Tensor) => Tensor

type Layer = (values: readonly Tensor[]) => Tensor

/** Prepares the layers of a stored network once; the result keeps no state between calls. */
export function createNet(packed: PackedNet): Net {
  const layers = packed.steps.map((step) => createLayer(step, packed.numbers))
  return (input) => {
    const values = [input]
    for (const layer of layers) values.push(layer(values))
    return values.at(-1) ?? input
  }
}

function createLayer(step: Step, numbers: Float32Array): Layer {
  const from = step.from
  switch (step.op) {
    case 'conv':
      return lift(from, createConvolution(step, numbers))
    case 'add':
      return (values) => addTensors(valueAt(values, from), valueAt(values, step.other))
    case 'double':
      return lift(from, doubleSize)
    case 'mean':
      return lift(from, averagePlanes)
    case 'shuffle':
      return lift(from, shufflePixels)
    case 'sigmoid':
      return lift(from, (input) => ({ ...input, data: input.data.map((value) => 1 / (1 + Math.exp(-value))) }))
  }
}

function lift(from: number, run: (input: Tensor) => Tensor): Layer {
  return (values) => run(valueAt(values, from))
}

function valueAt(values: readonly Tensor[], id: number): Tensor {
  const value = values[id]
  if (value === undefined) throw new RangeError(`the network's graph names value ${id} before it is made`)
  return value
}

function createConvolution(step: ConvolutionStep, numbers: Float32Array): (input: Tensor) => Tensor {
  const [outputs, inputs, kernel] = step.shape
  const end = step.offset + outputs * inputs * kernel ** 2
  const weights = numbers.subarray(step.offset, end)
  const bias = numbers.subarray(end, end + outputs)
  const window = { kernel, stride: step.stride, dilation: step.dilation }
  const finish = step.relu ? rectify : (tensor: Tensor): Tensor => tensor
  if (step.groups > 1) return (input) => finish(convolveDepthwise(input, { ...window, weights, bias }))
  const layer = createDenseLayer(window, inputs, weights, bias)
  return (input) => finish(convolveDense(input, layer))
}

/** Relu, in place: nobody else holds the tensor yet. */
function rectify(tensor: Tensor): Tensor {
  const { data } = tensor
  for (let i = 0; i < data.length; i++) if ((data[i] ?? 0) < 0) data[i] = 0
  return tensor
}

function addTensors(first: Tensor, second: Tensor): Tensor {
  const sum = { ...first, data: first.data.slice() }
  const area = first.width * first.height
  const step = second.data.length === first.data.length ? 1 : 0
  for (let channel = 0; channel < first.channels; channel++) {
    const target = readPlane(sum, channel)
    const other = readPlane(second, channel)
    for (let i = 0; i < area; i++) target[i] = (target[i] ?? 0) + (other[i * step] ?? 0)
  }
  return sum
}

function averagePlanes(input: Tensor): Tensor {
  const output = createTensor(input.channels, 1, 1)
  for (let channel = 0; channel < input.channels; channel++) {
    const values = readPlane(input, channel)
    output.data[channel] = values.reduce((sum, value) => sum + value, 0) / values.length
  }
  return output
}

/** Bilinear, with pixel centres aligned: every output lies a quarter pixel from an input. */
function doubleSize(input: Tensor): Tensor {
  const { width, height } = input
  const output = createTensor(input.channels, width * 2, height * 2)
  for (let row = 0; row < output.channels * output.height; row++) {
    const plane = Math.floor(row / output.height) * height
    const y = row % output.height
    const near = (plane + (y >> 1)) * width
    const far = (plane + clampTo(y % 2 === 0 ? (y >> 1) - 1 : (y >> 1) + 1, height)) * width
    for (let x = 0; x < output.width; x++) {
      const side = clampTo(x % 2 === 0 ? (x >> 1) - 1 : (x >> 1) + 1, width)
      const inner = 0.75 * (input.data[near + (x >> 1)] ?? 0) + 0.25 * (input.data[near + side] ?? 0)
      const outer = 0.75 * (input.data[far + (x >> 1)] ?? 0) + 0.25 * (input.data[far + side] ?? 0)
      output.data[row * output.width + x] = 0.75 * inner + 0.25 * outer
    }
  }
  return output
}

function clampTo(i: number, length: number): number {
  return Math.min(length - 1, Math.max(0, i))
}

/** Four planes become one of twice the size: plane k gives the pixel in row k / 2, column k % 2 of each 2 × 2 block. */
function shufflePixels(input: Tensor): Tensor {
  const { width, height } = input
  const output = createTensor(input.channels / 4, width * 2, height * 2)
  for (let channel = 0; channel < input.channels; channel++) {
    const source = readPlane(input, channel)
    const target = readPlane(output, channel >> 2)
    const corner = ((channel >> 1) & 1) * output.width + (channel & 1)
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) target[corner + y * 2 * output.width + x * 2] = source[y * width + x] ?? 0
    }
  }
  return output
}
