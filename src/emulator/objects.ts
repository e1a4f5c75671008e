import { computeCrc64, computeETag } from './checksums.ts'
import { refuse } from './errors.ts'

/** An object of the bucket. */
export interface CosObject {
  readonly bytes: Uint8Array
  /** Hex MD5 in double quotes, as on the wire. */
  readonly etag: string
  readonly contentType: string
  readonly lastModified: Date
  /** CRC-64/XZ, unsigned decimal. */
  readonly crc64: string
  /** What came with the upload and goes with every download: `cache-control`, `x-cos-meta-*`, … by lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

/** Longest key in bytes of UTF-8 (COS, "Object Overview"). */
export const MAX_KEY = 850

const KEPT_RE = /^(?:cache-control|content-disposition|content-encoding|content-language|expires|x-cos-meta-.+)$/

/** Makes the object an upload of `bytes` leaves behind. `headers` are those of the upload. */
export function createObject(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
  lastModified: Date,
): CosObject {
  return {
    bytes,
    etag: computeETag(bytes),
    contentType: headers['content-type'] || 'application/octet-stream',
    lastModified,
    crc64: computeCrc64(bytes),
    headers: Object.fromEntries(Object.entries(headers).filter(([name, value]) => KEPT_RE.test(name) && value !== '')),
  }
}

/** The header lines of GET and HEAD, without `Content-Length`. */
export function describeObject(object: CosObject): Record<string, string> {
  return {
    ...object.headers,
    'content-type': object.contentType,
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    'x-cos-hash-crc64ecma': object.crc64,
  }
}

/** The header lines that tell an upload what was stored. */
export function describeUpload({ etag, crc64 }: CosObject): Record<string, string> {
  return { etag, 'x-cos-hash-crc64ecma': crc64 }
}

/** The object of that key, or the service's 404. */
export function findObject(objects: ReadonlyMap<string, CosObject>, key: string): CosObject {
  const object = objects.get(key)
  if (object === undefined) throw refuse('NoSuchKey')
  return object
}
