import type { Arena } from './arena.ts'
import { kernels } from './kernels.ts'
import type { Call, Place } from './layout.ts'
import { countTaps, fillBlock, isDepthwise } from './layers.ts'
import type { ConvolutionStep } from './weights.ts'

/** A convolution with the address of its packed weights. */
export interface StoredConvolution extends ConvolutionStep {
  readonly weights: number
}

/** A convolution's input, laid out so that its window never looks outside, and room for more. */
interface Room {
  /** Of the frame. */
  readonly address: number
  /** Numbers in a row. */
  readonly pitch: number
  /** Rows of each plane. */
  readonly rows: number
  /** Zeros before the first row and column. */
  readonly margin: number
  /** Address of the list of taps. */
  readonly taps: number
  /** Address of what 1 in the frame stands for. */
  readonly unit: number
  /** Address of a row of the input, or of {@link SPARE} bytes. */
  readonly spare: number
}

type Taps = Pick<Room, 'pitch' | 'rows' | 'taps'>

/** Bytes for one tile of results, where rows are shorter than that. */
const SPARE = 128

/**
 * Prepares a convolution: frame the input, list the taps, sum. Those that mix channels sum whole numbers, by a scale that depends on the
 * input and, for the weights, on the output: twice as fast as floats, and the same everywhere. It moves the networks' answers by less than
 * a thousandth on average.
 */
export function planConvolution(arena: Arena, layer: StoredConvolution, input: Place, output: Place): Call {
  return isDepthwise(layer) ? planFilters(arena, layer, input, output) : planMixture(arena, layer, input, output)
}

function planMixture(arena: Arena, layer: StoredConvolution, input: Place, output: Place): Call {
  const { weights, stride, shape } = layer
  const { channels, width, height } = input
  const [blocks, depth] = [fillBlock(shape[0]) / 4, countTaps(layer)]
  const { address, margin, pitch, rows, taps, unit, spare } = takeRoom(arena, layer, input, Math.ceil(channels / 2))
  const step = 4 * stride * pitch
  const floor = layer.relu ? 0 : -Infinity
  // Rows of a pointwise convolution follow each other without gaps: they are one.
  const [columns, lines] = isPointwise(layer) ? [output.width * output.height, 1] : [output.width, output.height]
  const { framePairs, convolve } = kernels
  return () => {
    framePairs(input.address, channels, width, height, margin, stride, pitch, rows, unit, spare, address)
    listTaps(layer, Math.ceil(channels / 2), { pitch, rows, taps })
    convolve(address, step, taps, depth, weights, blocks, columns, lines, unit, floor, spare, output.address)
  }
}

function planFilters(arena: Arena, layer: StoredConvolution, input: Place, output: Place): Call {
  const { weights, stride, shape } = layer
  const { channels, width, height } = input
  const [outputs, depth] = [shape[0], countTaps(layer)]
  const { address, margin, pitch, rows, taps, spare } = takeRoom(arena, layer, input, channels)
  const [step, plane] = [4 * stride * pitch, 4 * pitch * rows]
  const floor = layer.relu ? 0 : -Infinity
  const { width: columns, height: lines } = output
  const { frame, convolveDepthwise } = kernels
  return () => {
    frame(input.address, channels, width, height, margin, stride, pitch, rows, address)
    listTaps(layer, 1, { pitch, rows, taps })
    convolveDepthwise(address, step, plane, taps, depth, weights, outputs, columns, lines, floor, spare, output.address)
  }
}

function isPointwise({ shape, stride }: ConvolutionStep): boolean {
  return shape[2] === 1 && stride === 1
}

/** Places the framed input and what else the kernels take; free again for the next step. */
function takeRoom(arena: Arena, layer: StoredConvolution, input: Place, planes: number): Room {
  const { shape, stride, dilation } = layer
  const margin = (dilation * (shape[2] - 1)) / 2
  const pitch = Math.ceil((input.width + 2 * margin) / stride) * stride
  const rows = input.height + 2 * margin
  const address = arena.take(4 * planes * rows * pitch)
  const taps = arena.take(4 * countTaps(layer))
  const unit = arena.take(4)
  const spare = arena.take(Math.max(SPARE, 4 * input.width))
  for (const place of [address, taps, unit, spare]) arena.free(place)
  return { address, margin, pitch, rows, taps, unit, spare }
}

function listTaps({ shape, stride, dilation }: ConvolutionStep, planes: number, { pitch, rows, taps }: Taps): void {
  kernels.listTaps(planes, shape[2], dilation, stride, pitch, rows, taps)
}
