import { loadKernels, type Kernels } from '../wasm.ts'

/** The inner loops that the build compiled; `kernels/index.ts` describes them. */
export const kernels: Kernels<'weighEvidence'> = loadKernels<'weighEvidence'>('trimap-kernels.wasm')
