import { multiplyBlocks, packWeights, roundUp } from './matrix.ts'
import { createTensor, readPlane, type Tensor } from './tensor.ts'

/** How a convolution reads its input; always padded with zeros to keep the size ("same"), divided by `stride`. */
export interface Window {
  /** Pixels a side; odd. */
  readonly kernel: number
  readonly stride: number
  readonly dilation: number
}

/** A layer that mixes all input channels, with its weights packed for {@link multiplyBlocks}. */
export interface DenseLayer extends Window {
  readonly outputs: number
  readonly inputs: number
  readonly packed: Float32Array
  readonly bias: Float32Array
}

/** A layer that filters each channel by itself; `weights` hold `kernel²` numbers per channel. */
export interface DepthwiseLayer extends Window {
  readonly weights: Float32Array
  readonly bias: Float32Array
}

/** Floats of input patches in work at a time (half a megabyte): they stay in the second-level cache. */
const CHUNK = 1 << 17

/** Prepares a dense layer; `weights` are ordered by output, input, kernel row, kernel column. */
export function createDenseLayer(
  window: Window,
  inputs: number,
  weights: Float32Array,
  bias: Float32Array,
): DenseLayer {
  const depth = inputs * window.kernel ** 2
  return { ...window, inputs, outputs: bias.length, packed: packWeights(weights, bias.length, depth), bias }
}

/** Runs a dense layer as a matrix product over input patches (im2col, Chellapilla et al. 2006), some rows at a time. */
export function convolveDense(input: Tensor, layer: DenseLayer): Tensor {
  const { stride, kernel, outputs } = layer
  const width = Math.ceil(input.width / stride)
  const height = Math.ceil(input.height / stride)
  const output = createTensor(roundUp(outputs), width, height)
  fillBias(output, layer.bias)
  const depth = roundUp(layer.inputs * kernel ** 2)
  const rows = Math.max(1, Math.min(height, Math.floor(CHUNK / (depth * width))))
  const patches = new Float32Array(depth * rows * width)
  for (let y = 0; y < height; y += rows) {
    const count = Math.min(rows, height - y)
    gatherPatches(input, layer, patches, { y, rows: count, width })
    multiplyBlocks(
      layer.packed,
      patches,
      { depth, columns: count * width },
      { data: output.data, start: y * width, step: width * height },
    )
  }
  return { ...output, channels: outputs, data: output.data.subarray(0, outputs * width * height) }
}

/** Runs a depthwise layer. */
export function convolveDepthwise(input: Tensor, layer: DepthwiseLayer): Tensor {
  const { kernel, stride } = layer
  const output = createTensor(input.channels, Math.ceil(input.width / stride), Math.ceil(input.height / stride))
  fillBias(output, layer.bias)
  const row = new Float32Array(output.width)
  for (let channel = 0; channel < input.channels; channel++) {
    const source = readPlane(input, channel)
    const target = readPlane(output, channel)
    for (let tap = 0; tap < kernel ** 2; tap++) {
      const weight = layer.weights[channel * kernel ** 2 + tap] ?? 0
      for (let y = 0; y < output.height; y++) {
        if (readTapRow({ source, ...sizeOf(input) }, layer, { tap, y }, row))
          addScaled(target, y * output.width, row, weight)
      }
    }
  }
  return output
}

function fillBias(output: Tensor, bias: Float32Array): void {
  bias.forEach((value, channel) => readPlane(output, channel).fill(value))
}

function addScaled(target: Float32Array, start: number, row: Float32Array, weight: number): void {
  for (let x = 0; x < row.length; x++) target[start + x] = (target[start + x] ?? 0) + weight * (row[x] ?? 0)
}

/** A part of the output: `rows` rows from `y` on. */
interface Strip {
  readonly y: number
  readonly rows: number
  readonly width: number
}

/** Lays out, for every input channel and tap, the input pixels under that tap: one row of the matrix each. */
function gatherPatches(input: Tensor, layer: DenseLayer, patches: Float32Array, { y, rows, width }: Strip): void {
  const taps = layer.kernel ** 2
  const columns = rows * width
  patches.fill(0)
  for (let channel = 0; channel < input.channels; channel++) {
    const picture = { source: readPlane(input, channel), ...sizeOf(input) }
    for (let tap = 0; tap < taps; tap++) {
      const start = (channel * taps + tap) * columns
      for (let row = 0; row < rows; row++) {
        const at = start + row * width
        readTapRow(picture, layer, { tap, y: y + row }, patches.subarray(at, at + width))
      }
    }
  }
}

interface Picture {
  readonly source: Float32Array
  readonly width: number
  readonly height: number
}

function sizeOf({ width, height }: Tensor): Pick<Picture, 'width' | 'height'> {
  return { width, height }
}

/** Reads the input pixels under one tap for output row `y`, zeros beyond the sides; false where the row is outside. */
function readTapRow(
  picture: Picture,
  window: Window,
  { tap, y }: { tap: number; y: number },
  row: Float32Array,
): boolean {
  const { kernel, stride, dilation } = window
  const reach = (kernel - 1) / 2
  const from = y * stride + (Math.floor(tap / kernel) - reach) * dilation
  if (from < 0 || from >= picture.height) return false
  const shift = ((tap % kernel) - reach) * dilation
  const start = from * picture.width + shift
  const begin = Math.max(0, Math.ceil(-shift / stride))
  const end = Math.min(row.length, Math.floor((picture.width - 1 - shift) / stride) + 1)
  row.fill(0, 0, begin)
  row.fill(0, Math.max(begin, end))
  if (stride === 1) row.set(picture.source.subarray(start + begin, start + end), begin)
  else for (let x = begin; x < end; x++) row[x] = picture.source[start + x * stride] ?? 0
  return true
}
