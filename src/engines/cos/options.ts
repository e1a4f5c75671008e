import type { AuthorizationSource } from '../../core/authorization.ts'

/** How GoodsMatting is called. */
export type CosMethod = 'upload' | 'cloud' | 'download'

/**
 * What the service needs to reach a bucket of Tencent Cloud COS with CI (Cloud Infinite) enabled: checked already, and
 * complete but for what is optional here.
 */
export interface CosSettings {
  /** The bucket as the console shows it, `<name>-<appid>`, e.g. `examplebucket-1250000000`. */
  readonly bucket: string
  /** The region of the bucket, e.g. `ap-chengdu`. */
  readonly region: string
  /** Id of a permanent or temporary API key; needed where there is no `getAuthorization`. */
  readonly secretId?: string | undefined
  /** The key that belongs to {@link secretId}. It signs requests and is never sent. */
  readonly secretKey?: string | undefined
  /** The token that belongs to a temporary key. @default none */
  readonly sessionToken?: string | undefined
  /** Gives temporary keys in place of the three above. @default none */
  readonly getAuthorization?: AuthorizationSource | undefined
  readonly method: CosMethod
  /** Folder of the bucket that holds sources and results; empty, or ending in `/`. */
  readonly prefix: string
  /** Bucket that keeps the results, in the same region. @default the bucket itself */
  readonly resultBucket?: string | undefined
  /**
   * Origin to send requests to, e.g. an emulator or a gateway. `Host` and the signature stay those of
   * `<bucket>.cos.<region>.myqcloud.com`. `https:`, or `http:` on a loopback address.
   * @default the bucket's own host
   */
  readonly endpoint?: string | undefined
  /** Deadline for a whole attempt, waiting for one's turn left out, in milliseconds. */
  readonly timeout: number
  /** Tries after the first, where trying again can help. */
  readonly retries: number
  /** Requests per second. */
  readonly qps: number
  /** Address under which the bucket with the results is read by everybody, without `/` at its end. @default none */
  readonly publicUrl?: string | undefined
}

/** A bucket and the way to it. */
export interface Place {
  readonly bucket: string
  /** The bucket's own host: what `Host` says and what is signed. */
  readonly host: string
  /** Where requests go. */
  readonly endpoint: URL
}

/** Where photos go, and where results are kept. */
export interface Places {
  readonly sources: Place
  readonly results: Place
}

/** The buckets of a service. */
export function derivePlaces(settings: Pick<CosSettings, 'bucket' | 'region' | 'resultBucket' | 'endpoint'>): Places {
  const { bucket, resultBucket = bucket, region, endpoint } = settings
  const sources = derivePlace(bucket, region, endpoint)
  return { sources, results: resultBucket === bucket ? sources : derivePlace(resultBucket, region, endpoint) }
}

function derivePlace(bucket: string, region: string, endpoint: string | undefined): Place {
  const host = `${bucket}.cos.${region}.myqcloud.com`
  return { bucket, host, endpoint: new URL(endpoint ?? `https://${host}`) }
}
