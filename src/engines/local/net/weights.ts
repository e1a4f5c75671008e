import { readFileSync } from 'node:fs'
import { MattingError } from '../../../core/errors.ts'
import { locateBuilt } from '../../../core/built-file.ts'
import { withShelf } from '../shelf.ts'
import { kernels } from './kernels.ts'

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
  /** Sum; `other` may be a single pixel per channel. Channels of both, one after the other. */
  | { readonly op: 'add' | 'concat'; readonly from: number; readonly other: number }
  /** Twice the size, bilinear; a mean over all pixels; four channels to 2 × 2 pixels; the logistic function. */
  | { readonly op: 'double' | 'mean' | 'shuffle' | 'sigmoid'; readonly from: number }

/** The network as stored: its graph and its numbers. */
export interface PackedNet {
  readonly inputChannels: number
  /** Width and height of inputs are multiples of this. */
  readonly stride: number
  readonly steps: readonly Step[]
  readonly numbers: Float32Array
}

const MAGIC = 'MNET'

/** The networks in the package. */
export type ShippedNet = 'mask-net' | 'alpha-net'

/** Reads the network in `<name>.bin` as the package ships it, beside the built files. */
export function readShippedNet(name: ShippedNet): PackedNet {
  return unpackNet(readFileSync(locateBuilt(`${name}.bin`)))
}

/** Parses a network's file; `training/export.py` describes the format. */
export function unpackNet(file: Uint8Array): PackedNet {
  if (file.length < 8 || new TextDecoder().decode(file.subarray(0, 4)) !== MAGIC) {
    throw new MattingError(
      'ENGINE_FAILED',
      'the weights of the embedded engine are damaged: the file does not begin with MNET',
      {
        fix: 'Install unplugin-matting again.',
      },
    )
  }
  const body = 8 + new DataView(file.buffer, file.byteOffset).getUint32(4, true)
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, body))) as Omit<PackedNet, 'numbers'>
  return { ...header, numbers: widenHalves(file.subarray(body)) }
}

/** The values of IEEE 754 binary16 bits. */
function widenHalves(halves: Uint8Array): Float32Array {
  const count = halves.length / 2
  return withShelf((shelf) => {
    const to = shelf.reserve(4 * count)
    kernels.widen(shelf.place(halves), count, to)
    return shelf.read(to, count)
  })
}
