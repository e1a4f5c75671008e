import { loadModule, type Instance } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName = 'paintTile' | 'refineLevel' | 'relaxLevel' | 'startLevel'

/** An instance of the inner loops, with a memory of its own, which begins as zeros. */
export type Kernels = Instance<KernelName>

/** Instantiates the inner loops that the build compiled. */
export const loadKernels: () => Kernels = loadModule<KernelName>('foreground-kernels.wasm')

/** Bytes of a pixel of a level, and where in it the colours of product and background begin. */
export const PIXEL = 40
export const PRODUCT = 16
export const BACKGROUND = 28
