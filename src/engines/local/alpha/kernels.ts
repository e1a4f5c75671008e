import { createShelf } from '../shelf.ts'
import { loadModule } from '../wasm.ts'
import type { Windows } from './windows.ts'

/** Keeps covariances invertible in flat areas (the epsilon of closed-form matting, over the nine pixels of a window). */
const EPSILON = 1e-4 / 9
/** Numbers between the three that each slot has in the spare room: kernels write up to four from the last slot on. */
const GAP = 4

/** Each system has an instance of its own, whose memory goes with it. */
const instantiate = loadModule<'describeWindows' | 'descend'>('alpha-kernels.wasm')

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
  const kernels = instantiate()
  const { place, reserve, read } = createShelf(kernels.memory)
  const [slots, count] = [windows.pixels.length, windows.left.length / 3]
  const left = place(windows.left)
  const [red, weights, aims, alpha] = [place(colours), place(pull), place(target), place(start)]
  const [mean, inverse, spare] = [reserve(count * 12), reserve(count * 24), reserve(12 * (slots + GAP))]
  kernels.describeWindows(left, count, red, slots, EPSILON, mean, inverse)
  kernels.descend(left, count, red, slots, mean, inverse, weights, aims, alpha, steps, spare)
  return read(alpha, slots)
}
