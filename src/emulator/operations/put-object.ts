import { answer, type Call, type CosAnswer, type Job } from '../call.ts'
import type { Bucket, Cloud } from '../cloud.ts'
import { checkDigest } from '../digest.ts'
import { createObject, describeUpload, type CosObject } from '../objects.ts'
import { checkKey, parsePicOperations, type PicOperations } from '../pic-operations.ts'
import { answerProcessed } from '../processing.ts'
import type { CosRequest } from '../request.ts'
import { renderUploadResult } from '../upload-result.ts'

/** `PUT /<key>`: stores the body; with rules in `Pic-Operations` it also makes and stores their results. */
export function preparePutObject(request: CosRequest, bucket: Bucket, cloud: Cloud): Job {
  checkKey(request.key)
  checkDigest(request)
  const operations = parsePicOperations(request.headers['pic-operations'], { key: request.key, bucket, cloud })
  if (operations.rules.length === 0) return { yields: 'plain', run: storeOnly }
  return { yields: 'xml', run: (call) => storeAndProcess(call, operations) }
}

function storeOnly(call: Call): CosAnswer {
  const object = makeObject(call)
  call.bucket.objects.set(call.request.key, object)
  return answer(200, describeUpload(object))
}

async function storeAndProcess(call: Call, operations: PicOperations): Promise<CosAnswer> {
  const original = makeObject(call)
  const store = (): void => void call.bucket.objects.set(call.request.key, original)
  const xml = await renderUploadResult(call, original.bytes, operations, store)
  return answerProcessed(xml, describeUpload(original))
}

function makeObject({ request, cloud }: Call): CosObject {
  return createObject(request.body, request.headers, new Date(cloud.clock()))
}
