/**
 * Packs the mask network for shipping: `node training/pack-weights.mjs <graph.json> <weights.bin> <out.bin>`.
 *
 * In: what our exporter writes, an ONNX-like graph with batch norm folded into the convolutions, and its float32 weights.
 * Out: `src/engines/local/weights/mask-net.bin`: the ASCII magic `MNET`, the header's length (uint32, little endian), the
 * header (UTF-8 JSON, padded with spaces to an even offset), then every convolution's weights and biases as float16.
 * `src/engines/local/net/weights.ts` reads it.
 *
 * Provenance: the weights were trained from scratch, only on pictures that our own generator renders (shapes, textures,
 * backdrops, shadows, all procedural). No photo, no data set and no other model had a part in them, so they are under
 * this package's licence.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const [graphFile, weightsFile, outFile] = process.argv.slice(2)
const graph = JSON.parse(readFileSync(graphFile, 'utf8'))
const bytes = readFileSync(weightsFile)
const weights = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))

const { steps, numbers } = convert(graph, weights)
const output = encode({ inputChannels: 10, stride: 32, steps }, numbers)
writeFileSync(outFile, output)
console.log(`${outFile}: ${steps.length} steps, ${numbers.length} weights, ${output.length} bytes`)

/** Value 0 is the input; step k makes value k + 1. A Relu is folded into the step before it. */
function convert(source, floats) {
  const ids = new Map([['x', 0]])
  const converted = []
  const packed = []
  for (const node of source.nodes) {
    if (node.op === 'Constant') continue
    if (node.op === 'Relu') {
      const last = converted.at(-1)
      if (ids.get(node.i[0]) !== converted.length) throw new Error(`${node.i[0]} is not the value just made`)
      last.relu = true
    } else converted.push(convertNode(node))
    ids.set(node.o[0], converted.length)
  }
  return { steps: converted, numbers: packed }

  function convertNode(node) {
    const from = ids.get(node.i[0])
    if (node.op === 'Conv') return convertConvolution(node, from)
    if (node.op === 'Add') return { op: 'add', from, other: ids.get(node.i[1]) }
    if (node.op === 'Resize') return { op: 'double', from }
    if (node.op === 'ReduceMean') return { op: 'mean', from }
    if (node.op === 'DepthToSpace') return { op: 'shuffle', from }
    if (node.op === 'Sigmoid') return { op: 'sigmoid', from }
    throw new Error(`unknown node ${node.op}`)
  }

  function convertConvolution(node, from) {
    const [start, shape] = source.w[node.i[1]]
    const [biasStart, [outputs]] = source.w[node.i[2]]
    const offset = packed.length
    const size = shape.reduce((product, length) => product * length, 1)
    for (let i = 0; i < size; i++) packed.push(floats[start + i])
    for (let i = 0; i < outputs; i++) packed.push(floats[biasStart + i])
    const { strides, dilations, pads, group } = node.a
    if (pads[0] !== (dilations[0] * (shape[2] - 1)) / 2) throw new Error('expected "same" padding')
    return { op: 'conv', from, offset, shape, stride: strides[0], dilation: dilations[0], groups: group, relu: false }
  }
}

function encode(header, numbers) {
  const text = Buffer.from(JSON.stringify(header))
  const padded = Buffer.alloc(text.length + (text.length % 2), ' ')
  text.copy(padded)
  const body = Buffer.alloc(numbers.length * 2)
  numbers.forEach((value, i) => body.writeUInt16LE(toHalf(value), i * 2))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(padded.length)
  return Buffer.concat([Buffer.from('MNET'), length, padded, body])
}

/** IEEE 754 binary16 bits of the nearest half, ties to even. */
function toHalf(value) {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (size >= 65520) throw new Error(`${value} does not fit float16`)
  const exponent = size < 2 ** -14 ? -14 : Math.floor(Math.log2(size))
  const ulp = 2 ** (exponent - 10)
  const units = roundToEven(size / ulp)
  return sign + (size < 2 ** -14 ? units : (exponent + 14) * 1024 + units)
}

function roundToEven(value) {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor
}
