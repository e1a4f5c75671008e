import type { Layer } from './calls.ts'
import { withShelf, type Shelf } from '../shelf.ts'
import { kernels } from './kernels.ts'
import { measurePacked, packLayer } from './layers.ts'
import type { Place } from './layout.ts'
import { planNet, type LoadedNet, type Plan } from './plan.ts'
import { countNumbers, type Shape, type Tensor } from './tensor.ts'
import type { PackedNet } from './weights.ts'

/**
 * A network ready to run: features in, which may lie in the kernels' memory, one or more planes out. Inputs may differ in size from call
 * to call, but their sides must be multiples of what the network divides them by. Throws a `RangeError` for others, and for other
 * channels. Equal inputs give equal bytes, on every machine.
 */
export type Net = (input: Tensor | Place) => Tensor

/** Prepares a stored network. Calls for one size after another share one plan. */
export function createNet(packed: PackedNet): Net {
  const net = loadNet(packed)
  let plan: Plan | undefined
  return (input) => {
    checkInput(packed, input)
    return withShelf((shelf) => {
      const start = shelf.place(net.weights)
      if (plan === undefined || !fitsPlan(plan, input, start)) plan = planNet(net, input, start)
      return runPlan(plan, input, shelf)
    })
  }
}

function loadNet({ steps, numbers }: PackedNet): LoadedNet {
  const layers: Layer[] = []
  let bytes = 0
  for (const step of steps) {
    layers.push({ step, weights: bytes })
    if (step.op === 'conv') bytes += measurePacked(step)
  }
  return { layers, weights: packWeights(layers, numbers, bytes) }
}

function packWeights(layers: readonly Layer[], numbers: Float32Array, bytes: number): Uint8Array {
  return withShelf((shelf) => {
    const [stored, packed] = [shelf.place(numbers), shelf.place(new Uint8Array(bytes))]
    for (const { step, weights } of layers) if (step.op === 'conv') packLayer(step, stored, packed + weights)
    return shelf.readBytes(packed, bytes)
  })
}

function fitsPlan({ input, start }: Plan, { width, height }: Shape, address: number): boolean {
  return input.width === width && input.height === height && start === address
}

function runPlan({ input, output, start, end, calls }: Plan, given: Tensor | Place, shelf: Shelf): Tensor {
  shelf.reserve(end - start)
  if ('address' in given) kernels.copy(given.address, countNumbers(input), input.address)
  else shelf.write(given.data, input.address)
  for (const call of calls) call()
  const { address, ...shape } = output
  return { ...shape, data: shelf.read(address, countNumbers(shape)) }
}

function checkInput({ inputChannels, stride }: PackedNet, input: Tensor | Place): void {
  const { channels, width, height } = input
  const count = 'data' in input ? input.data.length : countNumbers(input)
  const isFitting = channels === inputChannels && width % stride === 0 && height % stride === 0
  if (isFitting && count === countNumbers(input)) return
  throw new RangeError(
    `the network takes ${inputChannels} channels whose sides are multiples of ${stride}, ` +
      `and is given ${count} numbers as ${channels} channels of ${width} × ${height}`,
  )
}
