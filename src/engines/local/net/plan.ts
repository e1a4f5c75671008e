import { createArena } from './arena.ts'
import { planCall, type Layer } from './calls.ts'
import { fillBlock } from './layers.ts'
import type { Call, Place } from './layout.ts'
import { inferShape, listSources } from './shapes.ts'
import { countNumbers, type Shape } from './tensor.ts'

/** A network with its weights as kernels read them. */
export interface LoadedNet {
  /** Their weights' addresses count from the first of all. */
  readonly layers: readonly Layer[]
  readonly weights: Uint8Array
}

/** A network laid out for one size of input: calls on addresses, ready to be made any number of times. */
export interface Plan {
  readonly input: Place
  readonly output: Place
  /** Address of the weights. */
  readonly start: number
  /** Where the memory ends that the calls use. */
  readonly end: number
  readonly calls: readonly Call[]
}

/** Kernels read up to this many bytes beyond what they use. */
const SLACK = 64

/**
 * Lays out a network whose weights begin at `start`. A value's place is used again once no later step reads it. Throws like
 * {@link inferShape}.
 */
export function planNet({ layers, weights }: LoadedNet, shape: Shape, start: number): Plan {
  const arena = createArena(start + weights.byteLength)
  const place = (value: Shape): Place => ({ ...value, address: arena.take(measureRoom(value)) })
  const input = place(shape)
  const values = [input]
  const lastReads = listLastReads(layers)
  const calls = layers.map((layer, index) => {
    const output = place(inferShape(layer.step, values))
    const call = planCall(arena, { ...layer, weights: start + layer.weights }, values, output)
    values.push(output)
    for (const [id, value] of values.entries()) if (lastReads.get(id) === index) arena.free(value.address)
    return call
  })
  return { input, output: values.at(-1) ?? input, start, end: arena.end + SLACK, calls }
}

/** Bytes; whole blocks of planes, as convolutions write them. */
function measureRoom(value: Shape): number {
  return 4 * countNumbers({ ...value, channels: fillBlock(value.channels) })
}

/** The last step that reads a value, by the value's number. */
function listLastReads(layers: readonly Layer[]): ReadonlyMap<number, number> {
  return new Map(layers.flatMap(({ step }, index) => listSources(step).map((id) => [id, index] as const)))
}
