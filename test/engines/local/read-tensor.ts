import type { Place } from '../../../src/engines/local/net/layout.ts'
import { countNumbers, type Tensor } from '../../../src/engines/local/net/tensor.ts'
import { memory } from '../../../src/engines/local/wasm.ts'

/** A copy of what a network is given, wherever that lies. */
export function readTensor(input: Tensor | Place): Tensor {
  const { channels, width, height } = input
  const data = 'data' in input ? input.data : new Float32Array(memory.buffer, input.address, countNumbers(input))
  return { channels, width, height, data: data.slice() }
}
