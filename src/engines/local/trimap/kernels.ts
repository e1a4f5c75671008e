import { loadModule, type Instance } from '../wasm.ts'

/** Instantiates the inner loops that the build compiled, with a memory of their own; `kernels/index.ts` describes them. */
export const loadKernels: () => Instance<'weighEvidence'> = loadModule<'weighEvidence'>('trimap-kernels.wasm')
