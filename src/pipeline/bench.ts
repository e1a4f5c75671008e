import type { LimitFunction } from 'p-limit'
import type { ImportRequest } from '../core/asset.ts'
import type { Service, ServiceContext, ServiceResult } from '../core/service.ts'
import type { CutEntry } from '../core/summary.ts'
import type { Engine, Logger } from '../core/types.ts'
import type { Output } from '../directives/outputs.ts'
import type { Task } from '../directives/task.ts'
import type { ResolvedOptions } from '../options/types.ts'
import type { CutRecord } from '../store/records.ts'
import type { Leases } from '../store/leases.ts'
import type { JoinedStore } from '../store/joined.ts'
import type { Identity } from './identify.ts'
import type { PinBoard } from './pins.ts'
import type { Pulse } from './pulse.ts'
import type { Refusals } from './refusals.ts'
import type { Renewal } from './renewal.ts'

/** What the steps of a pipeline share. */
export interface Bench {
  readonly options: ResolvedOptions
  readonly engine: Engine
  /** Runs the rules of `?cos=`; the engine's own service, where it has one. */
  readonly rules: Service
  /** What the cache and the shared store hold. */
  readonly store: JoinedStore
  /** What imports are pinned to. */
  readonly pins: PinBoard
  /** What is to be made anew. */
  readonly renewal: Renewal
  /** Has one process of this machine at a time make a picture. */
  readonly leases: Leases
  /** Whether `engine` stands in for another that can't be reached. */
  readonly isDraft: boolean
  /** Whether `engine` is the embedded one. */
  readonly isEmbedded: boolean
  /** The engine that it stands in for, where that is known. */
  readonly wanted: Identity | undefined
  readonly logger: Logger
  /** Bounds the images in flight, with their pixels. */
  readonly limit: LimitFunction
  /** Bounds the results of services that are decoded at once. */
  readonly inspection: LimitFunction
  /** Has a service make a picture, together with others of the same photo. */
  readonly gather: (service: Service, job: Job) => Promise<ServiceResult>
  /** What services may use. */
  readonly context: ServiceContext
  /** Hex sha256 of a photo, by its path. */
  readonly hashSource: (photo: string) => string
  /** Aborted when the pipeline is closed. */
  readonly abort: AbortController
  /** Told apart from every other pipeline. */
  readonly nonce: string
  /** What was cut or found since the last summary. */
  readonly entries: CutEntry[]
  /** Whether each picture is told as it is made: no build ends and tells them together. */
  readonly isLive: boolean
  readonly pulse: Pulse
  /** Pictures that were not made because the options say so. */
  readonly refusals: Refusals
  /** Keys of drafts that were told. */
  readonly drafts: Set<string>
  /** Keys whose doubts were told. */
  readonly doubts: Set<string>
}

/** One image to make. */
export interface Job {
  readonly request: ImportRequest
  readonly task: Task
  /** What is made of what the task gives; undefined where that stays as it is. */
  readonly output: Output | undefined
  /** Absolute path, or the address of a remote photo. */
  readonly photo: string
  /** Hex sha256 of the photo's file, or of its address. */
  readonly source: string
  /** Content key. */
  readonly key: string
}

/** One image that was made. */
export interface Made {
  readonly record: CutRecord
  readonly bytes: Uint8Array
  /** Key of the image that was paid for to make this one; undefined where nothing was. */
  readonly paidFor: string | undefined
  /** Whether a service had it already. */
  readonly found: boolean
  /** Whether it was there when its turn came: another process has made it meanwhile. */
  readonly there: boolean
  /** Time it took, without waiting for its turn; 0 where it was found after all. */
  readonly ms: number
}
