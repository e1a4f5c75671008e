import type { EngineImage } from '../core/types.ts'
import type { Layout } from '../directives/layout.ts'
import type { PicRule } from './pic-operations.ts'
import type { CosObject } from './objects.ts'
import type { CosRequest } from './request.ts'

/** A call a user would have paid for: one rule, or one download with `ci-process`. */
export interface Bill {
  readonly operation: 'GoodsMatting'
  /** Key of the photo. */
  readonly key: string
  /** The rule as written, e.g. `ci-process=GoodsMatting&padding-layout=20x10`. */
  readonly rule: string
  /** Key of the stored result; none for a download. */
  readonly resultKey: string | undefined
  /** `x-cos-request-id` of the answer. */
  readonly requestId: string
}

/** How the bytes of an answer travel; `whole` is the honest way. */
type Delivery =
  { readonly kind: 'whole' | 'reset' | 'hang' | 'truncate' } | { readonly kind: 'drip'; readonly every: number }

/** An answer, before `x-cos-request-id`, `Date` and `Content-Length` are added. */
export interface CosAnswer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly delivery: Delivery
}

/** The bucket and what is done to it. */
export interface Bucket {
  /** `name-appid`. */
  readonly name: string
  /** `<bucket>.cos.<region>.myqcloud.com`. */
  readonly host: string
  readonly objects: Map<string, CosObject>
  readonly bills: Bill[]
  /** Cuts a product out: a PNG. */
  readonly cut: (photo: EngineImage, layout: Layout) => Promise<Uint8Array>
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** How a fault spoils what processing makes. */
export interface Tampering {
  /** The rules that are run. */
  readonly rules: (rules: readonly PicRule[]) => readonly PicRule[]
  /** The picture that is kept in place of a result. */
  readonly result: (png: Uint8Array, photo: Uint8Array) => Uint8Array | Promise<Uint8Array>
}

/** One request while it is carried out. */
export interface Call {
  readonly request: CosRequest
  readonly requestId: string
  readonly bucket: Bucket
  readonly tampering: Tampering
}

/** A request understood: parsed and checked, not yet carried out. */
export interface Job {
  /** What the answer holds: the XML of processing, a picture made for it, or neither. */
  readonly yields: 'xml' | 'picture' | 'plain'
  readonly run: (call: Call) => CosAnswer | Promise<CosAnswer>
}

/** An answer that travels whole. */
export function answer(status: number, headers: CosAnswer['headers'] = {}, body: Uint8Array | string = ''): CosAnswer {
  return { status, headers, body: typeof body === 'string' ? Buffer.from(body) : body, delivery: { kind: 'whole' } }
}
