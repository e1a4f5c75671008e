import { kernels } from './kernels.ts'
import type { ConvolutionStep } from './weights.ts'

/** Outputs that the dense kernel sums at a time. */
const BLOCK = 4

/** Rounds up to a multiple of the dense kernel's block. */
export function fillBlock(channels: number): number {
  return Math.ceil(channels / BLOCK) * BLOCK
}

/** Whether a convolution filters each channel by itself. */
export function isDepthwise({ groups }: ConvolutionStep): boolean {
  return groups > 1
}

/** Bytes of a convolution's packed weights. */
export function measurePacked(step: ConvolutionStep): number {
  const [outputs] = step.shape
  return isDepthwise(step) ? 4 * outputs * (countTaps(step) + 1) : 4 * fillBlock(outputs) * (countTaps(step) + 2)
}

/** Orders a convolution's weights as its kernel reads them; `numbers` is the address of the network's, and `to` is all zeros. */
export function packLayer(step: ConvolutionStep, numbers: number, to: number): void {
  const [outputs, inputs, height, width] = step.shape
  const from = numbers + 4 * step.offset
  if (isDepthwise(step)) kernels.pack(from, outputs, height * width, to)
  else kernels.packPairs(from, outputs, inputs, height * width, to)
}

/** What a sum goes over: pixels of the window, and for each the pairs of input channels, or the one channel it reads. */
export function countTaps(step: ConvolutionStep): number {
  const [, inputs, height, width] = step.shape
  return Math.ceil(inputs / 2) * height * width
}
