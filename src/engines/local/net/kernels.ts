import { loadKernels, type Kernels } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName =
  | 'add'
  | 'addPixel'
  | 'convolve'
  | 'convolveDepthwise'
  | 'copy'
  | 'double'
  | 'frame'
  | 'framePairs'
  | 'listTaps'
  | 'mean'
  | 'pack'
  | 'packPairs'
  | 'shuffle'
  | 'sigmoid'
  | 'widen'

/** The inner loops that the build compiled. */
export const kernels: Kernels<KernelName> = loadKernels<KernelName>('net-kernels.wasm')
