import { readFileSync } from 'node:fs'
import { locateBuilt } from '../../core/built-file.ts'

/** Memory of a WebAssembly instance. A view of `buffer` is void once the memory grew. */
export interface Memory {
  readonly buffer: ArrayBuffer
  /** Adds pages of 64 KiB. */
  grow(pages: number): number
}

/** A function on numbers and addresses. */
type Kernel = (...numbers: readonly number[]) => void

/** Kernels by their names, and the memory that their addresses mean. */
export type Instance<Name extends string> = Readonly<Record<Name, Kernel>> & { readonly memory: Memory }

/** What is used of WebAssembly's interface: TypeScript knows it in browsers only. */
interface WebAssemblyApi {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

const PAGE = 1 << 16

/** Loads a module that the build compiled: each call of what this returns is an instance with a memory of its own. */
export function loadModule<Name extends string>(file: `${string}.wasm`): () => Instance<Name> {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }
  const module = new WebAssembly.Module(readFileSync(locateBuilt(file)))
  return () => new WebAssembly.Instance(module).exports as Instance<Name>
}

/** Lets the memory hold at least `bytes`. */
export function ensureMemory(memory: Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE)
  if (missing > 0) memory.grow(missing)
}
