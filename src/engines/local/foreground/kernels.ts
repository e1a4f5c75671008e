import { loadKernels, type Kernels } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName = 'paintTile' | 'refineLevel' | 'relaxLevel' | 'startLevel'

/** The inner loops that the build compiled. */
export const kernels: Kernels<KernelName> = loadKernels<KernelName>('foreground-kernels.wasm')

/** Bytes of a pixel of a level, and where in it the colours of product and background begin. */
export const PIXEL = 40
export const PRODUCT = 16
export const BACKGROUND = 28
