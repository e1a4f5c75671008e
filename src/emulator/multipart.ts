import { createHash } from 'node:crypto'
import { computeETag } from './checksums.ts'
import type { Bucket } from './cloud.ts'
import { refuse } from './errors.ts'
import { createObject, type CosObject } from './objects.ts'

/** One uploaded part. */
export interface Part {
  readonly bytes: Uint8Array
  /** Hex MD5 in double quotes. */
  readonly etag: string
  readonly lastModified: Date
}

/** A part as the completing request lists it. */
export interface ListedPart {
  readonly number: number
  /** In double quotes. */
  readonly etag: string
}

/** A multipart upload under way. */
export interface MultipartUpload {
  readonly id: string
  readonly key: string
  /** Header lines of the initiating request: they become the object's. */
  readonly headers: Readonly<Record<string, string>>
  readonly initiated: Date
  readonly parts: Map<number, Part>
}

/** Bounds of a part's number ("Upload Part"). */
export const MAX_PART_NUMBER = 10_000

/** Least size of a part in bytes; the last one may be smaller ("Upload Part"). */
const MIN_PART = 1024 * 1024

/** The upload of that id and key, or the service's 404. */
export function findUpload({ uploads }: Bucket, id: string | undefined, key: string): MultipartUpload {
  const upload = uploads.get(id ?? '')
  if (upload === undefined || upload.key !== key) throw refuse('NoSuchUpload')
  return upload
}

/** Makes a part of the bytes received. */
export function createPart(bytes: Uint8Array, lastModified: Date): Part {
  return { bytes, etag: computeETag(bytes), lastModified }
}

/**
 * Puts the listed parts together. The ETag is the MD5 of the parts' MD5s and their count.
 *
 * @throws MattingError `EMULATOR` with `InvalidPartOrder`, `InvalidPart` or `EntityTooSmall`
 */
export function joinParts(upload: MultipartUpload, listed: readonly ListedPart[], lastModified: Date): CosObject {
  const ascends = listed.every(({ number }, index) => number > (listed[index - 1]?.number ?? 0))
  if (!ascends) throw refuse('InvalidPartOrder')
  const parts = listed.map((each) => pickPart(upload, each))
  if (parts.slice(0, -1).some(({ bytes }) => bytes.length < MIN_PART)) throw refuse('EntityTooSmall')
  const object = createObject(Buffer.concat(parts.map(({ bytes }) => bytes)), upload.headers, lastModified)
  return { ...object, etag: computeJoinedETag(parts) }
}

function pickPart({ parts }: MultipartUpload, { number, etag }: ListedPart): Part {
  const part = parts.get(number)
  if (part === undefined || part.etag !== etag) throw refuse('InvalidPart')
  return part
}

function computeJoinedETag(parts: readonly Part[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(etag.slice(1, -1), 'hex'))
  const md5 = createHash('md5').update(Buffer.concat(digests)).digest('hex')
  return `"${md5}-${parts.length}"`
}
