import { computeContentMd5 } from './checksums.ts'
import { refuse } from './errors.ts'
import type { CosRequest } from './request.ts'

/** Holds a body to its `Content-MD5`, where there is one. */
export function checkDigest({ headers, body }: CosRequest): void {
  const sent = headers['content-md5']
  if (sent === undefined || sent === '') return
  if (!/^[A-Za-z\d+/]{22}==$/.test(sent)) throw refuse('InvalidDigest')
  if (sent !== computeContentMd5(body)) throw refuse('BadDigest')
}
