import { withShelf, type WithShelf } from '../shelf.ts'
import { loadModule, type Instance } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName = 'fitBorder' | 'fitSurface' | 'renderSurface'

/** One for each thread. Its memory, of a plane of the mask's size, is scratch: nothing in it outlasts a call. */
const kernels: Instance<KernelName> = loadModule<KernelName>('backdrop-kernels.wasm')()

/** The kernels, and a shelf that begins where their memory does: one user at a time. */
export function borrowKernels(): WithShelf<KernelName> {
  return withShelf(kernels)
}

/** Bytes of the normal equations of a model with so many terms. */
export function measureEquations(terms: number): number {
  return 8 * terms * (terms + 3)
}
