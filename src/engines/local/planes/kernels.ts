import { loadKernels, type Kernels } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName =
  | 'fillGaps'
  | 'fillTables'
  | 'findComponents'
  | 'mixBytes'
  | 'mixFloats'
  | 'seedDistance'
  | 'squeezeColours'
  | 'squeezePlane'
  | 'sweep'
  | 'toLab'

/** The inner loops that the build compiled. */
export const kernels: Kernels<KernelName> = loadKernels<KernelName>('plane-kernels.wasm')
