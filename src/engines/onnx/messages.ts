import type { OnnxRuntime } from '../../options/types.ts'
import type { Processing } from './presets.ts'

/** What the thread that runs the model is asked. */
export interface SegmentRequest {
  /** Absolute path of the project, whose runtime is used. */
  readonly root: string
  /** The runtime asked for; undefined where any will do. */
  readonly kind: OnnxRuntime | undefined
  /** Absolute path of the model. */
  readonly file: string
  /** Hex sha256 that its bytes must have. */
  readonly digest: string
  readonly processing: Processing
  /** RGB, row-major, 0–255, of the size of `processing`. */
  readonly colours: Uint8Array
}
