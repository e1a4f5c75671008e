/** Writes small ONNX models, byte by byte: protobuf messages as onnx.proto3 has them (https://onnx.ai/onnx/intro/concepts.html). */

/** A field of a message: its number and what it holds. */
type Part = readonly [field: number, value: number | string | Uint8Array]

const FLOAT = 1
const ATTRIBUTE_INTS = 7

/** What a model computes, by its output. */
export interface ModelOptions {
  /** Sides of the square input, in pixels; a name for a size that is free. @default 'side' */
  readonly side?: number | string | undefined
  /** Weights of red, green and blue. @default all -8: dark is product */
  readonly weights?: readonly [number, number, number] | undefined
  readonly bias?: number | undefined
  /** Whether the graph ends with a sigmoid. @default true */
  readonly sigmoid?: boolean | undefined
  /** Channels of the output. @default 1 */
  readonly outputs?: number | undefined
  /** Channels of the input. @default 3 */
  readonly inputs?: number | undefined
  readonly outputName?: string | undefined
}

/** A 1 × 1 convolution over an NCHW image, and a sigmoid: probability of "product" from a pixel's colour alone. */
export function writeModel(options: ModelOptions = {}): Uint8Array {
  const { side = 'side', weights = [-8, -8, -8], bias = 4, sigmoid = true } = options
  const { outputs = 1, inputs = 3, outputName = 'mask' } = options
  const kernel = Array.from({ length: outputs * inputs }, (_, i) => weights[i % 3] ?? 0)
  const sum = sigmoid ? 'sum' : outputName
  const nodes: Part[] = [[1, writeNode('Conv', ['image', 'kernel', 'bias'], sum)]]
  if (sigmoid) nodes.push([1, writeNode('Sigmoid', [sum], outputName)])
  const graph = message([
    ...nodes,
    [2, 'hand-made'],
    [5, writeTensor('kernel', [outputs, inputs, 1, 1], kernel)],
    [5, writeTensor('bias', [outputs], new Array<number>(outputs).fill(bias))],
    [11, writeValue('image', [1, inputs, side, side])],
    [12, writeValue(outputName, [1, outputs, side, side])],
  ])
  return message([
    [1, 8],
    [7, graph],
    [8, message([[2, 13]])],
  ])
}

function writeNode(operator: string, inputs: readonly string[], output: string): Uint8Array {
  const shape = message([
    [1, 'kernel_shape'],
    [8, 1],
    [8, 1],
    [20, ATTRIBUTE_INTS],
  ])
  return message([
    ...inputs.map((input): Part => [1, input]),
    [2, output],
    [4, operator],
    ...(operator === 'Conv' ? [[5, shape] satisfies Part] : []),
  ])
}

function writeTensor(name: string, dims: readonly number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(new Float32Array(values).buffer)
  return message([...dims.map((dim): Part => [1, dim]), [2, FLOAT], [8, name], [9, raw]])
}

function writeValue(name: string, dims: readonly (number | string)[]): Uint8Array {
  const shape = message(dims.map((dim): Part => [1, message([[typeof dim === 'number' ? 1 : 2, dim]])]))
  const type = message([
    [
      1,
      message([
        [1, FLOAT],
        [2, shape],
      ]),
    ],
  ])
  return message([
    [1, name],
    [2, type],
  ])
}

function message(parts: readonly Part[]): Uint8Array {
  return Buffer.concat(parts.map(([field, value]) => writePart(field, value)))
}

function writePart(field: number, value: Part[1]): Uint8Array {
  if (typeof value === 'number') return Buffer.concat([writeVarint(field << 3), writeVarint(value)])
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([writeVarint((field << 3) | 2), writeVarint(bytes.length), bytes])
}

function writeVarint(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest])
    bytes.push((rest % 128) | 128)
  }
}
