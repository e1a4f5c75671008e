import { loadKernels, type Kernels } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName = 'enlargeMask' | 'markGaps' | 'markRims' | 'markStrange' | 'weighEvidence'

/** The inner loops that the build compiled. */
export const kernels: Kernels<KernelName> = loadKernels<KernelName>('trimap-kernels.wasm')
