import { readFileSync } from 'node:fs'
import { locateBuilt } from '../../core/built-file.ts'

/** Memory of WebAssembly. A view of `buffer` is void once the memory grew. */
export interface Memory {
  readonly buffer: ArrayBuffer
  /** Adds pages of 64 KiB. */
  grow(pages: number): number
}

/** A function on numbers and addresses. */
type Kernel = (...numbers: readonly number[]) => void

/** Kernels by their names. */
export type Kernels<Name extends string> = Readonly<Record<Name, Kernel>>

/** What is used of WebAssembly's interface: TypeScript knows it in browsers only. */
interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => Memory
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }
const PAGE = 1 << 16

/** What all kernels of this thread work in, one stage after another: fresh memory costs more than most of what is done in it. */
export const memory: Memory = new WebAssembly.Memory({ initial: 1 })

/** Loads kernels that the build compiled; their addresses mean {@link memory}. */
export function loadKernels<Name extends string>(file: `${string}.wasm`): Kernels<Name> {
  const module = new WebAssembly.Module(readFileSync(locateBuilt(file)))
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels<Name>
}

/** Lets the memory hold at least `bytes`. */
export function ensureMemory(bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE)
  if (missing > 0) memory.grow(missing)
}
