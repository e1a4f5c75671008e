import { loadModule, type Instance } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName =
  | 'add'
  | 'addPixel'
  | 'convolve'
  | 'convolveDepthwise'
  | 'copy'
  | 'double'
  | 'frame'
  | 'listTaps'
  | 'mean'
  | 'pack'
  | 'shuffle'
  | 'sigmoid'
  | 'widen'

/** An instance of the inner loops, with a memory of its own. */
export type Kernels = Instance<KernelName>

/** Instantiates the inner loops that the build compiled. */
export const loadKernels: () => Kernels = loadModule<KernelName>('net-kernels.wasm')
