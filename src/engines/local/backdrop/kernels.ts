import { loadKernels, type Kernels } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName = 'fitBorder' | 'fitSurface' | 'renderSurface'

/** The inner loops that the build compiled. */
export const kernels: Kernels<KernelName> = loadKernels<KernelName>('backdrop-kernels.wasm')

/** Bytes of the normal equations of a model with so many terms. */
export function measureEquations(terms: number): number {
  return 8 * terms * (terms + 3)
}
