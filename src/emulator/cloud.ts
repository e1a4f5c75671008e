import type { EngineImage } from '../core/types.ts'
import type { Layout } from '../directives/layout.ts'
import type { Bill } from './call.ts'
import { refuse } from './errors.ts'
import type { MultipartUpload } from './multipart.ts'
import type { CosObject } from './objects.ts'
import type { CloudServices, ResolvedEmulatorOptions } from './options.ts'

/** A bucket and what is in it. */
export interface Bucket {
  /** `name-appid`. */
  readonly name: string
  /** `<bucket>.cos.<region>.myqcloud.com`. */
  readonly host: string
  readonly objects: Map<string, CosObject>
  /** Multipart uploads that are neither completed nor aborted, by id. */
  readonly uploads: Map<string, MultipartUpload>
}

/** The account: its buckets in one region, and what processes their pictures. */
export interface Cloud {
  readonly region: string
  /** The bucket a loopback `Host` means. */
  readonly main: Bucket
  /** All of them by name, the main one included. */
  readonly buckets: ReadonlyMap<string, Bucket>
  readonly bills: Bill[]
  /** Stored styles: name to rule. */
  readonly styles: Readonly<Record<string, string>>
  readonly services: CloudServices
  /** Cuts a product out: a PNG. */
  readonly cut: (photo: EngineImage, layout: Layout) => Promise<Uint8Array>
  /** Downloads what `detect-url` names. */
  readonly fetchPhoto: (url: string) => Promise<Uint8Array>
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** Makes the account the options describe; its buckets are empty. */
export function createCloud(
  { bucket, buckets, region, styles, services, clock }: ResolvedEmulatorOptions,
  { cut, fetchPhoto }: Pick<Cloud, 'cut' | 'fetchPhoto'>,
): Cloud {
  const main = createBucket(bucket, region)
  const others = buckets.filter((name) => name !== bucket).map((name) => createBucket(name, region))
  const all = new Map([main, ...others].map((each) => [each.name, each]))
  return { region, main, buckets: all, bills: [], styles, services, cut, fetchPhoto, clock }
}

/** The bucket of that name, or the service's 404. */
export function findBucket(buckets: Cloud['buckets'], name: string): Bucket {
  const bucket = buckets.get(name)
  if (bucket === undefined) throw refuse('NoSuchBucket')
  return bucket
}

function createBucket(name: string, region: string): Bucket {
  return { name, host: `${name}.cos.${region}.myqcloud.com`, objects: new Map(), uploads: new Map() }
}
