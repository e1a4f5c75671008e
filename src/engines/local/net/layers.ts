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

/** Numbers that {@link packLayer} writes for a convolution. */
export function countPacked(step: ConvolutionStep): number {
  const [outputs, inputs, kernel] = step.shape
  const depth = inputs * kernel ** 2
  return (isDepthwise(step) ? outputs : fillBlock(outputs)) * (depth + 1)
}

/**
 * Orders a convolution's weights as its kernel reads them. Dense: for every four outputs their biases, then four weights
 * per tap, zeros where there are fewer outputs. Depthwise: for every channel its bias, then its weights.
 */
export function packLayer(step: ConvolutionStep, numbers: Float32Array, target: Float32Array): void {
  const [outputs, inputs, kernel] = step.shape
  const depth = inputs * kernel ** 2
  const biases = step.offset + outputs * depth
  const block = isDepthwise(step) ? 1 : BLOCK
  for (let first = 0, to = 0; first < outputs; first += block, to += (depth + 1) * block) {
    for (let i = 0; i < block && first + i < outputs; i++) {
      const from = step.offset + (first + i) * depth
      target[to + i] = numbers[biases + first + i] ?? 0
      for (let k = 0; k < depth; k++) target[to + (k + 1) * block + i] = numbers[from + k] ?? 0
    }
  }
}
