import { withShelf, type WithShelf } from '../shelf.ts'
import { loadModule, type Instance } from '../wasm.ts'

/** What `kernels/index.ts` exports; parameters are described there. */
type KernelName =
  | 'averageKind'
  | 'fillGaps'
  | 'fillTables'
  | 'findComponents'
  | 'markOutline'
  | 'mixBytes'
  | 'mixFloats'
  | 'seedDistance'
  | 'squeezeColours'
  | 'squeezePlane'
  | 'sweep'
  | 'toLab'

/** One for each thread. Its memory, of a few planes of working size, is scratch: nothing in it outlasts a call. */
const kernels: Instance<KernelName> = loadModule<KernelName>('plane-kernels.wasm')()

/** The kernels, and a shelf that begins where their memory does: one user at a time. */
export function borrowKernels(): WithShelf<KernelName> {
  return withShelf(kernels)
}
