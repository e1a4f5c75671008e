import type { Bucket, Cloud } from './cloud.ts'
import type { PicRule } from './pic-operations.ts'
import type { CosRequest } from './request.ts'

/** A call a user would have paid for: one rule, or one download with `ci-process`. */
export interface Bill {
  /** What was done: the product cut out, or another rule of Persistent Image Processing. */
  readonly operation: 'GoodsMatting' | 'ImageProcess'
  /** Key of the photo, or its address where `detect-url` named one. */
  readonly key: string
  /** The rule as written, e.g. `ci-process=GoodsMatting&padding-layout=20x10`. */
  readonly rule: string
  /** Key of the stored result; none for a download. */
  readonly resultKey: string | undefined
  /** `x-cos-request-id` of the answer. */
  readonly requestId: string
}

/** How the bytes of an answer travel; `whole` is the honest way. */
export type Delivery =
  | { readonly kind: 'whole' | 'reset' | 'hang' | 'truncate' | 'endless' }
  | { readonly kind: 'drip'; readonly every: number }
  | { readonly kind: 'slow'; readonly delay: number }

/** An answer, before `x-cos-request-id`, `Date` and `Content-Length` are added. */
export interface CosAnswer {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly delivery: Delivery
}

/** How a fault spoils what processing makes. */
export interface Tampering {
  /** The rules that are run. */
  readonly rules: (rules: readonly PicRule[]) => readonly PicRule[]
  /** The picture that is kept in place of a result. */
  readonly result: (picture: Uint8Array, photo: Uint8Array) => Uint8Array | Promise<Uint8Array>
}

/** One request while it is carried out. */
export interface Call {
  readonly request: CosRequest
  readonly requestId: string
  readonly cloud: Cloud
  /** The bucket the request is for. */
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

/** A whole answer of XML. */
export function answerXml(status: number, xml: string, headers: CosAnswer['headers'] = {}): CosAnswer {
  return answer(status, { ...headers, 'content-type': 'application/xml' }, xml)
}
