import { answer, type Bucket, type Call, type CosAnswer, type Job } from '../call.ts'
import { computeContentMd5 } from '../checksums.ts'
import { refuse } from '../errors.ts'
import { createObject, type CosObject } from '../objects.ts'
import { checkKey, parsePicOperations, type PicOperations } from '../pic-operations.ts'
import { processOriginal } from '../processing.ts'
import type { CosRequest } from '../request.ts'
import { answerProcessed } from './process-object.ts'

/** Largest photo that rules are run over, in bytes ("Persistent Image Processing": 20 MB). */
const MAX_PROCESSED = 20 * 1024 * 1024

/** `PUT /<key>`: stores the body; with rules in `Pic-Operations` it also makes and stores their results. */
export function preparePutObject(request: CosRequest, bucket: Bucket): Job {
  checkKey(request.key)
  checkDigest(request)
  const operations = parsePicOperations(request.headers['pic-operations'], { key: request.key, bucket: bucket.name })
  if (operations.rules.length === 0) return { yields: 'plain', run: storeOnly }
  if (request.body.length > MAX_PROCESSED) throw refuse('EntityTooLarge', `Rules take ${MAX_PROCESSED} bytes at most.`)
  return { yields: 'xml', run: (call) => storeAndProcess(call, operations) }
}

function storeOnly(call: Call): CosAnswer {
  return answer(200, describeUpload(storeBody(call)))
}

async function storeAndProcess(call: Call, operations: PicOperations): Promise<CosAnswer> {
  const original = makeObject(call)
  const store = (): void => void call.bucket.objects.set(call.request.key, original)
  const xml = await processOriginal(call, original.bytes, operations, store)
  return answerProcessed(xml, describeUpload(original))
}

function storeBody(call: Call): CosObject {
  const object = makeObject(call)
  call.bucket.objects.set(call.request.key, object)
  return object
}

function makeObject({ request, bucket }: Call): CosObject {
  return createObject(request.body, request.headers, new Date(bucket.clock()))
}

function describeUpload(object: CosObject): Record<string, string> {
  return { etag: object.etag, 'x-cos-hash-crc64ecma': object.crc64 }
}

function checkDigest({ headers, body }: CosRequest): void {
  const sent = headers['content-md5']
  if (sent === undefined || sent === '') return
  if (!/^[A-Za-z\d+/]{22}==$/.test(sent)) throw refuse('InvalidDigest')
  if (sent !== computeContentMd5(body)) throw refuse('BadDigest')
}
