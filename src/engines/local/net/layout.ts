import type { Arena } from './arena.ts'
import type { Kernels } from './kernels.ts'
import type { Shape } from './tensor.ts'

/** Where a tensor lies in the kernels' memory. */
export interface Place extends Shape {
  /** Bytes from the memory's begin. */
  readonly address: number
}

/** Runs one step of a network laid out for one size of input. */
export type Call = () => void

/** What steps are laid out with. */
export interface Workshop {
  readonly kernels: Kernels
  readonly arena: Arena
}
