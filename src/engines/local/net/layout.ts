import type { Shape } from './tensor.ts'

/** Where a tensor lies in the kernels' memory. */
export interface Place extends Shape {
  /** Bytes from the memory's begin. */
  readonly address: number
}

/** Runs one step of a network laid out for one size of input. */
export type Call = () => void
