import { answer, type Job } from '../call.ts'
import { findUpload } from '../multipart.ts'
import { findParameter } from '../request.ts'

/** `DELETE /<key>?uploadId=`: drops a multipart upload and its parts. */
export function prepareAbortUpload(): Job {
  return {
    yields: 'plain',
    run: ({ bucket, request }) => {
      const { id } = findUpload(bucket, findParameter(request.query, 'uploadId'), request.key)
      bucket.uploads.delete(id)
      return answer(204)
    },
  }
}
