import { readFileSync } from 'node:fs'
import { MattingError } from '../../../core/errors.ts'
import { locateBuilt } from '../../../core/built-file.ts'

/** One convolution of the graph, as the file's header names it. */
export interface ConvolutionStep {
  readonly op: 'conv'
  readonly from: number
  /** Index of the first weight; the biases follow the weights. */
  readonly offset: number
  /** Outputs, inputs per group, kernel height and width. */
  readonly shape: readonly [number, number, number, number]
  readonly stride: number
  readonly dilation: number
  readonly groups: number
  readonly relu: boolean
}

/** A step of the graph. Value 0 is the input; step k makes value k + 1. */
export type Step =
  | ConvolutionStep
  /** Sum; `other` may be a single pixel per channel. */
  | { readonly op: 'add'; readonly from: number; readonly other: number }
  /** Twice the size, bilinear; a mean over all pixels; four channels to 2 × 2 pixels; the logistic function. */
  | { readonly op: 'double' | 'mean' | 'shuffle' | 'sigmoid'; readonly from: number }

/** The network as stored: its graph and its numbers. */
export interface PackedNet {
  readonly inputChannels: number
  readonly steps: readonly Step[]
  readonly numbers: Float32Array
}

const MAGIC = 'MNET'

/** Reads `mask-net.bin` as the package ships it, beside the built files. */
export function readShippedNet(): PackedNet {
  return unpackNet(readFileSync(locateBuilt('mask-net.bin')))
}

/** Parses what `training/pack-weights.mjs` wrote; the format is described there. */
export function unpackNet(file: Uint8Array): PackedNet {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 8 || new TextDecoder().decode(file.subarray(0, 4)) !== MAGIC) {
    throw new MattingError(
      'ENGINE_FAILED',
      'the weights of the embedded engine are damaged: the file does not begin with MNET',
      {
        fix: 'Install unplugin-matting again.',
      },
    )
  }
  const body = 8 + view.getUint32(4, true)
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, body))) as Pick<
    PackedNet,
    'inputChannels' | 'steps'
  >
  const numbers = new Float32Array((file.length - body) / 2)
  for (let i = 0; i < numbers.length; i++) numbers[i] = readHalf(view.getUint16(body + i * 2, true))
  return { ...header, numbers }
}

/** The value of IEEE 754 binary16 bits (finite ones: the packer writes no others). */
function readHalf(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25))
}
