import { loadKernels, type Kernels } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName = 'describePixels' | 'divideGrid' | 'fitColours' | 'weighColours'

/** The inner loops that the build compiled. */
export const kernels: Kernels<KernelName> = loadKernels<KernelName>('mask-kernels.wasm')
