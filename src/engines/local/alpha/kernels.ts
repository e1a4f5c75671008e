import { ensureMemory, instantiate, type Memory } from '../wasm.ts'
import type { Windows } from './windows.ts'

/** Keeps covariances invertible in flat areas (the epsilon of closed-form matting, over the nine pixels of a window). */
const EPSILON = 1e-4 / 9
/** Kernels read and write up to four numbers from the last slot on. */
const SPILL = 16

/** Minimise αᵀLα + Σ pull (α - target)² over the slots whose pull is above 0, L being the matting Laplacian of the windows. */
export interface System {
  readonly windows: Windows
  /** Colours of the slots, 0 to 1: three planes. */
  readonly colours: Float32Array
  readonly pull: Float32Array
  readonly target: Float32Array
  /** Where to start from; slots without a pull stay as they are. */
  readonly start: Float32Array
  /** Most steps of conjugate gradients. */
  readonly steps: number
}

/** Solves the system in WebAssembly, whose memory goes with it: an alpha for each slot. */
export function descend({ windows, colours, pull, target, start, steps }: System): Float32Array {
  const kernels = instantiate<'describeWindows' | 'descend'>('alpha-kernels.wasm')
  const { place, reserve } = createShelf(kernels.memory)
  const [slots, count] = [windows.pixels.length, windows.left.length / 3]
  const left = place(windows.left)
  const [red, weights, aims, alpha] = [place(colours), place(pull), place(target), place(start)]
  const [mean, inverse, spare] = [reserve(count * 12), reserve(count * 24), reserve(slots * 12 + 3 * SPILL)]
  kernels.describeWindows(left, count, red, slots, EPSILON, mean, inverse)
  kernels.descend(left, count, red, slots, mean, inverse, weights, aims, alpha, steps, spare)
  return new Float32Array(kernels.memory.buffer, alpha, slots).slice()
}

interface Shelf {
  /** Puts numbers down; their address. */
  place(numbers: Int32Array | Float32Array): number
  /** Address of free bytes. */
  reserve(bytes: number): number
}

/** Puts things into the memory one after the other. */
function createShelf(memory: Memory): Shelf {
  let end = 0
  const reserve = (bytes: number): number => {
    const start = end
    end = Math.ceil((start + bytes + SPILL) / SPILL) * SPILL
    ensureMemory(memory, end)
    return start
  }
  return {
    reserve,
    place: (numbers) => {
      const start = reserve(numbers.byteLength)
      new Uint8Array(memory.buffer, start, numbers.byteLength).set(
        new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
      )
      return start
    },
  }
}
