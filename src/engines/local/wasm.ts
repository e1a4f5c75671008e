import { readFileSync } from 'node:fs'
import { locateBuilt } from '../../core/built-file.ts'

/** Memory of a WebAssembly instance. A view of `buffer` is void once the memory grew. */
export interface Memory {
  readonly buffer: ArrayBuffer
  /** Adds pages of 64 KiB. */
  grow(pages: number): number
}

/** A function on numbers and addresses. */
export type Kernel = (...numbers: readonly number[]) => void

/** What is used of WebAssembly's interface: TypeScript knows it in browsers only. */
interface WebAssemblyApi {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

const PAGE = 1 << 16

/** Instantiates a module that the build compiled, with a memory of its own. */
export function instantiate<Name extends string>(
  file: `${string}.wasm`,
): Readonly<Record<Name, Kernel>> & { readonly memory: Memory } {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }
  const module = new WebAssembly.Module(readFileSync(locateBuilt(file)))
  return new WebAssembly.Instance(module).exports as Readonly<Record<Name, Kernel>> & { readonly memory: Memory }
}

/** Lets the memory hold at least `bytes`. */
export function ensureMemory(memory: Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE)
  if (missing > 0) memory.grow(missing)
}
