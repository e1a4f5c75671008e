import type { Job } from '../call.ts'
import type { Bucket, Cloud } from '../cloud.ts'
import { refuse } from '../errors.ts'
import { findObject } from '../objects.ts'
import { parsePicOperations } from '../pic-operations.ts'
import { answerProcessed } from '../processing.ts'
import type { CosRequest } from '../request.ts'
import { renderUploadResult } from '../upload-result.ts'

/** `POST /<key>?image_process`: runs rules over a stored object. A body is ignored: the page's sample has none. */
export function prepareProcessObject(request: CosRequest, bucket: Bucket, cloud: Cloud): Job {
  const operations = parsePicOperations(request.headers['pic-operations'], { key: request.key, bucket, cloud })
  if (operations.rules.length === 0) throw refuse('InvalidPicOperations', 'Pic-Operations: there are no rules to run.')
  return {
    yields: 'xml',
    async run(call) {
      const { bytes } = findObject(bucket.objects, request.key)
      return answerProcessed(await renderUploadResult(call, bytes, operations))
    },
  }
}
