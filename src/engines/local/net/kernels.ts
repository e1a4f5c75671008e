import { readFileSync } from 'node:fs'
import { locateBuilt } from '../../../core/built-file.ts'

/** Memory of a WebAssembly instance. A view of `buffer` is void once the memory grew. */
export interface Memory {
  readonly buffer: ArrayBuffer
  /** Adds pages of 64 KiB. */
  grow(pages: number): number
}

type Kernel = (...numbers: readonly number[]) => void

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

/** What is used of WebAssembly's interface: TypeScript knows it in browsers only. */
interface WebAssemblyApi {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

const PAGE = 1 << 16

/** Instantiates the inner loops that the build compiled. */
export function loadKernels(): Kernels {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }
  const module = new WebAssembly.Module(readFileSync(locateBuilt('net-kernels.wasm')))
  return new WebAssembly.Instance(module).exports as Kernels
}

/** Lets the memory hold at least `bytes`. */
export function ensureMemory(memory: Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE)
  if (missing > 0) memory.grow(missing)
}
