import { loadModule, type Instance } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName =
  | 'classify'
  | 'descend'
  | 'describeWindows'
  | 'guessAlpha'
  | 'liftVeil'
  | 'listWindows'
  | 'markWindows'
  | 'scaleColours'
  | 'setOut'

/** Instantiates the inner loops that the build compiled, with a memory of their own. */
export const loadKernels: () => Instance<KernelName> = loadModule<KernelName>('alpha-kernels.wasm')
