import type { Layer } from './calls.ts'
import { ensureMemory } from '../wasm.ts'
import { loadKernels, type Kernels } from './kernels.ts'
import { measurePacked, packLayer } from './layers.ts'
import { planNet, type LoadedNet, type Plan } from './plan.ts'
import { countNumbers, type Tensor } from './tensor.ts'
import type { PackedNet } from './weights.ts'

/**
 * A network ready to run: features in, one or more planes out. Inputs may differ in size from call to call, but their sides
 * must be multiples of what the network divides them by. Throws a `RangeError` for others, and for other channels. Equal
 * inputs give equal bytes, on every machine.
 */
export type Net = (input: Tensor) => Tensor

/** Prepares a stored network. Its memory fits the largest input so far; calls for one size after another cost nothing extra. */
export function createNet(packed: PackedNet): Net {
  const net = loadNet(packed, loadKernels())
  let plan: Plan | undefined
  return (input) => {
    checkInput(packed, input)
    if (plan === undefined || !fitsPlan(plan, input)) plan = planNet(net, input)
    return runPlan(plan, input, net.kernels)
  }
}

/** Address of the first byte in use: 0 stays free, for addresses that mean none. */
const START = 64

function loadNet({ steps, numbers }: PackedNet, kernels: Kernels): LoadedNet {
  const layers: Layer[] = []
  let end = START
  for (const step of steps) {
    layers.push({ step, weights: end })
    if (step.op === 'conv') end += measurePacked(step)
  }
  // The numbers as stored lie where values come later.
  ensureMemory(kernels.memory, end + numbers.byteLength)
  new Float32Array(kernels.memory.buffer, end, numbers.length).set(numbers)
  for (const { step, weights } of layers) if (step.op === 'conv') packLayer(kernels, step, end, weights)
  return { kernels, layers, end }
}

function fitsPlan({ input }: Plan, { width, height }: Tensor): boolean {
  return input.width === width && input.height === height
}

function runPlan({ input, output, bytes, calls }: Plan, { data }: Tensor, { memory }: Kernels): Tensor {
  ensureMemory(memory, bytes)
  new Float32Array(memory.buffer, input.address, countNumbers(input)).set(data)
  for (const call of calls) call()
  const { address, ...shape } = output
  return { ...shape, data: new Float32Array(memory.buffer, address, countNumbers(shape)).slice() }
}

function checkInput({ inputChannels, stride }: PackedNet, { channels, width, height, data }: Tensor): void {
  const isFitting = channels === inputChannels && width % stride === 0 && height % stride === 0
  if (isFitting && data.length === countNumbers({ channels, width, height })) return
  throw new RangeError(
    `the network takes ${inputChannels} channels whose sides are multiples of ${stride}, ` +
      `and is given ${data.length} numbers as ${channels} channels of ${width} × ${height}`,
  )
}
