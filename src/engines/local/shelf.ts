import type { Field, Size } from './planes/field.ts'
import { ensureMemory, memory } from './wasm.ts'

/** Room in the memory of kernels, given out from its begin on. Addresses are bytes; 0 is none. */
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

/** A field in the memory of kernels. */
export interface Placed extends Size {
  /** Of its first number. */
  readonly address: number
}

/** What can be put down. */
type Numbers = Uint8Array | Int32Array | Float32Array | Float64Array

/** Kernels work on up to four numbers at a time, the last of which may lie beyond what is theirs. */
const SPILL = 16
/** Where the memory itself says how much of it is in use: a shelf within the work on another begins above that. */
const TOP = 0

/**
 * Lends a shelf for `work`: what is put there is gone afterwards. Shelves nest; while work on an inner one is done, the outer
 * one gives nothing out.
 */
export function withShelf<Result>(work: (shelf: Shelf) => Result): Result {
  const start = readTop()
  try {
    return work(SHELF)
  } finally {
    writeTop(start)
  }
}

/** Puts a field of any channels down. */
export function placeField(shelf: Shelf, { data, width, height }: Field): Placed {
  return { address: shelf.place(data), width, height }
}

const SHELF: Shelf = {
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

function reserve(bytes: number): number {
  const start = readTop()
  const end = Math.ceil((start + bytes + SPILL) / SPILL) * SPILL
  ensureMemory(end)
  writeTop(end)
  return start
}

function write({ buffer, byteOffset, byteLength }: Numbers, address: number): void {
  new Uint8Array(memory.buffer, address, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength))
}

function readTop(): number {
  return Math.max(new DataView(memory.buffer).getUint32(TOP, true), SPILL)
}

function writeTop(top: number): void {
  new DataView(memory.buffer).setUint32(TOP, top, true)
}
