import { planConvolution } from './convolution.ts'
import type { Arena } from './arena.ts'
import { kernels } from './kernels.ts'
import type { Call, Place } from './layout.ts'
import { valueAt } from './shapes.ts'
import { countNumbers } from './tensor.ts'
import type { Step } from './weights.ts'

/** A step of a graph, with the address of its packed weights (0 where it has none). */
export interface Layer {
  readonly step: Step
  readonly weights: number
}

/** Prepares the kernel calls of one step, from `values` to `output`. What else it takes of the arena it gives back. */
export function planCall(arena: Arena, { step, weights }: Layer, values: readonly Place[], output: Place): Call {
  const from = valueAt(values, step.from)
  const { address, channels, width, height } = from
  switch (step.op) {
    case 'conv':
      return planConvolution(arena, { ...step, weights }, from, output)
    case 'add':
      return planSum(from, valueAt(values, step.other), output)
    case 'concat':
      return planJoin(from, valueAt(values, step.other), output)
    case 'double': {
      const blend = arena.take(4 * width)
      arena.free(blend)
      return () => kernels.double(address, channels, width, height, blend, output.address)
    }
    case 'mean':
      return () => kernels.mean(address, channels, width * height, output.address)
    case 'shuffle':
      return () => kernels.shuffle(address, channels, width, height, output.address)
    case 'sigmoid':
      return () => kernels.sigmoid(address, countNumbers(from), output.address)
  }
}

function planSum(from: Place, other: Place, output: Place): Call {
  const count = countNumbers(from)
  if (countNumbers(other) === count) return () => kernels.add(from.address, other.address, count, output.address)
  const area = from.width * from.height
  return () => kernels.addPixel(from.address, other.address, from.channels, area, output.address)
}

function planJoin(from: Place, other: Place, output: Place): Call {
  const first = countNumbers(from)
  return () => {
    kernels.copy(from.address, first, output.address)
    kernels.copy(other.address, countNumbers(other), output.address + 4 * first)
  }
}
