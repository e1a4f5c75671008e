import { instantiate, type Kernel, type Memory } from '../wasm.ts'

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
export type Kernels = Readonly<Record<KernelName, Kernel>> & { readonly memory: Memory }

/** Instantiates the inner loops that the build compiled. */
export function loadKernels(): Kernels {
  return instantiate<KernelName>('net-kernels.wasm')
}
