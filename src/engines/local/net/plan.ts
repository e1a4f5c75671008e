import { createArena } from './arena.ts'
import { planCall, type Layer } from './calls.ts'
import type { Kernels } from './kernels.ts'
import { fillBlock } from './layers.ts'
import type { Call, Place } from './layout.ts'
import { inferShape, listSources } from './shapes.ts'
import { countNumbers, type Shape } from './tensor.ts'

/** A network whose weights lie in its kernels' memory. */
export interface LoadedNet {
  readonly kernels: Kernels
  readonly layers: readonly Layer[]
  /** End of the weights: the memory from here on is free. */
  readonly end: number
}

/** A network laid out for one size of input: calls on addresses, ready to be made any number of times. */
export interface Plan {
  readonly input: Place
  readonly output: Place
  /** Memory that the calls use, in bytes from 0. */
  readonly bytes: number
  readonly calls: readonly Call[]
}

/** Kernels read up to this many bytes beyond what they use. */
const SLACK = 64

/** Lays out a network. A value's place is used again once no later step reads it. Throws like {@link inferShape}. */
export function planNet({ kernels, layers, end }: LoadedNet, shape: Shape): Plan {
  const arena = createArena(end)
  const place = (value: Shape): Place => ({ ...value, address: arena.take(measureRoom(value)) })
  const input = place(shape)
  const values = [input]
  const lastReads = listLastReads(layers)
  const calls = layers.map((layer, index) => {
    const output = place(inferShape(layer.step, values))
    const call = planCall({ kernels, arena }, layer, values, output)
    values.push(output)
    for (const [id, value] of values.entries()) if (lastReads.get(id) === index) arena.free(value.address)
    return call
  })
  return { input, output: values.at(-1) ?? input, bytes: arena.end + SLACK, calls }
}

/** Bytes; whole blocks of planes, as convolutions write them. */
function measureRoom(value: Shape): number {
  return 4 * countNumbers({ ...value, channels: fillBlock(value.channels) })
}

/** The last step that reads a value, by the value's number. */
function listLastReads(layers: readonly Layer[]): ReadonlyMap<number, number> {
  return new Map(layers.flatMap(({ step }, index) => listSources(step).map((id) => [id, index] as const)))
}
