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
  return 4 * (isDepthwise(step) ? step.shape[0] : fillBlock(step.shape[0])) * (countTaps(step) + 1)
}

/** Orders a convolution's weights as its kernel reads them; `numbers` is the address of the network's. */
export function packLayer(step: ConvolutionStep, numbers: number, to: number): void {
  kernels.pack(numbers + 4 * step.offset, step.shape[0], countTaps(step), isDepthwise(step) ? 1 : BLOCK, to)
}

/** Products per output: input channels it reads × pixels of the window. */
export function countTaps({ shape }: ConvolutionStep): number {
  return shape[1] * shape[2] * shape[3]
}
