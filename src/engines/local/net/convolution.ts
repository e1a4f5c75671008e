import type { Arena } from './arena.ts'
import { kernels } from './kernels.ts'
import type { Call, Place } from './layout.ts'
import { countTaps, fillBlock, isDepthwise } from './layers.ts'
import type { ConvolutionStep } from './weights.ts'

/** A convolution with the address of its packed weights. */
export interface StoredConvolution extends ConvolutionStep {
  readonly weights: number
}

/** A convolution's input, laid out so that its window never looks outside. */
interface Frame {
  readonly address: number
  /** Numbers in a row. */
  readonly pitch: number
  /** Rows of each plane. */
  readonly rows: number
  /** Zeros before the first row and column. */
  readonly margin: number
}

/** Bytes for one tile of results, where rows are shorter than that. */
const SPARE = 128

/** Prepares a convolution: frame the input, list the taps, sum. */
export function planConvolution(arena: Arena, layer: StoredConvolution, input: Place, output: Place): Call {
  const [, inputs, kernel] = layer.shape
  const { stride, dilation } = layer
  const frame = isPointwise(layer) ? showBare(input) : takeFrame(arena, layer, input)
  const taps = arena.take(4 * countTaps(layer))
  const spare = arena.take(SPARE)
  for (const address of [frame.address, taps, spare]) if (address !== input.address) arena.free(address)
  const sum = planSums(layer, { frame, taps, spare }, output)
  return () => {
    if (frame.address !== input.address) fillFrame(layer, input, frame)
    kernels.listTaps(inputs, kernel, dilation, stride, frame.pitch, frame.rows, taps)
    sum()
  }
}

function isPointwise({ shape, stride }: ConvolutionStep): boolean {
  return shape[2] === 1 && stride === 1
}

/** No window looks outside: the input is its own frame. */
function showBare({ address, width, height }: Place): Frame {
  return { address, pitch: width, rows: height, margin: 0 }
}

function takeFrame(arena: Arena, { shape, stride, dilation }: ConvolutionStep, input: Place): Frame {
  const margin = (dilation * (shape[2] - 1)) / 2
  const pitch = Math.ceil((input.width + 2 * margin) / stride) * stride
  const rows = input.height + 2 * margin
  return { address: arena.take(4 * input.channels * rows * pitch), pitch, rows, margin }
}

function fillFrame({ stride }: ConvolutionStep, input: Place, frame: Frame): void {
  const { address, channels, width, height } = input
  kernels.frame(address, channels, width, height, frame.margin, stride, frame.pitch, frame.rows, frame.address)
}

interface Surroundings {
  readonly frame: Frame
  readonly taps: number
  readonly spare: number
}

function planSums(layer: StoredConvolution, { frame, taps, spare }: Surroundings, output: Place): Call {
  const [outputs] = layer.shape
  const { weights, stride } = layer
  const depth = countTaps(layer)
  const step = 4 * stride * frame.pitch
  const floor = layer.relu ? 0 : -Infinity
  // Rows of a pointwise convolution follow each other without gaps: they are one.
  const [columns, rows] = isPointwise(layer) ? [output.width * output.height, 1] : [output.width, output.height]
  const { address } = frame
  if (isDepthwise(layer)) {
    const plane = 4 * frame.pitch * frame.rows
    const { convolveDepthwise } = kernels
    return () =>
      convolveDepthwise(
        address,
        step,
        plane,
        taps,
        depth,
        weights,
        outputs,
        columns,
        rows,
        floor,
        spare,
        output.address,
      )
  }
  const blocks = fillBlock(outputs) / 4
  return () =>
    kernels.convolve(address, step, taps, depth, weights, blocks, columns, rows, floor, spare, output.address)
}
