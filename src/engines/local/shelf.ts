import { ensureMemory, type Instance, type Memory } from './wasm.ts'

/** Room in the memory of kernels, given out from its begin on. Addresses are bytes. */
export interface Shelf {
  /** Puts numbers down; their address. */
  place(numbers: Numbers): number
  /** Address of free bytes, which hold anything. */
  reserve(bytes: number): number
  /** A copy of `count` floats. */
  read(address: number, count: number): Float32Array
  /** Fills an array with the floats from an address on. */
  readInto(address: number, target: Float32Array): void
  /** A copy of `count` 64-bit floats. */
  readWide(address: number, count: number): Float64Array
  /** A copy of `count` whole numbers. */
  readWhole(address: number, count: number): Int32Array
  /** A copy of `count` bytes. */
  readBytes(address: number, count: number): Uint8Array
  /** Puts numbers down at an address that was given out. */
  write(numbers: Numbers, address: number): void
}

/** What can be put down. */
type Numbers = Uint8Array | Int32Array | Float32Array | Float64Array

/** Kernels work on up to four numbers at a time, the last of which may lie beyond what is theirs. */
const SPILL = 16

/** An empty shelf: what another left in the memory is written over. */
export function createShelf(memory: Memory): Shelf {
  let end = 0
  const reserve = (bytes: number): number => {
    const start = end
    end = Math.ceil((start + bytes + SPILL) / SPILL) * SPILL
    ensureMemory(memory, end)
    return start
  }
  const write = ({ buffer, byteOffset, byteLength }: Numbers, address: number): void =>
    new Uint8Array(memory.buffer, address, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength))
  return {
    reserve,
    write,
    place: (numbers) => {
      const start = reserve(numbers.byteLength)
      write(numbers, start)
      return start
    },
    read: (address, count) => new Float32Array(memory.buffer, address, count).slice(),
    readInto: (address, target) => target.set(new Float32Array(memory.buffer, address, target.length)),
    readWide: (address, count) => new Float64Array(memory.buffer, address, count).slice(),
    readWhole: (address, count) => new Int32Array(memory.buffer, address, count).slice(),
    readBytes: (address, count) => new Uint8Array(memory.buffer, address, count).slice(),
  }
}

/** Kernels, and a shelf that begins where their memory does. */
export interface WithShelf<Name extends string> {
  readonly kernels: Instance<Name>
  readonly shelf: Shelf
}

/** Adds an empty shelf to kernels. */
export function withShelf<Name extends string>(kernels: Instance<Name>): WithShelf<Name> {
  return { kernels, shelf: createShelf(kernels.memory) }
}
