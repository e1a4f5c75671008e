import { answer, type Bucket, type Call, type CosAnswer, type Job } from '../call.ts'
import { refuse } from '../errors.ts'
import { findObject } from '../objects.ts'
import { parsePicOperations, type PicOperations } from '../pic-operations.ts'
import { processOriginal } from '../processing.ts'
import type { CosRequest } from '../request.ts'

/** `POST /<key>?image_process`: runs rules over a stored object. A body is ignored: the page's sample has none. */
export function prepareProcessObject(request: CosRequest, bucket: Bucket): Job {
  const operations = parsePicOperations(request.headers['pic-operations'], { key: request.key, bucket: bucket.name })
  if (operations.rules.length === 0) throw refuse('InvalidPicOperations', 'Pic-Operations: there are no rules to run.')
  return { yields: 'xml', run: (call) => processStored(call, operations) }
}

async function processStored(call: Call, operations: PicOperations): Promise<CosAnswer> {
  const { bytes } = findObject(call.bucket.objects, call.request.key)
  return answerProcessed(await processOriginal(call, bytes, operations, () => undefined))
}

/** The answer to processing: its XML, from the server of Cloud Infinite. */
export function answerProcessed(xml: string, headers: Readonly<Record<string, string>> = {}): CosAnswer {
  return answer(200, { ...headers, 'content-type': 'application/xml', server: 'tencent-ci' }, xml)
}
