import { isLoopback } from '../core/loopback.ts'
import { findBucket, type Bucket, type Cloud } from './cloud.ts'
import { refuse } from './errors.ts'

/** What a `Host` header addresses. */
export interface Addressee {
  /** `cos` keeps objects; `ci` tells the state of Cloud Infinite. */
  readonly service: 'cos' | 'ci'
  /** The bucket; the main one where the host names none. */
  readonly bucket: Bucket
}

const VENDOR_RE = /^(?:(?<name>[a-z\d-]+)\.)?(?<service>cos|ci)\.(?<region>[a-z\d-]+)\.myqcloud\.com$/

/**
 * Finds out what a `Host` header addresses: a bucket by its own name, Cloud Infinite, or, through a loopback address, the
 * main bucket. The port is of no account.
 *
 * @param anyHost whether hosts that are not the vendor's mean the main bucket, too: other machines know this one by names
 *   of their own
 * @throws MattingError `EMULATOR` with `NoSuchBucket` or `InvalidHost`
 */
export function findAddressee(header: string | undefined, cloud: Cloud, anyHost: boolean): Addressee {
  const host = (header ?? '').toLowerCase().replace(/:\d+$/, '')
  const { name, service, region } = VENDOR_RE.exec(host)?.groups ?? {}
  if (service === undefined) {
    if (anyHost || isLoopback(host)) return { service: 'cos', bucket: cloud.main }
    throw refuse('InvalidHost')
  }
  if (region !== cloud.region) throw refuse('NoSuchBucket')
  if (service === 'ci') return { service, bucket: name === undefined ? cloud.main : findBucket(cloud.buckets, name) }
  return { service: 'cos', bucket: findBucket(cloud.buckets, name ?? '') }
}
