import type { LimitFunction } from 'p-limit'
import type { ImportRequest } from '../core/asset.ts'
import type { CutEntry } from '../core/summary.ts'
import type { Engine, Logger } from '../core/types.ts'
import type { ResolvedOptions } from '../options/types.ts'
import type { CutRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'

/** What the steps of a pipeline share. */
export interface Bench {
  readonly options: ResolvedOptions
  readonly engine: Engine
  readonly store: Store
  readonly logger: Logger
  /** Bounds the images in flight, with their pixels. */
  readonly limit: LimitFunction
  /** Hex sha256 of a photo, by its path. */
  readonly hashSource: (photo: string) => string
  /** Aborted when the pipeline is closed. */
  readonly abort: AbortController
  /** What was cut or found since the last summary. */
  readonly entries: CutEntry[]
  /** Keys whose doubts were told. */
  readonly doubts: Set<string>
}

/** One image to make. */
export interface Job {
  readonly request: ImportRequest
  /** Absolute path. */
  readonly photo: string
  /** Hex sha256 of the photo's file. */
  readonly source: string
  /** Content key. */
  readonly key: string
}

/** One image that was made. */
export interface Made {
  readonly record: CutRecord
  readonly bytes: Uint8Array
  /** Whether making it was billed. */
  readonly paid: boolean
  /** Time it took, without waiting for its turn; 0 where it was found after all. */
  readonly ms: number
}
