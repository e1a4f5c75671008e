import { answer, type Job } from '../call.ts'
import { computeCrc64 } from '../checksums.ts'
import { checkDigest } from '../digest.ts'
import { refuse } from '../errors.ts'
import { createPart, findUpload, MAX_PART_NUMBER } from '../multipart.ts'
import { findParameter, type CosRequest } from '../request.ts'

/** `PUT /<key>?partNumber=&uploadId=`: keeps a part; one of the same number is replaced. */
export function prepareUploadPart(request: CosRequest): Job {
  checkDigest(request)
  const number = parsePartNumber(findParameter(request.query, 'partNumber'))
  return {
    yields: 'plain',
    run: ({ bucket, cloud }) => {
      const upload = findUpload(bucket, findParameter(request.query, 'uploadId'), request.key)
      const part = createPart(request.body, new Date(cloud.clock()))
      upload.parts.set(number, part)
      return answer(200, { etag: part.etag, 'x-cos-hash-crc64ecma': computeCrc64(part.bytes) })
    },
  }
}

function parsePartNumber(value = ''): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= 1 && number <= MAX_PART_NUMBER) return number
  throw refuse('InvalidArgument', `partNumber is "${value}", not a whole number from 1 to ${MAX_PART_NUMBER}.`)
}
