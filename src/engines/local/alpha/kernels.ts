import { loadKernels, type Kernels } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName =
  | 'classify'
  | 'descend'
  | 'describeDetail'
  | 'describeWindows'
  | 'liftVeil'
  | 'listWindows'
  | 'markWindows'
  | 'scaleColours'
  | 'setOut'

/** The inner loops that the build compiled. */
export const kernels: Kernels<KernelName> = loadKernels<KernelName>('alpha-kernels.wasm')
