import { answerXml, type Call, type CosAnswer, type Job } from '../call.ts'
import type { Bucket, Cloud } from '../cloud.ts'
import { checkDigest } from '../digest.ts'
import { findUpload, joinParts, type ListedPart } from '../multipart.ts'
import { describeUpload } from '../objects.ts'
import { parsePartList } from '../part-list.ts'
import { parsePicOperations, type PicOperations } from '../pic-operations.ts'
import { answerProcessed, findETag, processOriginal } from '../processing.ts'
import { findParameter, type CosRequest } from '../request.ts'
import { renderXml, type XmlNode } from '../xml.ts'

/** What a completing request asks for. */
interface Completion {
  readonly parts: readonly ListedPart[]
  readonly operations: PicOperations
}

/**
 * `POST /<key>?uploadId=`: makes the object of its parts. With rules in `Pic-Operations` it also makes and stores their
 * results; where one of them fails, the upload is still open.
 */
export function prepareCompleteUpload(request: CosRequest, bucket: Bucket, cloud: Cloud): Job {
  checkDigest(request)
  const parts = parsePartList(request.body)
  const operations = parsePicOperations(request.headers['pic-operations'], { key: request.key, bucket, cloud })
  return {
    yields: operations.rules.length === 0 ? 'plain' : 'xml',
    run: (call) => completeUpload(call, { parts, operations }),
  }
}

async function completeUpload(call: Call, { parts, operations }: Completion): Promise<CosAnswer> {
  const { request, bucket, cloud } = call
  const upload = findUpload(bucket, findParameter(request.query, 'uploadId'), request.key)
  const object = joinParts(upload, parts, new Date(cloud.clock()))
  const store = (): void => {
    bucket.objects.set(upload.key, object)
    bucket.uploads.delete(upload.id)
  }
  const headers = describeUpload(object)
  if (operations.rules.length > 0) {
    const { info, results } = await processOriginal(call, object.bytes, operations, store)
    return answerProcessed(renderCompletion(bucket, upload.key, [...info, results]), headers)
  }
  store()
  return answerXml(200, renderCompletion(bucket, upload.key, []), headers)
}

/** The vendor prints no answer with results; its Node.js SDK looks for them right below the root. */
function renderCompletion(bucket: Bucket, key: string, processed: readonly XmlNode[]): string {
  return renderXml([
    'CompleteMultipartUploadResult',
    [
      ['Location', `${bucket.host}/${key}`],
      ['Bucket', bucket.name],
      ['Key', key],
      ['ETag', findETag(bucket, key)],
      ...processed,
    ],
  ])
}
