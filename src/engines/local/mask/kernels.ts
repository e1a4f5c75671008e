import { loadModule, type Instance } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName = 'describePixels' | 'divideGrid' | 'fitColours' | 'weighColours'

/** Instantiates the inner loops that the build compiled, with a memory of their own, which begins as zeros. */
export const loadKernels: () => Instance<KernelName> = loadModule<KernelName>('mask-kernels.wasm')
